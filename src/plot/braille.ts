/** Dots in a character, across and down. */
export const DOTS = { across: 2, down: 4 } as const;

/** The bits of a Braille character's dots, by row and column; Unicode numbers the lowest row last. */
const BITS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;
const BLANK = 0x2800;

interface Cell {
  dots: number;
  /** What is shown in place of the dots. */
  character?: string;
  /** Who drew here last. */
  owner?: number;
}

/** A grid of characters with 2 x 4 dots each; rows are counted from the top. */
export class BrailleCanvas {
  readonly columns: number;
  readonly rows: number;
  readonly #cells: Cell[];

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
    this.#cells = Array.from({ length: columns * rows }, () => ({ dots: 0 }));
  }

  /** Sets the dot in a column and row of dots; outside of the canvas nothing happens. */
  dot(x: number, y: number, owner: number): void {
    const cell = this.#cell(Math.floor(x / DOTS.across), Math.floor(y / DOTS.down));
    if (!cell) return;
    cell.dots |= BITS[y % DOTS.down]![x % DOTS.across]!;
    cell.owner = owner;
  }

  /** Puts a character over the dots, unless there is one already. Returns whether it is there now. */
  put(column: number, row: number, character: string, owner?: number): boolean {
    const cell = this.#cell(column, row);
    if (!cell || cell.character !== undefined) return false;
    cell.character = character;
    if (owner !== undefined) cell.owner = owner;
    return true;
  }

  /** The characters of a row with their owners; empty cells are spaces. */
  row(row: number): readonly { readonly character: string; readonly owner: number | undefined }[] {
    return this.#cells
      .slice(row * this.columns, (row + 1) * this.columns)
      .map(({ dots, character, owner }) => ({
        character: character ?? (dots === 0 ? ' ' : String.fromCodePoint(BLANK + dots)),
        owner,
      }));
  }

  #cell(column: number, row: number): Cell | undefined {
    if (column < 0 || column >= this.columns || row < 0 || row >= this.rows) return undefined;
    return this.#cells[row * this.columns + column];
  }
}

import { withRoom } from '../../tensor/arrays.ts';
import { rowNumbersOf, type Block } from '../../tensor/block.ts';
import { ColumnNumbers } from '../../text/column-numbers.ts';

/** Numbers that are waited with. */
export interface WaitingColumn {
  /** As long as there are items, or longer. */
  values: Float64Array;
}

/** A column of text that is waited with: its texts are numbered across all blocks. */
export interface WaitingTexts extends WaitingColumn {
  readonly numbers: ColumnNumbers;
}

/** Items whose lists may go on, column by column: eight bytes for each number. */
export class WaitingItems {
  count = 0;
  /** The list of each. */
  readonly lists: WaitingColumn = { values: new Float64Array(0) };
  /** The row of each in the input. */
  readonly rows: WaitingColumn = { values: new Float64Array(0) };
  readonly inputs = new Map<string, WaitingColumn>();
  readonly texts = new Map<string, WaitingTexts>();
  /** Of inputs that were joined by a key, the row of each in its own file. */
  readonly ownNumbers = new Map<string, WaitingColumn>();

  /**
   * Takes the rows of a block.
   * @param lists that of each row
   */
  add(block: Block, lists: Float64Array): void {
    const { rows, inputs, texts = {}, ownNumbers = {} } = block;
    this.#append(this.lists, lists, rows);
    this.#append(this.rows, rowNumbersOf(block), rows);
    for (const [name, values] of Object.entries(inputs)) {
      this.#append(columnOf(this.inputs, name), values, rows);
    }
    for (const [name, values] of Object.entries(ownNumbers)) {
      this.#append(columnOf(this.ownNumbers, name), values, rows);
    }
    for (const [name, column] of Object.entries(texts)) {
      const known = this.texts.get(name);
      const waiting = known ?? { values: new Float64Array(0), numbers: new ColumnNumbers() };
      this.texts.set(name, waiting);
      const ofCode = waiting.numbers.of(column, rows);
      this.#append(
        waiting,
        column.codes.subarray(0, rows).map((code) => ofCode[code]!),
        rows,
      );
    }
    this.count += rows;
  }

  #append(column: WaitingColumn, values: Float64Array, rows: number): void {
    column.values = withRoom(column.values, this.count + rows);
    column.values.set(values.subarray(0, rows), this.count);
  }

  /** Lets the items of lists go before one; the others stay in their order. */
  keepFrom(list: number): void {
    const places = new Int32Array(this.count);
    let left = 0;
    for (let place = 0; place < this.count; place++) {
      if (this.lists.values[place]! >= list) places[left++] = place;
    }
    for (const { values } of this.#columns) {
      for (let i = 0; i < left; i++) values[i] = values[places[i]!]!;
    }
    this.count = left;
  }

  get #columns(): WaitingColumn[] {
    const named = [this.inputs, this.texts, this.ownNumbers].flatMap((each) => [...each.values()]);
    return [this.lists, this.rows, ...named];
  }
}

function columnOf(columns: Map<string, WaitingColumn>, name: string): WaitingColumn {
  const column = columns.get(name) ?? { values: new Float64Array(0) };
  columns.set(name, column);
  return column;
}

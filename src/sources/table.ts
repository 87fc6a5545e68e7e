import { quote, UserError } from '../errors.ts';
import { Columns } from './columns.ts';
import { CsvRows } from './csv.ts';
import { fileLabel, partLabel } from './label.ts';
import { Labels, type ClassColumns } from './labels.ts';
import type { Place } from './number-queue.ts';
import { NumberQueue } from './number-queue.ts';
import { isNumeric, parseNumber } from './number.ts';
import type { Feed } from './tensor-reader.ts';
import { TensorReader } from './tensor-reader.ts';
import type { TextReader } from './text.ts';
import type { ReadOptions, Selection } from './types.ts';

/** An input of the loss and the columns of the table it consists of. */
interface Output {
  readonly selection: Selection;
  readonly columns: readonly number[];
  readonly names: readonly string[] | undefined;
  readonly queue: NumberQueue;
  readonly labels: Labels | undefined;
}

/**
 * Opens the inputs that come from one table: reads as far as its first row of numbers.
 * @param classes the columns of pred, where pred is elsewhere
 * @throws UserError if there is none, it is unclear whether there is a header, or a column is not found
 */
export async function openTable(
  text: TextReader,
  format: 'csv' | 'tsv',
  selections: readonly Selection[],
  options: ReadOptions,
  classes: ClassColumns | undefined,
): Promise<TensorReader[]> {
  const table = new Table(text, format, selections, options, classes);
  const outputs = await table.open();
  return outputs.map((output) => tableReader(output, table));
}

function tableReader({ selection, columns, names, queue }: Output, feed: Feed): TensorReader {
  const { input, path, part, layout } = selection;
  requireLastAxis(selection);
  const width = columns.length;
  const isScalar = layout === 'scalars';
  const isList = isScalar && width === 1;
  return new TensorReader({
    input,
    info: {
      label: partLabel(fileLabel(path), width === 1 ? 'column' : 'columns', part),
      axes: isList ? [] : [width],
      columns: names,
    },
    width: isScalar ? 1 : width,
    queue,
    feed,
    shape: (count) => (isList ? [count] : [count / width, width]),
  });
}

/** A table that is being read; also the place of the cell that is being read. */
class Table implements Feed, Place {
  readonly #text: TextReader;
  readonly #format: 'csv' | 'tsv';
  readonly #selections: readonly Selection[];
  readonly #options: ReadOptions;
  readonly #classes: ClassColumns | undefined;
  readonly #label: string;
  readonly #rows: CsvRows;
  /** Unknown before the first row. */
  #columns: Columns | undefined;
  #outputs: readonly Output[] = [];
  #header: readonly string[] = [];
  #hasNumbers = false;
  #ended = false;
  /** Thrown when all that was read before it has been taken, lest errors depend on how the bytes arrive. */
  #failure: Error | undefined;
  #line = 0;
  #column = 0;

  constructor(
    text: TextReader,
    format: 'csv' | 'tsv',
    selections: readonly Selection[],
    options: ReadOptions,
    classes: ClassColumns | undefined,
  ) {
    this.#classes = classes;
    this.#text = text;
    this.#format = format;
    this.#selections = selections;
    this.#options = options;
    this.#label = fileLabel(selections[0]!.path);
    this.#rows = new CsvRows(format === 'tsv' ? '\t' : ',', this.#label, (cells, line) =>
      this.#row(cells, line),
    );
  }

  async open(): Promise<readonly Output[]> {
    while (!this.#hasNumbers && (await this.more()));
    if (this.#hasNumbers) return this.#outputs;
    if (this.#columns === undefined) {
      throw new UserError({ where: this.#label, problem: 'no rows: the file is empty' });
    }
    const separator = separatorIn(this.#header.join(''));
    throw new UserError({
      where: this.#label,
      problem: 'no rows after the header',
      hint:
        separator === undefined
          ? '--no-header takes the first row for numbers'
          : this.#separatorHint(separator),
    });
  }

  async more(): Promise<boolean> {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#ended) return false;
    try {
      const piece = await this.#text.next();
      this.#ended = piece === undefined;
      await this.#rows.parse(piece);
    } catch (error) {
      this.#failure = error as Error;
      await this.close();
    }
    return true;
  }

  async close(): Promise<void> {
    await this.#text.close();
  }

  where(): string {
    return `${this.#label}:${this.#line}, ${this.#columns!.describe(this.#column)}`;
  }

  hint(text: string): string {
    const separator = separatorIn(text);
    if (separator !== undefined && isNumberList(text, separator)) {
      return this.#separatorHint(separator);
    }
    if (text.includes('\r')) return 'lines must end in LF or CRLF';
    return 'numbers are written as 0.5, -3 or 1e-7';
  }

  #separatorHint(separator: string): string {
    return separator === '\t'
      ? '--input-format tsv reads cells that are separated by tabs'
      : 'cells must be separated by commas, or by tabs with --input-format tsv';
  }

  #row(cells: readonly string[], line: number): void {
    this.#line = line;
    if (this.#columns === undefined) {
      const isHeader = this.#options.header ?? this.#detectHeader(cells);
      this.#choose(new Columns(this.#label, cells.length, isHeader ? cells : undefined));
      if (isHeader && this.#options.header === undefined) this.#refuseLabels(cells);
      if (isHeader) {
        this.#header = cells;
        return;
      }
    }
    for (const { columns, queue, labels } of this.#outputs) {
      for (const column of columns) {
        this.#column = column;
        const cell = cells[column]!;
        queue.push(labels ? labels.translate(cell, isNumeric(cell), this) : cell, this);
      }
    }
    if (!this.#hasNumbers && this.#options.header === undefined) this.#warnOfDoubt();
    this.#hasNumbers = true;
  }

  #choose(columns: Columns): void {
    const chosen = this.#selections.map((selection) => columns.select(selection.part));
    const pred = this.#selections.findIndex(({ input }) => input === 'pred');
    const classes =
      pred < 0
        ? this.#classes
        : { count: chosen[pred]!.length, names: columns.namesOf(chosen[pred]!) };
    this.#outputs = this.#selections.map((selection, i) => ({
      selection,
      columns: chosen[i]!,
      names: columns.namesOf(chosen[i]!),
      queue: new NumberQueue(this.#options),
      labels: selection.labels && new Labels(selection.labels, classes),
    }));
    this.#columns = columns;
  }

  /** A first row that holds a label is data as likely as a header, and must not be lost in silence. */
  #refuseLabels(cells: readonly string[]): void {
    for (const { columns, labels } of this.#outputs) {
      const label = columns.map((column) => cells[column]!).find((cell) => labels?.has(cell));
      if (label === undefined) continue;
      throw new UserError({
        where: `${this.#label}:${this.#line}`,
        problem: `expected names or labels in the first row, found ${quote(label)}, which is a label`,
        hint: '--header says that it is the name of the column, --no-header that it is not',
      });
    }
  }

  /** The first row is a header when none of its cells is a number. */
  #detectHeader(cells: readonly string[]): boolean {
    const number = cells.find(isNumeric);
    const name = cells.find((cell) => parseNumber(cell) === undefined && !isNumeric(cell));
    if (number === undefined && name !== undefined) return true;
    if (cells.every(isNumeric)) return false;
    throw new UserError({
      where: `${this.#label}:${this.#line}`,
      problem:
        number === undefined
          ? 'expected names or numbers in the first row, found none'
          : `expected names or numbers in the first row, found ${quote(number)} and ${quote(cells.find((cell) => !isNumeric(cell))!)}`,
      hint: '--header says that it holds the names of the columns, --no-header that it does not',
    });
  }

  /** A mistyped number in the first row must not pass for a name in silence, and its row be lost. */
  #warnOfDoubt(): void {
    const doubtful = this.#header.find((cell) => /^[ \t]*[+-]?\.?\d/.test(cell));
    if (doubtful === undefined) return;
    this.#options.warn(
      `${this.#label}: the first row is taken for a header, as ${quote(doubtful)} is not a number; ` +
        '--header or --no-header settles it',
    );
  }
}

/** A table is read row by row, so that its rows are what lies along the last axis. */
function requireLastAxis({ axis = -1, path }: Selection): void {
  if (axis === -1 || axis === 1) return;
  throw new UserError({
    where: `--axis ${axis}`,
    problem: `expected axis 1 or -1 for the table ${fileLabel(path)}, whose rows are samples`,
    hint: 'give a JSON array to reduce another axis',
  });
}

/** The first character of a cell that separates cells in another kind of table. */
function separatorIn(cell: string): string | undefined {
  return /[\t;|]/.exec(cell)?.[0];
}

function isNumberList(text: string, separator: string): boolean {
  return text.split(separator).every((part) => parseNumber(part) !== undefined);
}

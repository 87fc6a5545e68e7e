import { quote } from '../../messages/errors.ts';
import { numeralsOf, type Numerals } from '../../text/notation.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import {
  hasOddQuotes,
  lineAhead,
  LONGEST_TEXT,
  cellsOf,
  rowsAhead,
  rowsOf,
  takeFirstRow,
} from '../bytes/lines.ts';
import { findFlaw, newlines } from '../bytes/utf8.ts';
import type { ClassColumns } from '../input/class-columns.ts';
import { Columns } from '../input/columns.ts';
import type { Delimiter, SeparatedFormat } from '../input/formats.ts';
import { NoRows } from '../input/no-rows.ts';
import type { Place } from '../input/number-queue.ts';
import type { Selection } from '../input/selection.ts';
import type { TensorReader } from '../input/tensor-reader.ts';
import type { ScannedRows } from '../scan/csv-scanner.ts';
import { LineFeed, type LineTaker } from '../scan/line-feed.ts';
import type { ScanPlan } from '../scan/plan.ts';
import type { OpenOptions } from '../scan/threads.ts';
import { beginTable, type TableBeginning } from './beginning.ts';
import { skipComments, tellComments } from './comments.ts';
import {
  doubtfulName,
  isCountedHeader,
  isHeader,
  mayCountColumns,
  refuseLabels,
} from './header.ts';
import type { CsvInput } from './input.ts';
import { mayHoldLists } from './list-cell.ts';
import type { CsvRows, CsvState } from './rows.ts';
import { scanPlan } from './scan-plan.ts';
import { cellHint, separatorHint, separatorIn } from './separator.ts';
import { openTableInputs } from './table-inputs.ts';

/** Opens the inputs that come from one table of comma-separated values; see {@link openTable}. */
export const openCsv = openTable.bind(undefined, 'csv');

/** Opens the inputs that come from one table of tab-separated values; see {@link openTable}. */
export const openTsv = openTable.bind(undefined, 'tsv');

/**
 * Opens the inputs that come from one table: reads as far as its first row of numbers.
 * @param classes the columns of pred, where pred is elsewhere
 * @throws UserError if there is none, it is unclear whether there is a header, or a column is not found
 */
async function openTable(
  format: SeparatedFormat,
  bytes: ByteReader,
  selections: readonly Selection[],
  options: OpenOptions,
  classes: ClassColumns | undefined,
): Promise<TensorReader[]> {
  const beginning = await beginTable(bytes, format, options);
  const table = new CsvTable(beginning, selections, options, classes);
  return table.open();
}

/** So much of a row tells whether it may hold lists; a longer text is not looked through for rows that take no parser. */
const LONGEST_LOOK = 64 * 1024;

/**
 * A table that is being read; also the place of the cell that is being read. Plain lines are scanned; all others go
 * through csv-parse, until a chunk of them ends where a row ends.
 */
class CsvTable implements LineTaker, Place {
  readonly #bytes: ByteReader;
  readonly #delimiter: Delimiter;
  readonly #selections: readonly Selection[];
  readonly #options: OpenOptions;
  readonly #classes: ClassColumns | undefined;
  readonly #label: string;
  readonly #numerals: Numerals;
  /** Parses lines that are not plain. */
  #parser: CsvRows | undefined;
  #state: CsvState;
  /** How many lines there are before what the parser is given next. */
  #parsedLines = 0;
  /** Whether what the parser has been given ends within quotes. */
  #isWithinQuotes = false;
  /** Unknown before the first row. */
  #columns: Columns | undefined;
  /** The columns of each selection. */
  #chosen: readonly (readonly number[])[] = [];
  #inputs: readonly CsvInput[] = [];
  /** The columns that are scanned as text. */
  #textColumns: readonly number[] = [];
  #header: readonly string[] = [];
  #headerLine = 1;
  #firstRow: readonly string[] = [];
  /** Whether the first row counts the columns, and is their header. */
  #isCounted = false;
  /** Whether the first row counts the columns, but is taken for numbers. */
  #mayBeCounted = false;
  #hasNumbers = false;
  #line = 0;
  #column = 0;

  constructor(
    { bytes, delimiter, line }: TableBeginning,
    selections: readonly Selection[],
    options: OpenOptions,
    classes: ClassColumns | undefined,
  ) {
    this.#numerals = numeralsOf(options.notation);
    this.#state = { line, width: undefined, blankLine: undefined };
    this.#classes = classes;
    this.#bytes = bytes;
    this.#delimiter = delimiter;
    this.#selections = selections;
    this.#options = options;
    this.#label = bytes.label;
  }

  async open(): Promise<TensorReader[]> {
    await this.#readRow();
    if (!this.#hasNumbers && this.#columns) {
      if (await this.#needsRow()) await this.#readRow();
      else this.#openInputs(this.#columns, []);
    }
    const feed = new LineFeed(this.#bytes, this.#plan(), this.#options.pool, this);
    while (!this.#hasNumbers && (await feed.more()));
    if (this.#hasNumbers) return this.#inputs.map((input) => input.reader(feed));
    if (this.#columns === undefined) {
      throw new NoRows({ where: this.#label, problem: 'no rows: the file is empty' });
    }
    // Its only row may be labels.
    if (this.#inputs.length === 0) this.#openInputs(this.#columns, []);
    const separator = separatorIn(this.#header.join(''));
    throw new NoRows({
      where: this.#label,
      problem: 'no rows after the header',
      hint:
        separator !== undefined
          ? separatorHint(separator)
          : this.#isCounted
            ? '--no-header takes the first row for numbers'
            : undefined,
    });
  }

  /** Whether what to scan depends on the first row after the header: it tells what labels are, and which columns lists. */
  async #needsRow(): Promise<boolean> {
    if (this.#selections.some((one) => one.labels ?? one.mask ?? one.mayBeIntegers)) return true;
    this.#passOver(await skipComments(this.#bytes, this.#options.comment));
    return mayHoldLists(await lineAhead(this.#bytes, LONGEST_LOOK));
  }

  /** Reads one row, without a parser where it takes none: most files need none at all. */
  async #readRow(): Promise<void> {
    this.#passOver(await skipComments(this.#bytes, this.#options.comment));
    const row = await takeFirstRow(this.#bytes, LONGEST_TEXT);
    const cells = cellsOf(row, this.#delimiter);
    const { line } = this.#state;
    if (!this.#isPlain(cells) || findFlaw(row, this.#label, line)) return this.parse(row);
    if (!this.#columns) await this.#lookForCounting(cells, line);
    this.#takePlain(cells, row);
  }

  /** Whether a row that takes no parser is one of the table. */
  #isPlain(cells: readonly string[] | undefined): cells is readonly string[] {
    const { width = cells?.length, blankLine } = this.#state;
    return cells !== undefined && cells.length === width && blankLine === undefined;
  }

  #takePlain(cells: readonly string[], row: Buffer): void {
    const { line, width = cells.length, blankLine, firstCell = cells[0] } = this.#state;
    this.#row(cells, line);
    const lines = Math.max(1, newlines(row));
    this.#state = { line: line + lines, width, blankLine, firstCell };
  }

  /** Takes the rows that a short text begins with and that take no parser; returns the rest. */
  #takePlainRows(text: Buffer): Buffer {
    if (this.#parser || text.length > LONGEST_LOOK) return text;
    let taken = 0;
    for (const row of rowsOf(text)) {
      const cells = cellsOf(row, this.#delimiter);
      if (!this.#isPlain(cells)) break;
      this.#takePlain(cells, row);
      taken += row.length;
    }
    return text.subarray(taken);
  }

  /** A first row of numbers that count the columns may be a header: what comes after it tells. */
  async #lookForCounting(cells: readonly string[], line: number): Promise<void> {
    if (this.#options.header !== undefined || !mayCountColumns(cells)) return;
    const { comment } = this.#options;
    const ahead = await rowsAhead(this.#bytes, this.#delimiter);
    const rows = ahead.filter(([first]) => comment === undefined || !first!.startsWith(comment));
    const plain = rows.map((row) => row.map((cell) => this.#numerals.plain(cell)));
    this.#isCounted = isCountedHeader(cells, plain, `${this.#label}:${line}`);
    this.#mayBeCounted = rows.length > 0 && !this.#isCounted;
  }

  /** Passes over lines that are no rows. */
  #passOver(lines: number): void {
    this.#state = { ...this.#state, line: this.#state.line + lines };
  }

  /** What to scan; undefined where that is not known, or lists have to be parsed. */
  #plan(): ScanPlan | undefined {
    const columns = this.#columns?.count;
    const isScannable = this.#inputs.every((input) => input.isScannable);
    if (columns === undefined || this.#inputs.length === 0 || !isScannable) return undefined;
    const plan = scanPlan(this.#inputs, this.#firstRow, columns, this.#delimiter, this.#options);
    this.#textColumns = plan.layout.texts;
    return plan;
  }

  /** Whether what has been parsed ends within quotes. */
  get isWithinRow(): boolean {
    return this.#parser !== undefined;
  }

  takeScanned({ planes, lines, texts }: ScannedRows): boolean {
    if (this.#state.blankLine !== undefined) return false;
    const textsOf = new Map(texts.map((ofColumn, k) => [this.#textColumns[k]!, ofColumn]));
    if (!this.#inputs.every((input, k) => input.read(planes[k]!, textsOf))) return false;
    this.#inputs.forEach((input, k) => {
      input.append(planes[k]!, textsOf);
    });
    const { line } = this.#state;
    this.#line = line;
    this.#state = { ...this.#state, line: line + lines };
    this.#noteNumbers();
    return true;
  }

  async parse(text: Buffer): Promise<void> {
    const parts = tellComments(text, this.#options.comment, this.#isWithinQuotes);
    for (const { lines, isComment } of parts) {
      if (isComment) this.#passOver(1);
      else await this.#parseRows(lines);
    }
  }

  async #parseRows(text: Buffer): Promise<void> {
    if (text.length === 0) return;
    if (!this.#parser) this.#parsedLines = this.#state.line - 1;
    const flaw = findFlaw(text, this.#label, this.#parsedLines + 1);
    // What is wrong with a line before comes first.
    const lines = flaw ? text.subarray(0, flaw.start) : text;
    if (hasOddQuotes(lines)) this.#isWithinQuotes = !this.#isWithinQuotes;
    const odd = this.#takePlainRows(lines);
    if (odd.length > 0) await this.#giveParser(odd);
    this.#parsedLines += newlines(lines);
    if (!this.#isWithinQuotes) await this.#endParsing();
    if (flaw) throw flaw.error;
  }

  async #giveParser(text: Buffer): Promise<void> {
    const { CsvRows } = await import('./rows.ts');
    this.#parser ??= new CsvRows(this.#delimiter, this.#label, this.#state, (cells, line) =>
      this.#row(cells, line),
    );
    await this.#parser.parse(text);
  }

  async #endParsing(): Promise<void> {
    await this.#parser?.parse(undefined);
    this.#state = this.#parser?.state ?? this.#state;
    this.#parser = undefined;
  }

  async finish(): Promise<void> {
    await this.#endParsing();
    // Labels are not known before where they are compared as they are written.
    this.#refuseLabels();
  }

  get columns(): readonly string[] | undefined {
    return this.#columns?.names;
  }

  get countedRow(): string | undefined {
    return this.#mayBeCounted ? this.#firstRow.join(',') : undefined;
  }

  where(): string {
    return `${this.#rowWhere}, ${this.#columns!.describe(this.#column)}`;
  }

  hint(cell: string): string {
    return cellHint(cell, this.#options.notation);
  }

  get #rowWhere(): string {
    return `${this.#label}:${this.#line}`;
  }

  #row(cells: readonly string[], line: number): void {
    this.#line = line;
    if (this.#columns === undefined) {
      const { header } = this.#options;
      const hasHeader =
        header ?? (this.#isCounted || isHeader(cells, this.#numerals, this.#rowWhere));
      this.#choose(new Columns(this.#label, cells.length, hasHeader ? cells : undefined));
      if (hasHeader) {
        this.#header = cells;
        this.#headerLine = line;
        return;
      }
    }
    if (this.#inputs.length === 0) this.#openInputs(this.#columns!, cells);
    for (const input of this.#inputs) {
      for (const column of input.columns) {
        this.#column = column;
        input.push(cells[column]!, column, this);
      }
    }
    this.#noteNumbers();
  }

  #noteNumbers(): void {
    if (!this.#hasNumbers && this.#options.header === undefined) this.#warnOfDoubt();
    this.#hasNumbers = true;
  }

  #choose(columns: Columns): void {
    this.#chosen = this.#selections.map(({ part, except }) => columns.select(part, except));
    this.#columns = columns;
  }

  /** What columns hold is told by the first row after the header. */
  #openInputs(columns: Columns, firstRow: readonly string[]): void {
    this.#firstRow = firstRow;
    const placeOf = (column: number): Place => {
      this.#column = column;
      return this;
    };
    this.#inputs = openTableInputs({
      columns,
      selections: this.#selections,
      chosen: this.#chosen,
      firstRow,
      placeOf,
      classes: this.#classes,
      options: this.#options,
    });
    this.#refuseLabels();
  }

  #refuseLabels(): void {
    if (this.#options.header !== undefined || this.#header.length === 0) return;
    refuseLabels(this.#header, this.#inputs, `${this.#label}:${this.#headerLine}`);
  }

  #warnOfDoubt(): void {
    const doubtful = doubtfulName(this.#header);
    if (doubtful === undefined) return;
    const reason = this.#isCounted
      ? `${quote(this.#header.join(','))} numbers the columns`
      : `${quote(doubtful)} is not a number`;
    this.#options.warn(
      `${this.#label}: the first row is taken for a header, as ${reason}; --header or --no-header settles it`,
    );
  }
}

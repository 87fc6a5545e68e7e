import { CsvError, Parser } from 'csv-parse';
import { UserError } from '../../messages/errors.ts';
import { formatCount, formatCounted } from '../../text/format-number.ts';
import { LONGEST_TEXT } from '../bytes/lines.ts';
import { commentHint } from './separator.ts';

const QUOTE = 0x22;
const QUOTING = 'a quoted cell is quoted as a whole, and a quote in it is written twice';

/** Called with the cells of each row and the number of the line it begins in. */
type OnRow = (cells: readonly string[], line: number) => void;

/**
 * csv-parse with its rows handed to a function as they are parsed. Its option `on_record` would do that too, but
 * copies all counters for every row, which takes longer than the parsing.
 */
class RowStream extends Parser {
  readonly #onRow: (cells: string[]) => void;

  constructor(delimiter: string, onRow: (cells: string[]) => void) {
    super({
      delimiter,
      record_delimiter: ['\r\n', '\n'],
      // Rows of another length are refused below, with what was expected.
      relax_column_count: true,
      // A quote that is never closed makes one row of all that follows, which must not fill the memory.
      max_record_size: LONGEST_TEXT,
    });
    this.#onRow = onRow;
  }

  override push(cells: string[] | null): boolean {
    if (cells === null) return super.push(null);
    this.#onRow(cells);
    return true;
  }
}

/** What is known of a table before some of its lines. */
export interface CsvState {
  /** The number of the next line. */
  readonly line: number;
  /** Cells in a row; unknown before the first. */
  readonly width: number | undefined;
  /** The first of the blank lines that all lines so far end with. */
  readonly blankLine: number | undefined;
  /** Known after the first row. */
  readonly firstCell?: string | undefined;
}

/** Parses lines of a table by RFC 4180, piece by piece: rows of one length, no blank lines but at the end. */
export class CsvRows {
  readonly #label: string;
  readonly #onRow: OnRow;
  readonly #stream: RowStream;
  /** What is wrong with a row; the parser goes on to the end of the piece after it. */
  #failure: Error | undefined;
  #width: number | undefined;
  #firstCell: string | undefined;
  #nextLine: number;
  #blankLine: number | undefined;
  #bytesGiven = 0;
  #lastByte: number | undefined;
  #bytesParsed = 0;
  #linesParsed = 0;

  /** `label` names the file in messages; `state` is that after the lines before. */
  constructor(delimiter: string, label: string, state: CsvState, onRow: OnRow) {
    this.#label = label;
    this.#onRow = onRow;
    this.#nextLine = state.line;
    this.#width = state.width;
    this.#firstCell = state.firstCell;
    this.#blankLine = state.blankLine;
    this.#stream = new RowStream(delimiter, (cells) => {
      if (this.#failure) return;
      try {
        this.#row(cells);
      } catch (error) {
        this.#failure = error as Error;
      }
    });
    // What goes wrong is told to the callbacks of write and end, too.
    this.#stream.on('error', () => undefined);
  }

  /**
   * Parses the next piece of the text, or with undefined what its end leaves over.
   * @throws UserError if that is no table; whatever `onRow` throws
   */
  async parse(piece: Uint8Array | undefined): Promise<void> {
    this.#bytesGiven += piece?.length ?? 0;
    this.#lastByte = piece?.at(-1) ?? this.#lastByte;
    const error = await new Promise<Error | null | undefined>((resolve) => {
      // The parser keeps what it has not parsed yet, and the bytes are the caller's.
      if (piece) this.#stream.write(Buffer.from(piece), resolve);
      else this.#stream.end(resolve);
    });
    if (this.#failure) throw this.#failure;
    if (error) throw error instanceof CsvError ? this.#malformed(error) : error;
  }

  /** What is known after the lines parsed; of the last of them only once the text has been ended. */
  get state(): CsvState {
    return {
      line: this.#nextLine,
      width: this.#width,
      blankLine: this.#blankLine,
      firstCell: this.#firstCell,
    };
  }

  #row(cells: readonly string[]): void {
    const { bytes, lines } = this.#stream.info;
    const line = this.#nextLine++;
    // The parser takes a CRLF within quotes for two lines.
    if (lines !== this.#linesParsed + 1) this.#nextLine += newlines(cells);
    const isBlank = this.#isBlank(cells, bytes);
    this.#linesParsed = lines;
    this.#bytesParsed = bytes;

    if (isBlank) {
      this.#blankLine ??= line;
      return;
    }
    if (this.#blankLine !== undefined) throw this.#blankLineWithin(this.#blankLine);
    this.#width ??= cells.length;
    this.#firstCell ??= cells[0];
    if (cells.length !== this.#width) throw this.#ragged(cells.length, this.#width, line);
    this.#onRow(cells, line);
  }

  /** Tells a blank line from a row of one empty cell, which is written `""`. */
  #isBlank(cells: readonly string[], bytesParsed: number): boolean {
    if (cells.length !== 1 || cells[0] !== '') return false;
    const endsInQuote = bytesParsed === this.#bytesGiven && this.#lastByte === QUOTE;
    return bytesParsed - this.#bytesParsed <= '\r\n'.length && !endsInQuote;
  }

  #blankLineWithin(line: number): UserError {
    return new UserError({
      where: `${this.#label}:${line}`,
      problem: 'expected a row, found a blank line',
      hint: 'blank lines are allowed at the end only; NA stands for a missing value',
    });
  }

  #ragged(found: number, expected: number, line: number): UserError {
    return new UserError({
      where: `${this.#label}:${line}`,
      problem: `expected ${formatCounted(expected, 'cell')} as in the first row, found ${formatCount(found)}`,
      hint: commentHint(this.#firstCell) ?? 'a cell that holds the separator is written in quotes',
    });
  }

  #malformed({ code }: CsvError): UserError {
    const where = `${this.#label}:${this.#nextLine}`;
    if (code === 'CSV_MAX_RECORD_SIZE') {
      return new UserError({
        where,
        problem: 'expected a row of at most 64 MiB, found a longer one',
        hint: 'a quote that is not closed makes one row of all that follows',
      });
    }
    const problem =
      code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'expected a closing quote, found the end of the file'
        : 'expected quotes around a whole cell, found one within';
    return new UserError({ where, problem, hint: QUOTING });
  }
}

function newlines(cells: readonly string[]): number {
  return cells.reduce((count, cell) => count + cell.split('\n').length - 1, 0);
}

import { quote, UserError } from '../messages/errors.ts';
import { formatCounted } from '../text/format-number.ts';
import { parseNumber } from '../text/parse-number.ts';
import { PARTS, PROBLEMS, RESULT_COLUMNS, type ResultColumn } from './result-columns.ts';

/** What an engine says that a loss came to, of all rows or of those of a segment; a row of `RESULT_COLUMNS`. */
export interface EngineResult {
  /** As messages call the row: `results.json, row 2`. */
  readonly where: string;
  /** With its settings, as the query names it. */
  readonly loss: string;
  readonly convention: string;
  readonly reduction: string;
  /** Undefined where it is of all rows. */
  readonly segment:
    { readonly columns: readonly string[]; readonly values: readonly string[] } | undefined;
  /** NaN where it is not a number; null where there are no samples. */
  readonly result: number | null;
  readonly samples: number;
  /** Rows that were left out as a number of theirs is missing. */
  readonly missing: number;
  readonly clipped: number;
  readonly outside: number;
  readonly denominator: number | null;
}

/** What a cell holds, as engines write it: numbers may be texts. */
export type EngineRow = Readonly<Record<string, unknown>>;

const COLUMNS = new Map(RESULT_COLUMNS.map((column) => [column.name, column]));

/**
 * The results that an engine returned.
 * @param rows by the names of their columns, whose case does not count
 * @param file what messages call them
 * @throws UserError for rows that are no results, and for a result that losscalc would refuse to compute
 */
export function engineResults(rows: readonly EngineRow[], file: string): readonly EngineResult[] {
  if (rows.length === 0) {
    throw new UserError({
      where: file,
      problem: 'expected results of the query that losscalc sql prints, found none',
      hint: 'the query returns a row for each loss even where the table is empty: see what the engine said',
    });
  }
  return rows.map((row, k) => engineResult(new Cells(row, `${file}, row ${k + 1}`)));
}

/** @throws UserError for two columns of one name, whose case does not count: either might be the one that is meant */
export function requireDistinctColumns(names: readonly string[], where: string): void {
  const seen = new Set<string>();
  for (const name of names.map((each) => each.toLowerCase())) {
    if (!seen.has(name)) {
      seen.add(name);
      continue;
    }
    throw new UserError({
      where,
      problem: `expected each column once, found ${quote(name)} twice`,
      hint: '--results are the rows that the query of losscalc sql returns, as they are',
    });
  }
}

function engineResult(cells: Cells): EngineResult {
  const part = cells.text('part');
  if (!(PARTS as readonly string[]).includes(part)) {
    throw cells.error('part', PARTS.map(quote).join(' or '), part);
  }
  const problem = cells.textOrNull('problem') ?? undefined;
  requireSound(cells, problem);
  const value = cells.numberOrNull('result');
  if (problem !== undefined && value !== null) {
    throw cells.error('result', `none, as there is a problem, ${quote(problem)}`, value);
  }
  return {
    where: cells.where,
    loss: cells.text('loss'),
    convention: cells.text('convention'),
    reduction: cells.text('reduction'),
    segment: part === 'whole' ? undefined : segmentIn(cells),
    // Engines write NaN as NULL in JSON, some of them.
    result: problem === PROBLEMS.none ? null : (value ?? NaN),
    samples: cells.count('samples'),
    missing: cells.count('missing'),
    clipped: cells.count('clipped'),
    outside: cells.count('outside'),
    denominator: cells.numberOrNull('denominator'),
  };
}

/** @throws UserError for a problem that is an error of losscalc's where it reads the rows itself */
function requireSound(cells: Cells, problem: string | undefined): void {
  if (problem === undefined || problem === PROBLEMS.none || problem === PROBLEMS.notANumber) return;
  const loss = cells.text('loss');
  if (problem === PROBLEMS.missing) {
    throw new UserError({
      where: cells.where,
      problem: `${loss} has no result, as values are missing in ${formatCounted(cells.count('missing'), 'row')}`,
      hint: 'losscalc sql --missing skip leaves such rows out',
    });
  }
  if (problem === PROBLEMS.invalid) {
    throw new UserError({
      where: cells.where,
      problem: `${loss} has no result: outside its domain, which ${cells.text('convention')} refuses, ${cells.count('outside') === 1 ? 'is 1 value' : `are ${formatCounted(cells.count('outside'), 'value')}`}`,
      hint: 'see to the data, or choose another convention: losscalc sql --compat',
    });
  }
  throw cells.error('problem', Object.values(PROBLEMS).map(quote).join(', '), problem);
}

/** The segment of a row: as many columns as it names, each with its text. */
function segmentIn(cells: Cells): NonNullable<EngineResult['segment']> {
  const columns: string[] = [];
  const values: string[] = [];
  for (let k = 1; ; k++) {
    const column = cells.textOrNull(`by_${k}`);
    if (column === null) break;
    columns.push(column);
    values.push(cells.textOrNull(`segment_${k}`) ?? '');
  }
  if (columns.length === 0) throw cells.error('by_1', 'the column of the segment', undefined);
  return { columns, values };
}

/** What engines write for NULL in CSV, besides nothing. */
const NULLS = new Set<unknown>(['NULL', '\\N']);

/** The cells of a row, as what their columns hold. */
class Cells {
  readonly where: string;
  readonly #cells: ReadonlyMap<string, unknown>;

  constructor(row: EngineRow, where: string) {
    this.where = where;
    requireDistinctColumns(Object.keys(row), where);
    this.#cells = new Map(Object.entries(row).map(([name, cell]) => [name.toLowerCase(), cell]));
  }

  text(name: string): string {
    const cell = this.textOrNull(name);
    if (cell === null) throw this.error(name, 'a text', null);
    return cell;
  }

  /** Null too where the column is not there, if it may be: engines leave a NULL out of JSON. */
  textOrNull(name: string): string | null {
    const cell = this.#cell(name);
    // A segment may be called so.
    if (cell === null || (NULLS.has(cell) && !name.startsWith('segment_'))) return null;
    if (typeof cell === 'string') return cell;
    // A segment by a number or a boolean.
    if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
    throw this.error(name, 'a text', cell);
  }

  numberOrNull(name: string): number | null {
    const cell = this.#cell(name);
    if (cell === null || NULLS.has(cell)) return null;
    if (typeof cell === 'number') return cell;
    const number = typeof cell === 'string' ? parseNumber(cell) : undefined;
    if (number === undefined) throw this.error(name, 'a number', cell);
    return number;
  }

  count(name: string): number {
    const number = this.numberOrNull(name);
    if (number === null || !Number.isSafeInteger(number) || number < 0) {
      throw this.error(name, 'an integer of at least 0', number);
    }
    return number;
  }

  error(name: string, expected: string, found: unknown): UserError {
    const shown =
      found === undefined || found === null
        ? 'nothing'
        : typeof found === 'string'
          ? quote(found)
          : JSON.stringify(found);
    return new UserError({
      where: this.where,
      problem: `column ${name}: expected ${expected}, found ${shown}`,
      hint: '--results are the rows that the query of losscalc sql returns, with all their columns',
    });
  }

  #cell(name: string): unknown {
    const cell = this.#cells.get(name);
    if (cell !== undefined && cell !== '') return cell;
    if (cell === undefined && !this.#cells.has(name) && !mayLack(name)) {
      throw this.error(name, 'it to be there', undefined);
    }
    return null;
  }
}

/** Whether a row may be without a column: those of segments are only where there are any. */
function mayLack(name: string): boolean {
  const column: ResultColumn | undefined = COLUMNS.get(name.replace(/_\d+$/, '_1'));
  return column?.mayBeNull ?? false;
}

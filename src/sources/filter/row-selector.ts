import type { NoRows } from '../input/no-rows.ts';
import type { TextKeys } from '../../tensor/block.ts';
import { withRoom } from '../../tensor/arrays.ts';
import { numeralsOf, type Notation, type Numerals } from '../../text/notation.ts';
import { meets, noRowsMeet, type RowCondition, type RowFilter } from './row-filter.ts';

/** Texts of a column that an error shows at most. */
const MOST_SHOWN = 8;

const UNKNOWN = 0;
const MET = 1;
const NOT_MET = 2;

/** The column of a condition in some rows. */
interface Cells {
  readonly codes: Float64Array;
  readonly texts: TextKeys;
}

/** Tells which rows meet a filter. */
export class RowSelector {
  readonly filter: RowFilter;
  readonly #tests: readonly ConditionTest[];

  /** @param notation how numbers are written in the columns */
  constructor(filter: RowFilter, notation?: Notation) {
    this.filter = filter;
    const numerals = numeralsOf(notation);
    this.#tests = filter.conditions.map((condition) => new ConditionTest(condition, numerals));
  }

  /**
   * Which of some rows meet all conditions.
   * @param cells the column of each condition
   * @throws UserError, when asked, for a cell that cannot be compared
   */
  of(cells: readonly Cells[]): (row: number) => boolean {
    const tests = this.#tests.map((test, k) => test.of(cells[k]!));
    return (row) => tests.every((isMet) => isMet(row));
  }

  /** The error that none of all rows does. */
  noRows(rows: number): NoRows {
    const missed = this.#tests.filter(({ everMet }) => !everMet);
    return noRowsMeet(this.filter, rows, missed);
  }
}

/** Tests a condition once for each text of a block, not for each row. */
class ConditionTest {
  readonly condition: RowCondition;
  readonly #numerals: Numerals;
  #outcomes = new Uint8Array(64);
  readonly #found = new Set<string>();
  everMet = false;

  constructor(condition: RowCondition, numerals: Numerals) {
    this.condition = condition;
    this.#numerals = numerals;
  }

  /** The first texts that did not meet it. */
  get found(): readonly string[] {
    return [...this.#found];
  }

  of({ codes, texts }: Cells): (row: number) => boolean {
    this.#outcomes.fill(UNKNOWN);
    return (row) => {
      const code = codes[row]!;
      this.#outcomes = withRoom(this.#outcomes, code + 1);
      if (this.#outcomes[code] === UNKNOWN) this.#outcomes[code] = this.#test(texts.textOf(code));
      return this.#outcomes[code] === MET;
    };
  }

  #test(text: string): number {
    if (meets(text, this.condition, this.#numerals)) {
      this.everMet = true;
      return MET;
    }
    if (!this.everMet && this.#found.size < MOST_SHOWN) this.#found.add(text);
    return NOT_MET;
  }
}

import { spread } from './mask.ts';
import {
  appendCounting,
  NumberList,
  type NewStore,
  type NumberStore,
} from '../reduce/number-list.ts';
import { allRows, rowNumbersOf, type Block } from '../tensor/block.ts';

/** What is kept of samples, and where. */
interface Keeping {
  readonly perSample: boolean;
  /** Whether to keep the numbers of rows, where these are not 1, 2, 3, ... */
  readonly rowNumbers: boolean;
  readonly perElement?: boolean | undefined;
  readonly newStore?: NewStore | undefined;
}

/** The losses of all samples, with the numbers of their rows where these are not 1, 2, 3, ... */
export class KeptSamples {
  readonly losses: NumberStore | undefined;
  /** Their unreduced losses, one for each element. */
  readonly elements: NumberList | undefined;
  readonly #width: number;
  readonly #newStore: NewStore;
  readonly #keepsNumbers: boolean;
  #rowNumbers: NumberStore | undefined;
  #rows = 0;

  /** @param width how many elements a sample has */
  constructor(
    width: number,
    { perSample, rowNumbers, perElement, newStore = () => new NumberList() }: Keeping,
  ) {
    this.#width = width;
    this.#newStore = newStore;
    this.#keepsNumbers = rowNumbers;
    this.losses = perSample ? newStore() : undefined;
    this.elements = perElement ? new NumberList() : undefined;
  }

  get rowNumbers(): NumberStore | undefined {
    return this.#rowNumbers;
  }

  /** Keeps what was computed of a block; samples that a mask left out have losses of 0. */
  append(block: Block, losses: Float64Array, elements: Float64Array | undefined): void {
    const { rows } = allRows(block);
    this.losses?.append(spread(losses, block, 1), rows);
    if (elements) this.elements?.append(spread(elements, block, this.#width), rows * this.#width);
  }

  /** Keeps the numbers of rows from the first that is not the one after the last. */
  number(block: Block): void {
    const all = allRows(block);
    const before = this.#rows;
    this.#rows += all.rows;
    const follows = !all.rowNumbers && all.firstRow === before + 1;
    if (!this.#keepsNumbers || (follows && !this.#rowNumbers)) return;
    if (!this.#rowNumbers) {
      this.#rowNumbers = this.#newStore();
      appendCounting(this.#rowNumbers, before);
    }
    this.#rowNumbers.append(rowNumbersOf(all), all.rows);
  }
}

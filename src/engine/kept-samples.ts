import { appendCounting, NumberList, type NumberStore } from '../reduce/number-list.ts';
import { rowNumbersOf, type Block } from '../tensor/block.ts';

/** What is kept of samples, and where. */
interface Keeping {
  readonly perSample: boolean;
  /** Whether to keep the numbers of rows, where these are not 1, 2, 3, ... */
  readonly rowNumbers: boolean;
  readonly perElement?: boolean | undefined;
  readonly newStore?: (() => NumberStore) | undefined;
}

/** The losses of all samples, with the numbers of their rows where these are not 1, 2, 3, ... */
export class KeptSamples {
  readonly losses: NumberStore | undefined;
  /** Their unreduced losses, one for each element. */
  readonly elements: NumberList | undefined;
  readonly #width: number;
  readonly #newStore: () => NumberStore;
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

  append(losses: Float64Array, elements: Float64Array | undefined, rows: number): void {
    this.losses?.append(losses, rows);
    this.elements?.append(elements!, rows * this.#width);
  }

  /** Keeps the numbers of rows from the first that is not the one after the last. */
  number(block: Block): void {
    const before = this.#rows;
    this.#rows += block.rows;
    const follows = !block.rowNumbers && block.firstRow === before + 1;
    if (!this.#keepsNumbers || (follows && !this.#rowNumbers)) return;
    if (!this.#rowNumbers) {
      this.#rowNumbers = this.#newStore();
      appendCounting(this.#rowNumbers, before);
    }
    this.#rowNumbers.append(rowNumbersOf(block), block.rows);
  }
}

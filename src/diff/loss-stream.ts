import { NumberList } from '../reduce/number-list.ts';

/** The losses of a computation that others wait for, or that waits for them: those not yet compared. */
export class LossStream {
  #pending = new NumberList();

  append(losses: Float64Array, rows: number): void {
    this.#pending.append(losses, rows);
  }

  get length(): number {
    return this.#pending.toArray().length;
  }

  /** Removes the first `count` losses. */
  take(count: number): Float64Array {
    const losses = this.#pending.toArray();
    const rest = losses.slice(count);
    this.#pending = new NumberList();
    this.#pending.append(rest, rest.length);
    return losses.subarray(0, count);
  }
}

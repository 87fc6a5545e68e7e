import { UserError } from '../../messages/errors.ts';
import type { NumberQueue, Place } from '../input/number-queue.ts';
import type { MissingPolicy } from '../input/read-options.ts';
import type { NpyHeader } from './header.ts';

/** Makes numbers of the elements of an array; also the place of the one that is doubtful. */
export class NpyNumbers implements Place {
  readonly #header: NpyHeader;
  readonly #label: string;
  readonly #missing: MissingPolicy;
  /** The place of the doubtful element in the file, counted from 0. */
  #index = 0;

  constructor(header: NpyHeader, label: string, missing: MissingPolicy) {
    this.#header = header;
    this.#label = label;
    this.#missing = missing;
  }

  /**
   * Appends the numbers of whole elements to queues. They are in the memory of the bytes where those are doubles, or
   * else in `room` if it is given: both must stay as they are until the queues are empty.
   * @param first the place of the first element in the file, counted from 0
   * @throws UserError for a missing value where that is an error, and for a boolean that is neither 0 nor 1
   */
  append(bytes: Buffer, first: number, queues: readonly NumberQueue[], room?: Float64Array): void {
    const { type } = this.#header;
    const values = type.decode(bytes, room);
    if (type.isBoolean) this.#requireBooleans(values, first);
    const missing = type.isFloat && this.#missing === 'error' ? firstNaN(values) : -1;
    const isDoubtful = missing >= 0 || (type.exceedsDouble && values.some(isBeyondSafe));
    queues.forEach((queue, k) => {
      // Rows are dropped in place, so that no two inputs can share their numbers.
      if (!isDoubtful) queue.append(k === 0 ? values : values.slice());
      else if (missing >= 0) this.#pushText('nan', first + missing, queue);
      else values.forEach((_, i) => this.#pushText(type.textAt(bytes, i), first + i, queue));
    });
  }

  where(): string {
    const { shape, isFortran } = this.#header;
    if (shape.length === 0) return this.#label;
    const indices: number[] = [];
    let rest = this.#index;
    for (const length of isFortran ? shape : shape.toReversed()) {
      indices.push(rest % length);
      rest = Math.floor(rest / length);
    }
    return `${this.#label}, element [${(isFortran ? indices : indices.reverse()).join(', ')}]`;
  }

  hint(): undefined {
    return undefined;
  }

  /** Leaves it to the queue what to do about an element, as about text. */
  #pushText(text: string, index: number, queue: NumberQueue): void {
    this.#index = index;
    queue.push(text, this);
  }

  #requireBooleans(values: Float64Array, first: number): void {
    const at = values.findIndex((value) => value > 1);
    if (at < 0) return;
    this.#index = first + at;
    throw new UserError({
      where: this.where(),
      problem: `expected 0 or 1 for a boolean, found ${values[at]!}`,
      hint: 'save the array anew: x.astype(bool)',
    });
  }
}

/** -1 where there is none. As this looks at every number, sums of four tell whether there may be one. */
function firstNaN(values: Float64Array): number {
  const whole = values.length & ~3;
  let sum = 0;
  for (let i = 0; i < whole; i += 4) {
    sum += values[i]! + values[i + 1]! + (values[i + 2]! + values[i + 3]!);
  }
  for (let i = whole; i < values.length; i++) sum += values[i]!;
  // The sum of opposite infinities is NaN, too.
  return Number.isNaN(sum) ? values.findIndex(Number.isNaN) : -1;
}

function isBeyondSafe(value: number): boolean {
  return Math.abs(value) > Number.MAX_SAFE_INTEGER;
}

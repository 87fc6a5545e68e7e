import { withRoom } from '../../tensor/arrays.ts';

/** Rows of one file, each of `width` numbers, that wait until their keys are asked for. */
export class WaitingRows {
  readonly #width: number;
  #values = new Float64Array(64);
  /** By key the slot of its row plus 1; 0 where none waits. */
  #slots = new Uint32Array(512);
  /** Slots that are free again. */
  readonly #free: number[] = [];
  #used = 0;

  constructor(width: number) {
    this.#width = width;
  }

  has(key: number): boolean {
    return (this.#slots[key] ?? 0) > 0;
  }

  /** The numbers of all rows that wait, and others; valid until the next {@link put}. */
  get values(): Float64Array {
    return this.#values;
  }

  /** Makes room for the row of a key, to be filled in; returns where in {@link values} it begins. */
  put(key: number): number {
    const slot = this.#free.pop() ?? this.#used++;
    this.#slots = withRoom(this.#slots, key + 1);
    this.#slots[key] = slot + 1;
    this.#values = withRoom(this.#values, this.#used * this.#width);
    return slot * this.#width;
  }

  /** Where in {@link values} the row of a key begins. It waits no longer, and its place is taken by the next. */
  take(key: number): number {
    const slot = this.#slots[key]! - 1;
    this.#slots[key] = 0;
    this.#free.push(slot);
    return slot * this.#width;
  }
}

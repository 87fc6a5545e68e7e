/** Many numbers in their order, to be read in blocks. */
export interface NumberBlocks {
  readonly length: number;
  /** From the first number on; a block is valid until the next one is asked for. */
  blocks(): Iterable<Float64Array>;
}

/** Numbers that are added block by block: in memory, or where there is more room. */
export interface NumberStore extends NumberBlocks {
  /** Appends the first `count` values. */
  append(values: Float64Array, count: number): void;
}

/**
 * Makes what numbers are kept in.
 * @param inMemory how many are kept in memory, where others go elsewhere
 */
export type NewStore = (inMemory?: number) => NumberStore;

/** Small, as each of many segments may have a list. */
const FIRST_BLOCK = 64;
/** Large blocks are few, small ones leave little unused. */
const LARGEST_BLOCK = 2 ** 17;

/** Numbers in memory. They grow by blocks, which are never copied: a growing array would take three times its size. */
export class NumberList implements NumberStore {
  readonly #blocks: Float64Array[] = [];
  /** How much of the last block is used. */
  #used = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append(values: Float64Array, count: number): void {
    for (let from = 0; from < count;) {
      const block = this.#blockWithRoom(count - from);
      const part = values.subarray(from, Math.min(count, from + block.length - this.#used));
      block.set(part, this.#used);
      this.#used += part.length;
      this.#length += part.length;
      from += part.length;
    }
  }

  #blockWithRoom(wanted: number): Float64Array {
    const last = this.#blocks.at(-1);
    if (last && this.#used < last.length) return last;
    const size = Math.min(LARGEST_BLOCK, Math.max(FIRST_BLOCK, wanted, this.#length));
    const block = new Float64Array(size);
    this.#blocks.push(block);
    this.#used = 0;
    return block;
  }

  *blocks(): Generator<Float64Array> {
    const last = this.#blocks.length - 1;
    for (const [k, block] of this.#blocks.entries()) {
      yield k === last ? block.subarray(0, this.#used) : block;
    }
  }

  /** The numbers added so far; a view of them, as long as they fit one block. */
  toArray(): Float64Array {
    return arrayOf(this);
  }
}

/** All of the numbers; a view of them where they are one block. */
export function arrayOf(numbers: NumberBlocks): Float64Array {
  let whole: Float64Array | undefined;
  let at = 0;
  for (const block of numbers.blocks()) {
    if (block.length === numbers.length) return block;
    whole ??= new Float64Array(numbers.length);
    whole.set(block, at);
    at += block.length;
  }
  return whole ?? new Float64Array(0);
}

/** Numbers in one array as a block. */
export function oneBlock(values: Float64Array): NumberBlocks {
  return { length: values.length, blocks: () => [values] };
}

/** Reads numbers one after the other, as many as there are. */
export function reader(numbers: NumberBlocks): () => number {
  const blocks = numbers.blocks()[Symbol.iterator]();
  let block: Float64Array = new Float64Array(0);
  let at = 0;
  return () => {
    while (at === block.length) {
      block = blocks.next().value as Float64Array;
      at = 0;
    }
    return block[at++]!;
  };
}

/** Reads numbers into a column of rows: the next `count` of them to `from`, `from + step`, ... */
export type ReadColumn = (into: Float64Array, from: number, step: number, count: number) => void;

/** Reads numbers many at a time. */
export function columnReader(numbers: NumberBlocks): ReadColumn {
  const blocks = numbers.blocks()[Symbol.iterator]();
  let block: Float64Array = new Float64Array(0);
  let at = 0;
  return (into, from, step, count) => {
    for (let to = from, left = count; left > 0;) {
      if (at === block.length) {
        block = blocks.next().value as Float64Array;
        at = 0;
      }
      const part = Math.min(left, block.length - at);
      for (let i = 0; i < part; i++, to += step) into[to] = block[at + i]!;
      at += part;
      left -= part;
    }
  };
}

/** Reads the numbers 1, 2, 3, ... */
export function countingReader(): ReadColumn {
  let number = 0;
  return (into, from, step, count) => {
    for (let i = 0; i < count; i++) into[from + i * step] = ++number;
  };
}

/** Appends the numbers 1, 2, ... `length` to an empty list. */
export function appendCounting(list: NumberStore, length: number): void {
  const part = new Float64Array(Math.min(length, LARGEST_BLOCK));
  while (list.length < length) {
    const before = list.length;
    for (let i = 0; i < part.length; i++) part[i] = before + i + 1;
    list.append(part, Math.min(part.length, length - before));
  }
}

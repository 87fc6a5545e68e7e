import type { NumberBlocks } from '../reduce/number-list.ts';
import type { Block, Widths } from '../tensor/block.ts';
import { startOf } from '../tensor/lists.ts';
import type { Sums } from '../reduce/sums.ts';
import type { BlockParts, Engine, TakeParts } from './engine.ts';
import type { Finish } from './finish.ts';
import { spread } from './mask.ts';

/** The arrays of {@link BlockParts} that have a number for each sample. */
const OF_SAMPLES = ['losses', 'objective', 'counts', 'clipped'] as const;

/** Opens the engine of a loss for rows of one length. */
type OpenEngine = (width: number, take: TakeParts) => Engine;

/** The lists of one length in a block, as rows, and the engine that has taken them. */
interface SameLength {
  readonly places: readonly number[];
  readonly block: Block;
  readonly engine: Engine;
}

/** The lists of a block, by their lengths. */
interface Divided {
  readonly block: Block;
  readonly lengths: readonly SameLength[];
}

/** How an engine computes lists. */
interface Lists {
  readonly open: OpenEngine;
  /** Whether engines need the whole input at once: each block then has engines of its own. */
  readonly isByHand: boolean;
  readonly gradient: boolean;
  /** Given where all lists have one loss together, made of sums of what each adds. */
  readonly finish?: Finish | undefined;
}

/**
 * Computes a loss of lists of any length, of which each has a loss by itself, or adds to the sums of one loss of all: those
 * of one length are rows to an engine for that length, and what it computes of them goes back to their places.
 */
export class ListsEngine implements Engine {
  readonly isBatchLevel: boolean;
  readonly reduction: Finish | undefined;
  readonly keepsInput: boolean;
  readonly #lists: Lists;
  readonly #widths: Widths;
  readonly #take: TakeParts;
  readonly #engines = new Map<number, Engine>();
  /** Where a gradient needs them once more. */
  readonly #kept: Divided[] = [];
  #computed: BlockParts = {};
  #items = 0;

  /** @param widths how many numbers an item has of each input */
  constructor(lists: Lists, widths: Widths, take: TakeParts) {
    this.#lists = lists;
    this.#widths = widths;
    this.#take = take;
    this.keepsInput = lists.gradient;
    this.isBatchLevel = lists.finish !== undefined;
    this.reduction = lists.finish;
  }

  push(block: Block): void {
    const { items } = block.lists!;
    this.#items += items.among?.all.rows ?? items.rows;
    const lengths: SameLength[] = [];
    // Where a mask has left none of the lists there are losses as well, of none.
    const zeros = (): Float64Array => new Float64Array(block.rows);
    const parts: Partial<Record<(typeof OF_SAMPLES)[number], Float64Array>> = this.isBatchLevel
      ? {}
      : { losses: zeros(), objective: zeros() };
    const summands = Array.from({ length: this.reduction?.size ?? 0 }, zeros);
    for (const [length, places] of placesByLength(block)) {
      const engine = this.#engineOf(length);
      const rows = rowsOf(block, places, length, this.#widths);
      engine.push(rows);
      if (this.#lists.isByHand) engine.finish(undefined);
      for (const name of OF_SAMPLES) {
        const values = this.#computed[name];
        if (!values) continue;
        put(values, places, (parts[name] ??= zeros()));
      }
      this.#computed.summands?.forEach((values, k) => put(values, places, summands[k]!));
      if (this.#lists.gradient) lengths.push({ places, block: rows, engine });
    }
    if (this.#lists.gradient) this.#kept.push({ block: withoutNumbers(block), lengths });
    this.#take(block, this.isBatchLevel ? { ...parts, summands } : parts);
  }

  #engineOf(length: number): Engine {
    const known = this.#engines.get(length);
    if (known) return known;
    const engine = this.#lists.open(length, (_, parts) => (this.#computed = parts));
    if (!this.#lists.isByHand) this.#engines.set(length, engine);
    return engine;
  }

  finish(sums: Sums | undefined): undefined {
    for (const engine of this.#engines.values()) engine.finish(sums);
  }

  gradient(seedOf: (block: Block) => Float64Array): NumberBlocks {
    return { length: this.#items, blocks: () => this.#slopes(seedOf) };
  }

  /** The gradient of the items, block by block: each engine has taken its own rows in the order of the blocks. */
  *#slopes(seedOf: (block: Block) => Float64Array): Generator<Float64Array> {
    const readers = new Map<Engine, Iterator<Float64Array>>();
    for (const { block, lengths } of this.#kept) {
      const { ends, items } = block.lists!;
      const slopes = new Float64Array(items.rows);
      for (const { places, engine } of lengths) {
        const ofEngine = readers.get(engine) ?? engine.gradient(seedOf).blocks()[Symbol.iterator]();
        readers.set(engine, ofEngine);
        const rows = ofEngine.next().value as Float64Array;
        const length = rows.length / places.length;
        places.forEach((place, i) => {
          slopes.set(rows.subarray(i * length, (i + 1) * length), startOf(ends, place));
        });
      }
      yield spread(slopes, items, 1);
    }
  }
}

/** Puts what was computed of some lists into their places among all. */
function put(values: Float64Array, places: readonly number[], all: Float64Array): void {
  places.forEach((place, i) => (all[place] = values[i]!));
}

/** The places of the lists of each length. */
function placesByLength({ rows, lists }: Block): ReadonlyMap<number, readonly number[]> {
  const { ends } = lists!;
  const byLength = new Map<number, number[]>();
  for (let list = 0; list < rows; list++) {
    const length = ends[list]! - startOf(ends, list);
    const places = byLength.get(length);
    if (places) places.push(list);
    else byLength.set(length, [list]);
  }
  return byLength;
}

/** Lists of one length as rows. */
function rowsOf(
  { inputs, lists, firstRow }: Block,
  places: readonly number[],
  length: number,
  widths: Widths,
): Block {
  const { items, ends } = lists!;
  const own = Object.entries(inputs).map(([name, values]) => {
    return [name, Float64Array.from(places, (place) => values[place]!)] as const;
  });
  const names = Object.keys(items.inputs).filter((name) => name in widths && !(name in inputs));
  const ofItems = names.map((name) => {
    const rows = new Float64Array(places.length * length);
    const values = items.inputs[name]!;
    places.forEach((place, i) => {
      rows.set(values.subarray(startOf(ends, place), ends[place]), i * length);
    });
    return [name, rows] as const;
  });
  return { rows: places.length, inputs: Object.fromEntries([...ofItems, ...own]), firstRow };
}

/** Which lists there are, without the numbers, which engines keep. */
function withoutNumbers({ rows, firstRow, lists }: Block): Block {
  const { items, ends, lengths } = lists!;
  const { among } = items;
  const left = among && { all: { rows: among.all.rows, firstRow: 1 }, places: among.places };
  const bare = { rows: items.rows, firstRow: 1, inputs: {}, ...(left && { among: left }) };
  return { rows, firstRow, inputs: {}, lists: { items: bare, ends, lengths } };
}

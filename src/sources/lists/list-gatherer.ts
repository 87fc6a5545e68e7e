import { withRoom } from '../../tensor/arrays.ts';
import type { Block } from '../../tensor/block.ts';
import { ColumnNumbers } from '../../text/column-numbers.ts';
import { ContinuedList } from './continued-list.ts';
import { ListBlocks, type ListInputs } from './list-blocks.ts';
import { WaitingItems } from './waiting-items.ts';

/** Items that are waited for before lists that have ended are handed on. */
const BLOCK_ITEMS = 8192;

/** What makes lists of items, and how. */
export interface Gathering extends ListInputs {
  /** The column of text whose texts tell the lists apart. */
  readonly column: string;
  /** Whether something else is asked of that column as well. */
  readonly isColumnAsked: boolean;
  /** Whether all items are held to the end, so that those of a list may be anywhere. */
  readonly holds: boolean;
}

/**
 * Makes lists of items: those with the same text in a column, in the order in which the texts are met, and the items of
 * each in theirs.
 */
export class ListGatherer {
  readonly #gathering: Gathering;
  readonly #keys = new ColumnNumbers();
  readonly #waiting = new WaitingItems();
  readonly #blocks: ListBlocks;
  /** Those of the rows of a block. */
  #lists = new Float64Array(0);
  /** How many lists have been handed on. */
  #handedOn = 0;

  constructor(gathering: Gathering) {
    this.#gathering = gathering;
    this.#blocks = new ListBlocks(this.#waiting, gathering, this.keyOf);
  }

  /** The key of a list, counted from 1. */
  readonly keyOf = (list: number): string => this.#keys.textOf(list - 1);

  /**
   * Takes a row for each item.
   * @throws ContinuedList where one is of a list that was handed on
   */
  add(block: Block): void {
    const { column, isColumnAsked } = this.#gathering;
    const { [column]: key, ...others } = block.texts!;
    const ofCode = this.#keys.of(key!, block.rows);
    const { codes } = key!;
    this.#lists = withRoom(this.#lists, block.rows);
    const lists = this.#lists;
    for (let row = 0; row < block.rows; row++) {
      const list = ofCode[codes[row]!]!;
      if (list < this.#handedOn) throw new ContinuedList();
      lists[row] = list;
    }
    this.#waiting.add(isColumnAsked ? block : { ...block, texts: others }, lists);
  }

  /** The lists that have ended, as far as can be told: all before that of the last item, once these are many. */
  *ended(): Generator<Block> {
    const { count, lists } = this.#waiting;
    if (this.#gathering.holds || count < BLOCK_ITEMS) return;
    yield* this.#listsBefore(lists.values[count - 1]!);
  }

  /** All lists that are left. */
  *rest(): Generator<Block> {
    yield* this.#listsBefore(this.#keys.count);
  }

  *#listsBefore(end: number): Generator<Block> {
    const first = this.#handedOn;
    const { places, ends } = this.#sorted(first, end);
    for (let from = 0; from < ends.length;) {
      const start = ends[from - 1] ?? 0;
      let to = from + 1;
      while (to < ends.length && ends[to - 1]! - start < BLOCK_ITEMS) to++;
      const ofBlock = places.subarray(start, ends[to - 1]);
      const within = ends.subarray(from, to).map((each) => each - start);
      yield this.#blocks.of(ofBlock, within, first + from + 1);
      from = to;
    }
    this.#handedOn = end;
    this.#waiting.keepFrom(end);
  }

  /** The places of the waiting items of some lists, list after list, and where each list ends among them. */
  #sorted(first: number, end: number): { places: Int32Array; ends: Int32Array } {
    const { lists, count } = this.#waiting;
    const { values } = lists;
    const ends = new Int32Array(end - first);
    for (let place = 0; place < count; place++) {
      const list = values[place]! - first;
      if (list < ends.length) ends[list]!++;
    }
    for (let list = 1; list < ends.length; list++) ends[list]! += ends[list - 1]!;
    const places = new Int32Array(ends.at(-1) ?? 0);
    const next = ends.map((_, list) => ends[list - 1] ?? 0);
    for (let place = 0; place < count; place++) {
      const list = values[place]! - first;
      if (list < ends.length) places[next[list]!++] = place;
    }
    return { places, ends };
  }
}

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
    const lists = key!.codes.subarray(0, block.rows).map((code) => ofCode[code]!);
    if (lists.some((list) => list < this.#handedOn)) throw new ContinuedList();
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
    const places = this.#placesByList(first, end);
    let ofBlock: (readonly number[])[] = [];
    let items = 0;
    for (const [k, list] of places.entries()) {
      ofBlock.push(list);
      items += list.length;
      if (items < BLOCK_ITEMS && k < places.length - 1) continue;
      yield this.#blocks.of(ofBlock, first + k + 2 - ofBlock.length);
      ofBlock = [];
      items = 0;
    }
    this.#handedOn = end;
    const { lists, count } = this.#waiting;
    const left: number[] = [];
    for (let place = 0; place < count; place++) if (lists.values[place]! >= end) left.push(place);
    this.#waiting.keep(left);
  }

  /** The places of the waiting items of each list. */
  #placesByList(first: number, end: number): readonly (readonly number[])[] {
    const places = Array.from({ length: end - first }, (): number[] => []);
    const { lists, count } = this.#waiting;
    for (let place = 0; place < count; place++) {
      places[lists.values[place]! - first]?.push(place);
    }
    return places;
  }
}

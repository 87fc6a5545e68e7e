import { quote, UserError } from '../../messages/errors.ts';
import type { Block, TextColumn } from '../../tensor/block.ts';
import { startOf } from '../../tensor/lists.ts';
import type { TensorInfo } from '../input/inputs.ts';
import type { WaitingColumn, WaitingItems, WaitingTexts } from './waiting-items.ts';

/** Which inputs items have, and which lists. */
export interface ListInputs {
  /** Inputs of which each item has a number; of the others a list has one, which is that of all its items. */
  readonly ofItems: ReadonlySet<string>;
  /** The inputs by name, for messages. */
  readonly tensors: ReadonlyMap<string, TensorInfo>;
}

/** Lists of items that wait. */
interface Lists {
  readonly places: Int32Array;
  readonly ends: Int32Array;
  readonly firstList: number;
}

/** An item that has another number than the first of its list. */
interface Differing {
  readonly place: number;
  readonly list: number;
  readonly pair: readonly number[];
}

/** Makes blocks of lists from items that wait. */
export class ListBlocks {
  readonly #waiting: WaitingItems;
  readonly #inputs: ListInputs;
  readonly #keyOf: (list: number) => string;

  constructor(waiting: WaitingItems, inputs: ListInputs, keyOf: (list: number) => string) {
    this.#waiting = waiting;
    this.#inputs = inputs;
    this.#keyOf = keyOf;
  }

  /**
   * @param places those of the items, list after list
   * @param ends where each list ends among them
   * @param firstList the number of the first of them, from 1
   * @throws UserError for items of one list that differ in what a list has one of
   */
  of(places: Int32Array, ends: Int32Array, firstList: number): Block {
    const { rows, inputs, ownNumbers, texts } = this.#waiting;
    const lists = { places, ends, firstList };
    const ofList: [string, Float64Array][] = [];
    const ofItems: [string, Float64Array][] = [];
    for (const [name, column] of inputs) {
      if (this.#inputs.ofItems.has(name)) ofItems.push([name, picked(column, places)]);
      else ofList.push([name, this.#sameInLists(column, lists, name)]);
    }
    const own = [...ownNumbers].map(([name, column]) => [name, picked(column, places)] as const);
    const columns = [...texts].map(([name, column]) => {
      const numbers = this.#sameInLists(column, lists, name, column);
      return [name, textColumn(numbers, column)] as const;
    });
    const rowNumbers = picked(rows, places);
    const firsts = ends.map((_, list) => places[startOf(ends, list)]!);
    const firstRows = (name: string): Float64Array => picked(ownNumbers.get(name) ?? rows, firsts);
    return {
      rows: ends.length,
      firstRow: firstList,
      inputs: Object.fromEntries(ofList),
      ownNumbers: Object.fromEntries(ofList.map(([name]) => [name, firstRows(name)])),
      ...(columns.length > 0 && { texts: Object.fromEntries(columns) }),
      lists: {
        items: {
          rows: places.length,
          firstRow: rowNumbers[0]!,
          rowNumbers,
          inputs: Object.fromEntries(ofItems),
          ...(own.length > 0 && { ownNumbers: Object.fromEntries(own) }),
        },
        ends,
        lengths: ends.map((end, list) => end - startOf(ends, list)),
      },
    };
  }

  /**
   * The number of each list that all of its items have.
   * @param texts what numbers stand for, of a column of text
   */
  #sameInLists(
    column: WaitingColumn,
    { places, ends, firstList }: Lists,
    name: string,
    texts?: WaitingTexts,
  ): Float64Array {
    const values = picked(column, places);
    const ofLists = new Float64Array(ends.length);
    for (let list = 0; list < ends.length; list++) {
      const start = startOf(ends, list);
      const first = values[start]!;
      ofLists[list] = first;
      for (let i = start + 1; i < ends[list]!; i++) {
        if (Object.is(values[i], first)) continue;
        const found = { place: places[i]!, list: firstList + list, pair: [first, values[i]!] };
        throw this.#differing(found, name, texts);
      }
    }
    return ofLists;
  }

  #differing({ place, list, pair }: Differing, name: string, texts?: WaitingTexts): UserError {
    const [first, other] = pair.map((value) => {
      return texts ? quote(texts.numbers.textOf(value)) : String(value);
    });
    const { label, placeOf } = this.#inputs.tensors.get(name) ?? { label: `column ${name}` };
    const { ownNumbers, rows } = this.#waiting;
    const row = ownNumbers.get(name)?.values[place] ?? rows.values[place]!;
    return new UserError({
      where: (texts ? undefined : placeOf?.(row)) ?? `${label}, row ${row}`,
      problem: `expected ${first!} for all items of the list ${quote(this.#keyOf(list))}, as for its first, found ${other!}`,
      hint: texts
        ? `a sample is a list, and has one text of a column: leave ${name} out, or --group`
        : `a sample is a list, and has one number of ${name}; --mask leaves single items out`,
    });
  }
}

function picked({ values }: WaitingColumn, places: Int32Array): Float64Array {
  const numbers = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) numbers[i] = values[places[i]!]!;
  return numbers;
}

/** Texts given by their numbers, as codes of a block: the numbers from 0 on of those that are in it. */
function textColumn(numbers: Float64Array, { numbers: texts }: WaitingTexts): TextColumn {
  const codeOf = new Map<number, number>();
  const codes = numbers.map((number) => {
    const code = codeOf.get(number) ?? codeOf.size;
    codeOf.set(number, code);
    return code;
  });
  const distinct = [...codeOf.keys()];
  return { codes, textOf: (code) => texts.textOf(distinct[code]!) };
}

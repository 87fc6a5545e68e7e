import { quote, UserError } from '../../messages/errors.ts';
import type { Block, TextColumn } from '../../tensor/block.ts';
import type { TensorInfo } from '../input/inputs.ts';
import type { WaitingColumn, WaitingItems, WaitingTexts } from './waiting-items.ts';

/** Which inputs items have, and which lists. */
export interface ListInputs {
  /** Inputs of which each item has a number; of the others a list has one, which is that of all its items. */
  readonly ofItems: ReadonlySet<string>;
  /** The inputs by name, for messages. */
  readonly tensors: ReadonlyMap<string, TensorInfo>;
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
   * @param lists of each the places of its items
   * @param firstList the number of the first of them, from 1
   * @throws UserError for items of one list that differ in what a list has one of
   */
  of(lists: readonly (readonly number[])[], firstList: number): Block {
    const { rows, inputs, ownNumbers, texts } = this.#waiting;
    const places = lists.flat();
    const lengths = Int32Array.from(lists, ({ length }) => length);
    let end = 0;
    const ends = lengths.map((length) => (end += length));
    const ofList: [string, Float64Array][] = [];
    const ofItems: [string, Float64Array][] = [];
    for (const [name, column] of inputs) {
      if (this.#inputs.ofItems.has(name)) ofItems.push([name, picked(column, places)]);
      else ofList.push([name, this.#sameInLists(column, lists, firstList, name)]);
    }
    const own = [...ownNumbers].map(([name, column]) => [name, picked(column, places)] as const);
    const columns = [...texts].map(([name, column]) => {
      const numbers = this.#sameInLists(column, lists, firstList, name, column);
      return [name, textColumn(numbers, column)] as const;
    });
    const rowNumbers = picked(rows, places);
    const firsts = lists.map(([first]) => first!);
    const firstRows = (name: string): Float64Array => picked(ownNumbers.get(name) ?? rows, firsts);
    return {
      rows: lists.length,
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
        lengths,
      },
    };
  }

  /**
   * The number of each list that all of its items have.
   * @param texts what numbers stand for, of a column of text
   */
  #sameInLists(
    { values }: WaitingColumn,
    lists: readonly (readonly number[])[],
    firstList: number,
    name: string,
    texts?: WaitingTexts,
  ): Float64Array {
    return Float64Array.from(lists, (places, k) => {
      const first = values[places[0]!]!;
      const other = places.find((place) => !Object.is(values[place], first));
      if (other === undefined) return first;
      const shown = [first, values[other]!].map((value) => {
        return texts ? quote(texts.numbers.textOf(value)) : String(value);
      });
      const { label, placeOf } = this.#inputs.tensors.get(name) ?? { label: `column ${name}` };
      const row = this.#waiting.ownNumbers.get(name)?.values[other];
      const number = row ?? this.#waiting.rows.values[other]!;
      throw new UserError({
        where: (texts ? undefined : placeOf?.(number)) ?? `${label}, row ${number}`,
        problem: `expected ${shown[0]!} for all items of the list ${quote(this.#keyOf(firstList + k))}, as for its first, found ${shown[1]!}`,
        hint: texts
          ? `a sample is a list, and has one text of a column: leave ${name} out, or --group`
          : `a sample is a list, and has one number of ${name}; --mask leaves single items out`,
      });
    });
  }
}

function picked({ values }: WaitingColumn, places: readonly number[]): Float64Array {
  return Float64Array.from(places, (place) => values[place]!);
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

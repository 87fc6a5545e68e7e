import { UserError } from '../../messages/errors.ts';
import { rowNumber, rowNumbersOf, type Block } from '../../tensor/block.ts';
import { onlyLists } from '../../tensor/lists.ts';
import type { TensorInfo } from './inputs.ts';

/**
 * Rows of which each has a length of its own, as lists of items.
 * @param block with the numbers of all rows of those inputs one after another
 * @param lengths of those inputs by name
 * @param kept the places of the rows that count, where not all do
 * @throws UserError for a row with more numbers of one input than of another
 */
export function rowsAsLists(
  block: Block,
  lengths: ReadonlyMap<string, Float64Array>,
  tensors: ReadonlyMap<string, TensorInfo>,
  kept: Int32Array | undefined,
): Block {
  const [[first, ofFirst], ...others] = [...lengths] as [
    [string, Float64Array],
    ...[string, Float64Array][],
  ];
  for (const [input, own] of others) {
    const odd = own.findIndex((length, row) => length !== ofFirst[row]);
    if (odd < 0) continue;
    const { label, placeOf } = tensors.get(input)!;
    const number = rowNumber(block, odd);
    throw new UserError({
      where: placeOf?.(number) ?? `${label}, row ${number}`,
      problem: `expected ${ofFirst[odd]!} numbers, as many as ${first} has in that row, found ${own[odd]!}`,
      hint: 'each item of a list needs a number of every input',
    });
  }
  const { inputs, rows, firstRow, rowNumbers, texts } = block;
  let end = 0;
  const ends = Int32Array.from(ofFirst, (length) => (end += length));
  const named = Object.entries(inputs);
  const ofItems = named.filter(([input]) => lengths.has(input));
  const ofLists = named.filter(([input]) => !lengths.has(input));
  const numbers = new Float64Array(end);
  rowNumbersOf(block).forEach((number, row) => numbers.fill(number, ends[row - 1] ?? 0, ends[row]));
  const lists = {
    rows,
    firstRow,
    rowNumbers,
    inputs: Object.fromEntries(ofLists),
    ...(texts && { texts }),
    lists: {
      items: {
        rows: end,
        firstRow: numbers[0] ?? firstRow,
        rowNumbers: numbers,
        inputs: Object.fromEntries(ofItems),
      },
      ends,
      lengths: Int32Array.from(ofFirst),
    },
  };
  return kept ? onlyLists(lists, kept) : lists;
}

import { CHAR, isNumberStart, type JsonCursor } from '../json/cursor.ts';
import { TensorWalk, type KeyPath } from '../json/tensor-walk.ts';
import { endOfToken, type NdjsonLayout } from './ndjson-scanner.ts';
import type { ScanPlan } from './plan.ts';

const CR = 0x0d;

/** The parts of a line that an input consists of: numbers, or one text. */
export interface ScannedParts {
  readonly paths: readonly KeyPath[];
  readonly isText: boolean;
}

/**
 * How to scan lines that are written as the first of them is; undefined where one of the values in it that have to be
 * numbers is no plain one.
 * @param first stands before the line
 * @param inputs for each input the parts of a line that it consists of
 */
export function planOfLine(
  first: JsonCursor,
  line: Buffer,
  inputs: readonly ScannedParts[],
  allowMissing: boolean,
): ScanPlan<NdjsonLayout> | undefined {
  const start = first.position;
  const values = valuesOf(first, line);
  const indexOf = new Map(values.map(({ start }, index) => [start, index]));
  const chosen = inputs.map(({ paths, isText }) => {
    const starts = paths.flatMap((keys) => valueStarts(first.at(start), keys));
    return { isText, indices: starts.map((start) => indexOf.get(start)!) };
  });
  const numbers = chosen.flatMap(({ isText, indices }) => (isText ? [] : indices));
  const selected = [...new Set(numbers)].sort((a, b) => a - b);
  if (!selected.every((index) => isNumberStart(line[values[index]!.start]))) return undefined;
  const places = new Map(selected.map((index, place) => [index, place]));
  const texts = chosen.flatMap(({ isText, indices }) => (isText ? indices : []));
  let placeOfText = selected.length;
  return {
    layout: {
      literals: literalsOf(line, values),
      columns: values.length,
      selected,
      texts,
      allowMissing,
    },
    inputs: chosen.map(({ isText, indices }) =>
      isText ? [placeOfText++] : indices.map((index) => places.get(index)!),
    ),
  };
}

/** Where the values begin that the part of a line holds. */
function valueStarts(line: JsonCursor, keys: KeyPath): number[] {
  const starts: number[] = [];
  const read = (cursor: JsonCursor): void => {
    starts.push(cursor.position);
    cursor.skip();
  };
  new TensorWalk(keys, { expected: 'any value', mostAxes: Infinity, read }).entry(line);
  return starts;
}

interface Value {
  readonly start: number;
  readonly end: number;
}

/** The values of a line, those in arrays and objects one by one. */
function valuesOf(cursor: JsonCursor, line: Buffer): Value[] {
  const values: Value[] = [];
  const visit = (): void => {
    const byte = cursor.peek();
    if (byte === CHAR.openBracket) cursor.sequence(CHAR.closeBracket, visit);
    else if (byte === CHAR.openBrace) {
      cursor.sequence(CHAR.closeBrace, () => {
        cursor.key();
        visit();
      });
    } else {
      const start = cursor.position;
      cursor.skip();
      values.push({ start, end: endOfToken(line, cursor.position) });
    }
  };
  visit();
  return values;
}

function literalsOf(line: Buffer, values: readonly Value[]): Uint8Array[] {
  const end = line.at(-1) === CR ? line.length - 1 : line.length;
  const starts = [...values.map(({ start }) => start), end];
  return starts.map((start, k) => Uint8Array.from(line.subarray(values[k - 1]?.end ?? 0, start)));
}

import { CHAR, isNumberStart, JsonCursor } from '../json.ts';
import { TensorWalk, type KeyPath } from '../json-tensor.ts';
import type { Labels } from '../labels.ts';
import type { NdjsonLayout } from './ndjson-scanner.ts';
import type { ScanPlan } from './plan.ts';

const CR = 0x0d;
const SPACE = 0x20;
/** Text, which is none of the numbers that are looked for, is met without an error. */
const ANY_TEXT: Pick<Labels, 'translate'> = { translate: (text) => text };

/**
 * How to scan lines that are written as the first of them is; undefined where one of the chosen values in it is no
 * plain number.
 * @param inputs for each input the parts of a line that it consists of
 */
export function planOfLine(
  line: Buffer,
  inputs: readonly (readonly KeyPath[])[],
  allowMissing: boolean,
): ScanPlan<NdjsonLayout> | undefined {
  const values = valuesOf(line);
  const indexOf = new Map(values.map(({ start }, index) => [start, index]));
  const chosen = inputs.map((paths) => paths.flatMap((keys) => numberStarts(line, keys)));
  const indices = chosen.map((starts) => starts.map((start) => indexOf.get(start)!));
  const selected = [...new Set(indices.flat())].sort((a, b) => a - b);
  if (!selected.every((index) => isNumberStart(line[values[index]!.start]))) return undefined;
  const places = new Map(selected.map((index, place) => [index, place]));
  return {
    layout: { literals: literalsOf(line, values), columns: values.length, selected, allowMissing },
    inputs: indices.map((ofInput) => ofInput.map((index) => places.get(index)!)),
  };
}

/** Where the numbers begin that the part of a line holds. */
function numberStarts(line: Buffer, keys: KeyPath): number[] {
  const starts: number[] = [];
  const note = (): void => void starts.push(walk.position);
  const walk = new TensorWalk(keys, { add: note, addText: note }, ANY_TEXT);
  walk.entry(new JsonCursor(line, ''));
  return starts;
}

interface Value {
  readonly start: number;
  readonly end: number;
}

/** The values of a line, those in arrays and objects one by one. */
function valuesOf(line: Buffer): Value[] {
  const values: Value[] = [];
  const cursor = new JsonCursor(line, '');
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

/** Where a token ends after which there may be white space up to a position. */
function endOfToken(line: Buffer, position: number): number {
  let end = position;
  while (line[end - 1]! <= SPACE) end--;
  return end;
}

function literalsOf(line: Buffer, values: readonly Value[]): Uint8Array[] {
  const end = line.at(-1) === CR ? line.length - 1 : line.length;
  const starts = [...values.map(({ start }) => start), end];
  return starts.map((start, k) => Uint8Array.from(line.subarray(values[k - 1]?.end ?? 0, start)));
}

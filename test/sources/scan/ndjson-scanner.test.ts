import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/messages/errors.ts';
import { TextQueue } from '../../../src/sources/input/text-queue.ts';
import { JsonCursor } from '../../../src/sources/json/cursor.ts';
import { NumberBlocks } from '../../../src/sources/json/number-blocks.ts';
import { TensorWalk, type KeyPath } from '../../../src/sources/json/tensor-walk.ts';
import { JsonNumbers, JsonTexts } from '../../../src/sources/json/values.ts';
import { planOfLine } from '../../../src/sources/scan/ndjson-layout.ts';
import { NdjsonScanner } from '../../../src/sources/scan/ndjson-scanner.ts';

interface Case {
  readonly lines: readonly string[];
  readonly paths: readonly KeyPath[];
  /** Those of inputs that are text, which come after the others. */
  readonly texts?: readonly KeyPath[];
  readonly allowMissing?: boolean;
}

type Values = (number | string)[][];

/** By input, the numbers and texts that the scanner reads; undefined when it does not understand the lines. */
function scan(
  text: Buffer,
  { lines, paths, texts = [], allowMissing = false }: Case,
): Values | undefined {
  const first = Buffer.from(lines[0]!);
  const inputs = [
    ...paths.map((keys) => ({ paths: [keys], isText: false })),
    ...texts.map((keys) => ({ paths: [keys], isText: true })),
  ];
  const plan = planOfLine(new JsonCursor(first, ''), first, inputs, allowMissing);
  if (plan === undefined) return undefined;
  const scanner = new NdjsonScanner(structuredClone(plan.layout), plan.inputs);
  // Somewhere in the room, among what was there before.
  scanner.reserve(text.length + 7).fill(0x31);
  scanner.reserve(text.length + 7).set(text, 5);
  const scanned = scanner.scan(5, 5 + text.length);
  if (scanned === undefined) return undefined;
  const planes = scanned.planes.map((plane) => [...plane]);
  plan.inputs.forEach(({ length }, k) => expect(planes[k]!.length).toBe(scanned.rows * length));
  return planes.map((plane, k) => {
    const distinct = scanned.texts[k - paths.length];
    return distinct ? plane.map((code) => distinct.textOf(code)) : plane;
  });
}

/** The same by the JSON cursor; undefined where there is something to refuse or to warn of. */
function walk({ lines, paths, texts = [], allowMissing = false }: Case): Values | undefined {
  const walkOver = (tensor: TensorWalk): void => {
    for (const line of lines) tensor.entry(new JsonCursor(Buffer.from(line), 'a'));
  };
  try {
    const ofNumbers = paths.map((keys) => {
      const numbers = new NumberBlocks({
        missing: allowMissing ? 'nan' : 'error',
        warn: (problem) => {
          throw new UserError({ problem });
        },
      });
      walkOver(new TensorWalk(keys, new JsonNumbers(numbers)));
      return numbers.take().flatMap((block) => [...block]);
    });
    const ofTexts = texts.map((keys) => {
      const queue = new TextQueue();
      walkOver(new TensorWalk(keys, new JsonTexts(queue)));
      return Array.from(queue.take(queue.length), queue.textOf);
    });
    return [...ofNumbers, ...ofTexts];
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function both(given: Case, end: string, isEnded: boolean): void {
  const text = given.lines.join(end) + (isEnded ? end : '');
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const scanned = scan(Buffer.from(text), given);
  if (scanned !== undefined) expect(scanned, text).toEqual(walk({ ...given, lines }));
}

const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => JSON.stringify(x)),
  fc.integer().map(String),
  fc.constantFrom('0', '1', '-0', '1e3', '0.5', '9007199254740993', '9007199254740991'),
);
const odd = fc.constantFrom(
  'null',
  'true',
  '"a"',
  '1e999',
  '01',
  '.5',
  '1.',
  '[1]',
  '{}',
  'NaN',
  '',
);
const text = fc.oneof(
  fc.string({ unit: 'binary' }).map((s) => JSON.stringify(Buffer.from(s).toString())),
  fc.constantFrom(
    '"\\x"',
    '"\u0001"',
    '"a',
    '"\\"',
    '"\\u00e9"',
    '"é"',
    '"\\ud83d"',
    '"1"',
    '"null"',
  ),
);
const cell = fc.oneof({ weight: 12, arbitrary: number }, { weight: 1, arbitrary: odd });
const other = fc.oneof({ weight: 3, arbitrary: text }, number, odd);

describe('NdjsonScanner', () => {
  const record = fc
    .tuple(cell, cell, other, fc.constantFrom('', ' '))
    .map(([y, p, z, s]) => `{"y":${y},${s}"z":${z},"p":{"q":${p}}}`);
  const row = fc.array(cell, { minLength: 1, maxLength: 3 }).map((cells) => `[${cells.join(',')}]`);
  const kinds: [fc.Arbitrary<string>, KeyPath[], KeyPath[]?][] = [
    [record, [['p', 'q'], ['y']]],
    [record, [['y'], ['y'], ['p', 'q']]],
    [row, [[]]],
    [row.map((cells) => `{"a": ${cells} , "b":[true,${cells}]}`), [['a']]],
    [cell, [[]]],
    [record, [['y']], [['z']]],
    [record, [['p', 'q'], ['y']], [['y'], ['z'], ['y']]],
    [record, [], [['z']]],
    [other, [], [[]]],
    [other.map((value) => `{"y":1, "a": ${value} , "b":[true,${value}]}`), [['y']], [['a']]],
  ];

  it.each(kinds)(
    'reads what the JSON cursor reads, or does not understand it',
    (line, paths, texts) => {
      const kind = { paths, texts: texts ?? [] };
      fc.assert(
        fc.property(
          line.filter(
            (first) => walk({ ...kind, lines: [first], allowMissing: true }) !== undefined,
          ),
          fc.array(line, { maxLength: 3 }),
          fc.constantFrom('\n', '\r\n', '\n\n', '\r'),
          fc.boolean(),
          fc.boolean(),
          (first, rest, end, isEnded, allowMissing) =>
            both({ ...kind, lines: [first, ...rest], allowMissing }, end, isEnded),
        ),
        { numRuns: 2000 },
      );
    },
  );

  it.each<[string, string[], KeyPath[], number[][]]>([
    [
      'records',
      ['{"y":1,"p":0.25}', '{"y":-2e3,"p":1}'],
      [['y'], ['p']],
      [
        [1, -2000],
        [0.25, 1],
      ],
    ],
    ['arrays', ['[1, 2]', '[3, 4]'], [[]], [[1, 2, 3, 4]]],
    ['numbers', ['1', '-0'], [[]], [[1, -0]]],
    ['text beside', ['{"t":"a","p":1}', '{"t":"é\\n\\"","p":2}'], [['p']], [[1, 2]]],
    [
      'anything beside',
      ['{"t":1,"p":1}', '{"t":null,"p":2}', '{"t":1e999,"p":3}'],
      [['p']],
      [[1, 2, 3]],
    ],
    ['an array beside', ['{"t":[1,{"u":""}],"p":1}', '{"t":[2,{"u":3}],"p":2}'], [['p']], [[1, 2]]],
    [
      'lists of records',
      ['{"r":[{"p":1},{"p":2}]}', '{"r":[{"p":3},{"p":4}]}'],
      [['r', 'p']],
      [[1, 2, 3, 4]],
    ],
  ])('understands %s', (_, lines, paths, values) => {
    for (const end of ['\n', '\r\n']) {
      expect(scan(Buffer.from(lines.join(end)), { lines, paths })).toEqual(values);
    }
  });

  it.each<[string, string[]]>([
    ['another order of keys', ['{"y":1,"p":2}', '{"p":2,"y":1}']],
    ['a missing value', ['{"y":1}', '{"y":null}']],
    ['a string', ['{"y":1}', '{"y":"1"}']],
    ['a string in the first line', ['{"y":"1"}', '{"y":"1"}']],
    ['a blank line', ['{"y":1}', '', '{"y":1}']],
    ['a further value', ['{"y":1}', '{"y":1} 2']],
    ['an integer that loses digits', ['{"y":1}', '{"y":9007199254740993}']],
    ['a number too large', ['{"y":1}', '{"y":1e999}']],
    ['a nested value for a plain one', ['{"x":1,"y":1}', '{"x":[1],"y":1}']],
    ['an unknown escape', ['{"x":1,"y":1}', '{"x":"\\x","y":1}']],
  ])('does not understand %s', (_, lines) => {
    expect(scan(Buffer.from(lines.join('\n')), { lines, paths: [['y']] })).toBeUndefined();
  });

  it.each<[string, string[], string[]]>([
    ['strings', ['"a"', '"b"', '"a"', '""'], ['a', 'b', 'a', '']],
    ['escapes', ['"é"', '"\\u00e9"', '"\\ud83d\\ude00"'], ['é', 'é', '😀']],
    [
      'numbers as they are written',
      ['1', '1.0', '9007199254740993'],
      ['1', '1.0', '9007199254740993'],
    ],
    ['numbers beside strings', ['"1"', '1', '1e999'], ['1', '1', '1e999']],
    ['words and null', ['true', 'false', 'null', '"null"'], ['true', 'false', '', 'null']],
  ])('understands %s as text', (_, values, expected) => {
    for (const end of ['\n', '\r\n']) {
      const lines = values.map((value, i) => `{"t":${value},"y":${i}}`);
      const scanned = scan(Buffer.from(lines.join(end)), { lines, paths: [['y']], texts: [['t']] });
      expect(scanned).toEqual([values.map((_, i) => i), expected]);
    }
  });

  it.each(['"\\ud83d"', '["a"]', '{}'])('does not understand %s as text', (value) => {
    const lines = ['{"t":"a"}', `{"t":${value}}`];
    expect(scan(Buffer.from(lines.join('\n')), { lines, paths: [], texts: [['t']] })).toBe(
      undefined,
    );
  });

  it('reads null as NaN where values may be missing', () => {
    const lines = ['{"y":1}', '{"y":null}'];
    const paths = [['y']];
    expect(scan(Buffer.from(lines.join('\n')), { lines, paths, allowMissing: true })).toEqual([
      [1, NaN],
    ]);
  });

  it('does not understand bytes that are not UTF-8', () => {
    const lines = ['{"t":"e","y":1}'];
    const text = Buffer.from(lines.join('\n'));
    text[6] = 0xe9;
    expect(scan(text, { lines, paths: [['y']] })).toBeUndefined();
  });

  it('reads no more than was reserved', () => {
    const line = Buffer.from('1');
    const inputs = [{ paths: [[]], isText: false }];
    const plan = planOfLine(new JsonCursor(line, ''), line, inputs, false)!;
    const scanner = new NdjsonScanner(plan.layout);
    scanner.reserve(3);
    expect(() => scanner.scan(0, 4)).toThrow(RangeError);
  });
});

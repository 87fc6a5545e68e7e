import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadOptions, Selection } from '../../../src/sources/index.ts';
import { titlesOf } from '../../../src/sources/input/formats.ts';
import { complaint, cut, open, read, type Reading } from '../reading.ts';

type Choice = Partial<Selection> & { readonly input: string };
type Options = Partial<ReadOptions>;

/** What is read of lines, or the message they are refused with. */
function readLines(
  text: string,
  choices: readonly Choice[] = [{ input: 'pred' }],
  options: Options = {},
  chunks: readonly Uint8Array[] = [Buffer.from(text)],
): Promise<Reading> {
  return read(choices, { format: 'ndjson', ...options, chunks });
}

async function rows(text: string, part?: string, options?: Options): Promise<number[][]> {
  return (await readLines(text, [{ input: 'pred', part }], options)).rows['pred']!;
}

/**
 * Without what an array of the lines has elsewhere: the columns, and the order, of warnings; and of errors all but the
 * line, as what is no JSON is found before what is no number of the same line.
 */
function comparable(outcome: Reading | string): Reading | string {
  if (typeof outcome === 'string') return /^[^:]*(:\d+)?/.exec(outcome)![0];
  const warnings = outcome.warnings.map((text) => text.replace(/(:\d+):\d+/, '$1')).sort();
  return { ...outcome, warnings };
}

function refusal(text: string, part?: string, choice: Partial<Selection> = {}): Promise<string> {
  return complaint(readLines(text, [{ input: 'pred', part, ...choice }]));
}

describe('openNdjson', () => {
  it.each<[string, string | undefined, number[][]]>([
    ['1\n2\n', undefined, [[1], [2]]],
    [
      '[1,2]\r\n[3,4]',
      undefined,
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['\ufeff[1]\n', undefined, [[1]]],
    ['[1]\n\n \r\n', undefined, [[1]]],
    [
      '[[1,2],[3,4]]\n[[5,6],[7,8]]',
      undefined,
      [
        [1, 2],
        [3, 4],
        [5, 6],
        [7, 8],
      ],
    ],
    ['{"y":1,"p":2}\n{"p":4,"y":3}\n', 'p', [[2], [4]]],
    [
      '{"o":{"p":[1,2]}}\n{"o":{"p":[3,4],"q":0}}\n',
      'o.p',
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['{"o.p":1,"o":{"p":2}}\n', 'o.p', [[1]]],
    ['{"r":[{"p":1},{"p":2}]}\n', 'r.p', [[1, 2]]],
    ['[{"p":1},{"p":2}]\n', 'p', [[1, 2]]],
    [
      '{"b":1,"a":2}\n{"a":4,"b":3}\n',
      'a,b',
      [
        [2, 1],
        [4, 3],
      ],
    ],
    [
      '{"p10":3,"p2":2,"p1":1,"p3":0,"p4":0,"p5":0,"p6":0,"p7":0,"p8":0,"p9":9}\n',
      'p1-p2,p9-p10',
      [[1, 2, 9, 3]],
    ],
    ['{"o":{"p0":1,"p1":2},"y":3}\n', 'o.p0-o.p1', [[1, 2]]],
    ['{"o":{"p0":1,"p1":2},"y":3}\n', '2-3', [[2, 3]]],
    ['{"a,b":1,"a":2,"b":3}\n', 'a,b', [[1]]],
  ])('of %j, %j takes %j', async (text, part, expected) => {
    expect(await rows(text, part)).toEqual(expected);
  });

  it('reads several inputs of one file, with their shapes', async () => {
    const text = '{"y":1,"p":[1,2],"w":3}\n{"y":4,"p":[5,6],"w":7}\n';
    const choices: Choice[] = [
      { input: 'true', part: 'y', layout: 'scalars' },
      { input: 'pred', part: 'p' },
      { input: 'both', part: 'y,w' },
    ];
    const inputs = await open(choices, { format: 'ndjson', chunks: [text] });
    expect([...inputs.tensors]).toEqual([
      ['true', { label: 'standard input, key y', axes: [], columns: undefined }],
      ['pred', { label: 'standard input, key p', axes: [2], columns: undefined }],
      ['both', { label: 'standard input, keys y,w', axes: [2], columns: ['y', 'w'] }],
    ]);
    expect([...(await inputs.measure()).values()]).toEqual([[2], [2, 2], [2, 2]]);
    expect((await readLines(text, choices)).rows).toEqual({
      true: [[1], [4]],
      pred: [
        [1, 2],
        [5, 6],
      ],
      both: [
        [1, 3],
        [4, 7],
      ],
    });
  });

  it('drops or lets through what is missing', async () => {
    const text = '{"p":1}\n{"p":null}\n{"p":3}\n';
    expect(await rows(text, 'p', { missing: 'nan' })).toEqual([[1], [NaN], [3]]);
    expect(await rows(text, 'p', { missing: 'skip' })).toEqual([[1], [3]]);
    expect(await refusal(text, 'p')).toBe(
      'standard input:2:6: expected a number, found "null"\n  hint: --missing skip drops such rows, --missing nan lets NaN through',
    );
  });

  it('reads labels as the classes that the keys of pred are called', async () => {
    const text = '{"y":"cat","cat":0.5,"dog":0.5}\n{"y":"dog","cat":1,"dog":0}\n';
    const choices: Choice[] = [
      { input: 'true', part: 'y', layout: 'scalars', labels: {} },
      { input: 'pred', part: 'cat,dog' },
    ];
    expect((await readLines(text, choices)).rows['true']).toEqual([[0], [1]]);
    const mixed = text + '{"y":1,"cat":1,"dog":0}\n';
    expect(await complaint(readLines(mixed, choices))).toContain(
      'standard input:3:6: expected class indices or names of classes, found "1" among the other kind',
    );
    const numbers = '{"y":0,"cat":1,"dog":0}\n';
    expect((await readLines(numbers.repeat(3), choices)).rows['true']).toEqual([[0], [0], [0]]);
    expect(await complaint(readLines(numbers.repeat(3) + text, choices))).toContain(
      'standard input:4:6: expected class indices or names of classes, found "cat"',
    );
  });

  it('warns of integers that lose digits, once', async () => {
    const text = '{"p":1}\n{"p":9007199254740993}\n{"p":9007199254740995}\n';
    const { warnings } = await readLines(text, [{ input: 'pred', part: 'p' }]);
    expect(warnings).toEqual([
      'standard input:2:6: "9007199254740993" has more digits than a double holds and is read as 9007199254740992; others like it are not reported',
    ]);
  });

  it('reads what a JSON array of the lines holds, however its bytes arrive', async () => {
    const number = fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .map((x) => JSON.stringify(x));
    const odd = fc.constantFrom('null', '"a"', '{}', '[1]', '1e999', '9007199254740993', 'tru');
    const cell = fc.oneof({ weight: 20, arbitrary: number }, { weight: 1, arbitrary: odd });
    const line = fc
      .tuple(cell, cell, fc.string(), fc.boolean())
      .map(([y, p, text, isSwapped]) =>
        isSwapped
          ? `{"p":[${p}, 1],"t":${JSON.stringify(text)},"y":${y}}`
          : `{"y":${y},"t":${JSON.stringify(text)},"p":[${p}, 1]}`,
      );
    const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 });
    const one: Choice[] = [{ input: 'pred', part: 'p' }];
    const both: Choice[] = [...one, { input: 'true', part: 'y', layout: 'scalars' }];
    const outcome = (promise: Promise<Reading>): Promise<Reading | string> =>
      promise.catch(async () => (await complaint(promise)).replace(/(:\d+):\d+/, '$1'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('\n', '\r\n'),
        places,
        fc.constantFrom('error' as const, 'nan' as const),
        fc.constantFrom(one, both),
        async (lines, end, cuts, missing, choices) => {
          const chunks = cut(Buffer.from(lines.join(end)), cuts);
          const found = await outcome(readLines('', choices, { missing }, chunks));
          const array = `[${lines.join(',\n')}]`;
          const document = await outcome(
            read(choices, { format: 'json', missing, chunks: [array] }),
          );
          // Of two inputs, a document is read for one after the other: another error may come first.
          const isOneOfTwo = choices === both && typeof found === 'string';
          expect(isOneOfTwo ? typeof found : comparable(found)).toEqual(
            isOneOfTwo ? typeof document : comparable(document),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads on after lines that are written in another way', async () => {
    const alike = '{"y":0.5,"p":[1,2]}\n';
    const other = '{ "p": [3, 4], "y": 1 }\n';
    const chunks = [alike, alike.repeat(2), other, alike.repeat(3), alike + other + alike];
    const { rows: found } = await read(
      [
        { input: 'true', part: 'y' },
        { input: 'pred', part: 'p' },
      ],
      { format: 'ndjson', chunks, blockRows: 2 },
    );
    const order = 'aaaoaaaaoa'.split('');
    expect(found['pred']).toEqual(order.map((c) => (c === 'a' ? [1, 2] : [3, 4])));
    expect(found['true']).toEqual(order.map((c) => (c === 'a' ? [0.5] : [1])));
  });

  it.each<[string, string | undefined, string]>([
    ['', undefined, 'standard input: no rows: the file is empty'],
    ['\n \n', undefined, 'standard input: no rows: the file is empty'],
    [
      '\n1\n',
      undefined,
      'standard input:1: expected a JSON value, found a blank line\n  hint: blank lines are allowed at the end only; null stands for a missing value',
    ],
    [
      '1\n\n2\n',
      undefined,
      'standard input:2: expected a JSON value, found a blank line\n  hint: blank lines are allowed at the end only; null stands for a missing value',
    ],
    [
      '[1,2]\n[3]\n',
      undefined,
      'standard input:2:1: the array is ragged: expected 2 elements as in the one before it, found 1',
    ],
    [
      '1\n[3]\n',
      undefined,
      'standard input:2:1: the array is ragged: expected a number as before it, found an array',
    ],
    ['1 2\n', undefined, 'standard input:1:3: expected the end of the line, found "2"'],
    [
      '[1,\n2]\n',
      undefined,
      'standard input:1:4: expected a JSON value, found the end of the line',
    ],
    ['[]\n', undefined, 'standard input:1:1: expected numbers, found an empty array'],
    [
      '1\ntrue\n',
      undefined,
      'standard input:2:1: expected a number, found "true"\n  hint: true and false stand for 1 and 0 in labels only; write 1 or 0',
    ],
    [
      '{"y":1}\n{"y":"1"}\n',
      'y',
      'standard input:2:6: expected a number or an array of numbers, found a string\n  hint: a tensor holds numbers only; null stands for a missing value',
    ],
    [
      '{"y":1}\n',
      undefined,
      'standard input:1:1: expected a number or an array of numbers, found an object\n  hint: choose a part of it with #key; its keys are "y"',
    ],
    [
      '{"y":1,"pred":2}\n',
      'perd',
      'standard input: no column "perd"\n  hint: did you mean "pred"? the columns are "y", "pred"',
    ],
    ['{"y":1}\n{"z":1}\n', 'y', 'standard input:2:1: no key "y"\n  hint: its keys are "z"'],
    [
      '{"y":1}\n{"y":1,"y":2}\n',
      'y',
      'standard input:2:8: expected the key "y" once in an object, found it again',
    ],
    ['{"y":1}\n5\n', 'y', 'standard input:2:1: expected an object with the key "y", found "5"'],
    [
      '{"a":1,"b":[1]}\n',
      'a,b',
      'standard input:1:13: expected a number, as several keys make a row, found an array\n  hint: choose one key with an array, or several with a number each',
    ],
    [
      '1\n1e999\n',
      undefined,
      'standard input:2:1: expected at most 1.7976931348623157e+308, the largest double, found "1e999"\n  hint: rescale the data, or write inf for infinity in a CSV',
    ],
    [
      '1\n"a\0"\n',
      undefined,
      `standard input:2: expected text, found a NUL byte\n  hint: text is ${titlesOf(({ magic }) => magic === undefined)}, in UTF-8; --encoding utf-16 reads UTF-16, --input-format names another format`,
    ],
  ])('refuses %j at %j', async (text, part, message) => {
    expect(await refusal(text, part)).toBe(message);
  });

  it('refuses an axis that is not within a line, or not its last', async () => {
    expect(await rows('[1,2]\n')).toEqual([[1, 2]]);
    expect(await refusal('[1,2]\n', undefined, { axis: 0 })).toBe(
      '--axis 0: expected axis 1 or -1 for standard input, which is read line by line\n  hint: give a JSON or NPY array to reduce another axis',
    );
    expect(await refusal('[[1,2]]\n', undefined, { axis: 1 })).toContain('expected axis 2 or -1');
  });

  it('refuses a line that is longer than the memory it may take', async () => {
    const long = [Buffer.from('1\n'), Buffer.alloc(63 * 2 ** 20 + 1, ' '), Buffer.from('1\n')];
    const message = /^standard input:\d: expected a line of at most 63 MiB, found a longer one\n/;
    const choices = [{ input: 'pred' }];
    expect(await complaint(readLines('', choices, {}, long))).toMatch(message);
    expect(await complaint(readLines('', choices, {}, long.slice(1)))).toMatch(message);
  });

  it('gives the rows before an error first', async () => {
    const text = '1\n2\nx\n';
    const inputs = await open([{ input: 'pred' }], { format: 'ndjson', chunks: [text] });
    const found: number[] = [];
    const reading = (async () => {
      for await (const { inputs: values } of inputs.blocks()) found.push(...values['pred']!);
    })();
    expect(await complaint(reading)).toBe('standard input:3:1: expected a JSON value, found "x"');
    expect(found).toEqual([1, 2]);
  });
});

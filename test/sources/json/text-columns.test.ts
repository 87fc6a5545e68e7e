import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MissingPolicy, Selection } from '../../../src/sources/index.ts';
import { complaint, cut, open, readTexts } from '../reading.ts';

/** A value as it is written in JSON, and the text that it is. */
type Written = readonly [written: string, text: string];

const string = fc
  .tuple(
    fc.oneof(
      fc.constantFrom('a', 'b', '', '1', 'null', ' a,\n"', 'NA', '__proto__', '\x1b[2J'),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    ),
    fc.boolean(),
  )
  .map(([text, isEscaped]): Written => {
    const plain = JSON.stringify(text);
    const escape = (unit: string): string =>
      `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
    return [isEscaped ? plain.replaceAll(/[^ -~]|a/g, escape) : plain, text];
  });
const number = fc
  .oneof(
    fc.constantFrom('1', '-0', '1.0', '1E+2', '9007199254740993', '-9223372036854775808', '1e999'),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => JSON.stringify(x)),
  )
  .map((written): Written => [written, written]);
const word = fc.constantFrom<Written>(['true', 'true'], ['false', 'false'], ['null', '']);
const value = fc.oneof({ weight: 8, arbitrary: string }, number, word);
/** Lines that are mostly written alike. */
const style = fc.oneof(
  { weight: 6, arbitrary: fc.constant((key: string, i: number) => `{"k":${key},"x":${i}}`) },
  { weight: 1, arbitrary: fc.constant((key: string, i: number) => `{"x":${i},"k": ${key} }`) },
);
const lines = fc.array(fc.tuple(value, style), { minLength: 1, maxLength: 20 }).map((rows) => ({
  texts: rows.map(([[, text]]) => text),
  lines: rows.map(([[written], write], i) => write(written, i)),
  column: `[${rows.map(([[written]]) => written).join(', ')}]`,
}));
const missing = fc.constantFrom<MissingPolicy>('error', 'nan', 'skip');
const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });

describe('texts in JSON', () => {
  it('are as they are written, in lines that arrive in whatever pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        lines,
        fc.constantFrom('\n', '\r\n'),
        missing,
        places,
        fc.constantFrom(1, 3, 4096),
        async (given, end, policy, cuts, blockRows) => {
          const chunks = cut(Buffer.from(given.lines.join(end)), cuts);
          const options = { format: 'ndjson', missing: policy, chunks, blockRows } as const;
          expect(await readTexts({ part: 'k' }, options)).toEqual(given.texts);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('are the same in a list of records and in a list of themselves', async () => {
    await fc.assert(
      fc.asyncProperty(lines, async (given) => {
        const records = { format: 'json', chunks: [`[${given.lines.join(',\n')}]`] } as const;
        expect(await readTexts({ part: 'k' }, records)).toEqual(given.texts);
        const columns = { format: 'json', chunks: [`{"o":{"k":${given.column}}}`] } as const;
        expect(await readTexts({ part: 'o.k' }, columns)).toEqual(given.texts);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['json', 'ndjson'] as const)('stand beside numbers, in %s', async (format) => {
    const records = ['{"id":"a","y":1,"p":[1,2]}', '{"id":"b","y":2,"p":[3,4]}'];
    const chunks = format === 'json' ? [`[${records.join(',')}]`] : records.map((r) => `${r}\n`);
    const choices = [
      { input: 'key', part: 'id', layout: 'text' as const },
      { input: 'again', part: 'y', layout: 'text' as const },
      { input: 'true', part: 'y', layout: 'scalars' as const },
      { input: 'pred', part: 'p' },
    ];
    const inputs = await open(choices, { format, chunks });
    expect(inputs.texts.get('key')).toMatchObject({
      label: 'standard input, key id',
      axes: [],
    });
    const rows: unknown[] = [];
    for await (const { rows: count, inputs: numbers, texts } of inputs.blocks()) {
      for (let i = 0; i < count; i++) {
        const [key, again] = ['key', 'again'].map((name) => {
          const { codes, textOf } = texts![name]!;
          return textOf(codes[i]!);
        });
        rows.push([
          key,
          again,
          numbers['true']![i],
          ...numbers['pred']!.subarray(2 * i, 2 * i + 2),
        ]);
      }
    }
    expect(rows).toEqual([
      ['a', '1', 1, 1, 2],
      ['b', '2', 2, 3, 4],
    ]);
  });

  it('drop the rows in which a number is missing', async () => {
    const chunks = ['{"k":"a","x":1}\n{"k":"b","x":null}\n{"k":null,"x":3}\n'];
    const choices = [
      { input: 'key', part: 'k', layout: 'text' as const },
      { input: 'x', part: 'x' },
    ];
    const inputs = await open(choices, { format: 'ndjson', chunks, missing: 'skip' });
    const texts: string[] = [];
    for await (const { rows, texts: columns } of inputs.blocks()) {
      const { codes, textOf } = columns!['key']!;
      texts.push(...Array.from(codes.subarray(0, rows), (code) => textOf(code)));
    }
    expect(texts).toEqual(['a', '']);
    expect(inputs.read.skipped).toBe(1);
  });

  it.each<[Selection['part'], string, string]>([
    ['k', '{"k":"a"}\n{"k":["a"]}', '2:6: expected text, found an array'],
    ['k', '{"k":["a"]}', '1:6: expected text, found an array'],
    [
      'k',
      '{"k":"a"}\n{"k":{"a":1}}',
      '2:6: expected text, found an object\n  hint: choose a part of it with #key; its keys are "a"',
    ],
    ['k', '{"k":"a"}\n{"j":"a"}', '2:1: no key "k"\n  hint: its keys are "j"'],
    [
      'k',
      '{"k":"a"}\n{"k":"a\\udead"}',
      '2:6: expected text in Unicode, found half of a surrogate pair in "a\\u{dead}"\n' +
        '  hint: a character beyond \\uffff is written as two escapes, such as \\ud83d\\ude00',
    ],
    ['k', '{"k":"a"}\n{"k":01}', '2:7: expected "," or "}", found "1"'],
    ['k', '{"k":"a"}\n{"k":nan}', '2:6: expected a JSON value, found "nan"\n  hint: '],
  ])('at %s of %j are refused at %j', async (part, text, message) => {
    const found = await complaint(readTexts({ part }, { format: 'ndjson', chunks: [text] }));
    expect(found).toContain(`standard input:${message}`);
    const array = { format: 'json', chunks: [`[${text.replace('\n', ',\n')}]`] } as const;
    const ofArray = await complaint(readTexts({ part }, array));
    const [, ...problem] = /^\d+:\d+: (.*)$/s.exec(message)!;
    expect(ofArray).toContain(problem.join(''));
  });

  it('are of one key', async () => {
    const text = '{"a":"1","b":"2"}\n';
    expect(await complaint(readTexts({ part: 'a,b' }, { format: 'ndjson', chunks: [text] }))).toBe(
      'standard input, columns a,b: expected one column for column key, which is text, found 2\n' +
        '  hint: choose a column by its name or position',
    );
  });
});

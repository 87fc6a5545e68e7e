import { describe, expect, it } from 'vitest';
import { NumberList } from '../../../src/reduce/number-list.ts';
import { JsonCursor } from '../../../src/sources/json/cursor.ts';
import { scanDocument } from '../../../src/sources/json/document-scan.ts';
import { RowLabels } from '../../../src/sources/json/frame.ts';
import { NamedScores } from '../../../src/sources/json/named-rows.ts';
import { NumberBlocks } from '../../../src/sources/json/number-blocks.ts';
import { readJsonTensor } from '../../../src/sources/json/tensor-walk.ts';
import { JsonNumbers } from '../../../src/sources/json/values.ts';

interface Tensor {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

interface Options {
  readonly allowMissing?: boolean;
  readonly allowsNan?: boolean;
}

/** The tensors that are scanned; undefined where the document is not understood. */
function scan(
  text: string | Buffer,
  paths: readonly string[],
  { allowMissing = false, allowsNan = false }: Options = {},
): Tensor[] | undefined {
  const document = Buffer.from(text);
  const tensors = paths.map((path) => ({
    keys: path === '' ? [] : path.split('.'),
    store: new NumberList(),
    named: [new NamedScores(undefined)],
  }));
  const read = (target: Uint8Array, position: number): number => document.copy(target, 0, position);
  const shapes = scanDocument(read, 0, tensors, { allowMissing, allowsNan });
  return shapes?.map((shape, k) => ({ shape, values: [...tensors[k]!.store.toArray()] }));
}

/** The same by a walk over all of the document. */
function walk(
  text: string,
  paths: readonly string[],
  { allowMissing = false, allowsNan = false }: Options = {},
): Tensor[] {
  const labels = new RowLabels();
  return paths.map((path) => {
    const missing = allowMissing ? 'nan' : 'error';
    const numbers = new NumberBlocks({ missing, warn: () => undefined });
    const cursor = new JsonCursor(Buffer.from(text), 'a.json', undefined, allowsNan);
    const keys = path === '' ? [] : path.split('.');
    const shape = readJsonTensor(cursor, keys, new JsonNumbers(numbers), labels);
    return { shape: [...shape], values: numbers.take().flatMap((block) => [...block]) };
  });
}

/** Numbers as they are written in many ways. */
function numbers(count: number): number[] {
  const special = [0, -0, 1, -17, 1e-7, -2.5e300, 5e-324, 2 ** 53 - 1, 0.1, 123456789.125];
  return Array.from({ length: count }, (_, i) =>
    i % 7 === 3 ? special[i % special.length]! : Math.sin(i) * 10 ** (i % 9),
  );
}

function textOf(x: number): string {
  return Object.is(x, -0) ? '-0' : String(x);
}

const labelled = (texts: readonly string[]): string =>
  `{${texts.map((text, i) => `"${i}":${text}`).join(',')}}`;

/** Documents of `n` rows, as programs write them, and the paths of what is read of them. */
const SHAPES: Readonly<Record<string, readonly [(n: number) => string, readonly string[]]>> = {
  'an array': [(n) => `[${numbers(n).map(textOf).join(', ')}]`, ['']],
  'an array on lines': [(n) => `\n[\n  ${numbers(n).map(textOf).join(',\n  ')}\n]\n`, ['']],
  'arrays of an object': [
    (n) =>
      `{"name": "é \\" b", "true":[${numbers(n).map(textOf).join()}], "more": {"a": [1, [2]], "b": null}, ` +
      `"ids": ["a", "\\u0041", 1, true, null], "pred" : [ ${numbers(n).map(textOf).reverse().join(' , ')} ]}`,
    ['pred', 'true'],
  ],
  'arrays of arrays': [
    (n) =>
      `{"pred": [${numbers(n)
        .map((x) => `[${textOf(x)}, 1, ${textOf(x)}]`)
        .join(', ')}], "true": [${numbers(n)
        .map(() => '3')
        .join()}]}`,
    ['pred', 'true'],
  ],
  'arrays of arrays of arrays': [
    (n) =>
      `[${numbers(n)
        .map((x) => `[[1,${textOf(x)}],[2,3]]`)
        .join()}]`,
    [''],
  ],
  records: [
    (n) =>
      `[${numbers(n)
        .map((x, i) => `{"y":${textOf(x)},"who":"n\\n${i}","p":${i / 7},"ok":${i % 2 > 0}}`)
        .join(', ')}]`,
    ['p', 'y', 'p'],
  ],
  'records within an object': [
    (n) =>
      `{"results": {"rows": [${numbers(n)
        .map((x) => `{"a": {"p": [${textOf(x)}, 2]}, "y": 1}`)
        .join(', ')}]}}`,
    ['results.rows.a.p', 'results.rows.y'],
  ],
  'columns by label': [
    (n) =>
      `{"y":${labelled(numbers(n).map(textOf))},"who":${labelled(numbers(n).map((x) => `"${x}"`))},` +
      `"p":${labelled(numbers(n).map((_, i) => String(i / 3)))}}`,
    ['p', 'y'],
  ],
  'rows by label': [
    (n) => labelled(numbers(n).map((x, i) => `{"y":${textOf(x)},"p":${i / 3}}`)),
    ['p', 'y'],
  ],
  'records with their schema': [
    (n) =>
      `{"schema":{"fields":[{"name":"y"}],"pandas_version":"1.4.0"},"data":[${numbers(n)
        .map((x, i) => `{"index":${i},"y":${textOf(x)}}`)
        .join()}]}`,
    ['y'],
  ],
  'names of classes beside': [
    (n) => `{"id2label": {"0": "a", "7": "b"}, "pred": [${numbers(n).map(textOf).join()}]}`,
    ['pred'],
  ],
};

/** A number within so many arrays. */
function nested(levels: number): string {
  return `${'['.repeat(levels)}1${']'.repeat(levels)}`;
}

function deepKeys(levels: number): string {
  return Array.from({ length: levels }, () => 'a').join('.');
}

describe('scans what a walk reads', () => {
  it.each(Object.keys(SHAPES))('%s', (name) => {
    const [write, paths] = SHAPES[name]!;
    // A few rows, and more than fit a window, whose ends then fall anywhere.
    for (const rows of [1, 2, 33, 60_000]) {
      const text = write(rows);
      expect(scan(text, paths)).toEqual(walk(text, paths));
    }
  });

  it('missing values, where they are allowed', () => {
    const text = '[1, null, 2, NaN]';
    expect(scan(text, [''], { allowMissing: true, allowsNan: true })).toEqual([
      { shape: [4], values: [1, NaN, 2, NaN] },
    ]);
    expect(scan(text, [''], { allowMissing: true })).toBeUndefined();
    expect(scan('[1, null]', [''])).toBeUndefined();
  });

  it.each([
    [`{"a": ${nested(63)}, "y": [1]}`, 'y'],
    [`[{"y": 1, "a": ${nested(62)}}]`, 'y'],
    [nested(64), ''],
    [`{"0": {"y": 1, "a": ${nested(62)}}}`, 'y'],
    [`${'{"a":'.repeat(63)}[1]${'}'.repeat(63)}`, deepKeys(63)],
  ])('64 levels: %s', (text, path) => {
    expect(scan(text, [path])).toEqual(walk(text, [path]));
  });

  it('with a window that ends between any two bytes', () => {
    const tail = ', {"y" : -0.25e-3 , "p": "é\\n", "z" : [ 1 , 20 ] } ] ';
    const row = tail.slice(2, -2).trim();
    for (let cut = 0; cut <= tail.length; cut++) {
      const before = `[${' '.repeat(256 * 1024 - row.length - 1 - cut)}${row}`;
      expect(scan(before + tail, ['y', 'z'])).toEqual([
        { shape: [2], values: [-0.25e-3, -0.25e-3] },
        { shape: [2, 2], values: [1, 20, 1, 20] },
      ]);
    }
  });
});

describe('does not understand', () => {
  it.each([
    ['nothing', '', ['']],
    ['no JSON', '[1, 2', ['']],
    ['a comma at the end', '[1, 2,]', ['']],
    ['something after the document', '[1] 2', ['']],
    ['an empty array', '[]', ['']],
    ['a ragged array', '[[1, 2], [1]]', ['']],
    ['numbers among arrays', '[[1], 2]', ['']],
    ['a plus', '[1, +2]', ['']],
    ['a zero before digits', '[1, 02]', ['']],
    ['a point without digits', '[1, 2.]', ['']],
    ['a point at the beginning', '[1, .5]', ['']],
    ['infinity', '[1, 1e999]', ['']],
    ['an integer that loses digits', '[1, 9007199254740993]', ['']],
    ['text', '[1, "2"]', ['']],
    ['a key that is not there', '{"a": [1]}', ['b']],
    ['a key that is there twice', '{"a": [1], "a": [2]}', ['a']],
    ['a key with a dot that may be two', '{"a": {"b": [1]}, "a.b": [2]}', ['a.b']],
    ['the place of an element', '{"a": [[1], [2]]}', ['a.0']],
    ['a record that lacks a key', '[{"y": 1}, {"z": 1}]', ['y']],
    ['a record with more', '[{"y": 1}, {"y": 1, "z": 2}]', ['y']],
    ['scores by the names of classes', '[{"a": 0.1, "b": 0.9}]', ['']],
    ['the same behind a key', '{"pred": [{"a": 0.1, "b": 0.9}]}', ['pred']],
    ['labels of rows that do not count', '{"y": {"0": 1, "2": 1}}', ['y']],
    ['labels of rows with zeros before', '{"y": {"0": 1, "01": 1}}', ['y']],
    ['columns of different lengths', '{"y": {"0": 1, "1": 1}, "z": {"0": 1}}', ['y']],
    ['columns beside something else', '{"y": {"0": 1, "1": 1}, "z": 1}', ['y']],
    ['numbers for rows and columns', '{"0": {"0": 1, "1": 1}}', ['y']],
    ['a schema beside an object', '{"schema": {}, "data": {"y": [1]}}', ['y']],
    ['a control character in a string', '[{"y": 1, "a": "\n"}]', ['y']],
    ['more than 64 levels', `{"a": ${nested(64)}, "y": [1]}`, ['y']],
    ['more than 64 levels of elements', `[{"y": 1, "a": ${nested(63)}}]`, ['y']],
    ['more than 64 levels of numbers', nested(65), ['']],
    ['more than 64 levels by labels', `{"0": {"y": 1, "a": ${nested(63)}}}`, ['y']],
    ['more than 64 levels of a column', `{"y": {"0": 1}, "a": {"0": ${nested(63)}}}`, ['y']],
    ['more than 64 levels of keys', `${'{"a":'.repeat(64)}[1]${'}'.repeat(64)}`, [deepKeys(64)]],
  ])('%s', (_, text, paths) => {
    expect(scan(text, paths)).toBeUndefined();
  });

  it('bytes that are no UTF-8', () => {
    const text = Buffer.from('[{"y": 1, "a": "é"}]', 'latin1');
    expect(scan(text, ['y'])).toBeUndefined();
  });
});

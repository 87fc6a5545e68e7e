import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MissingPolicy } from '../../../src/sources/index.ts';
import { JsonCursor } from '../../../src/sources/json/cursor.ts';
import { NumberBlocks } from '../../../src/sources/json/number-blocks.ts';
import { readJsonTensor } from '../../../src/sources/json/tensor-walk.ts';
import { JsonNumbers } from '../../../src/sources/json/values.ts';
import { elementCount, type Shape } from '../../../src/tensor/shape.ts';
import { complaint } from '../reading.ts';

interface Tensor {
  readonly shape: Shape;
  readonly values: readonly number[];
}

function tensor(
  text: string,
  keys: readonly string[] = [],
  missing: MissingPolicy = 'error',
  jsonNan = false,
): Tensor {
  const numbers = new NumberBlocks({ missing, warn: () => undefined });
  const shape = readJsonTensor(
    new JsonCursor(Buffer.from(text), 'a.json', undefined, jsonNan),
    keys,
    new JsonNumbers(numbers),
  );
  const values = numbers.take().flatMap((block) => [...block]);
  return { shape, values };
}

function refusal(text: string, keys?: readonly string[]): Promise<string> {
  return complaint((async () => tensor(text, await Promise.resolve(keys)))());
}

function nested(shape: Shape, values: readonly number[]): unknown {
  if (shape.length === 0) return values[0];
  const [length, ...rest] = shape as [number, ...number[]];
  const size = elementCount(rest);
  return Array.from({ length }, (_, i) => nested(rest, values.slice(i * size, (i + 1) * size)));
}

describe('readJsonTensor', () => {
  it('reads what JSON.stringify writes, of any shape and anywhere in a document', () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 });
    const any = shapes.chain((shape) => {
      const length = elementCount(shape);
      const number = fc.double({ noNaN: true, noDefaultInfinity: true });
      return fc.tuple(
        fc.constant(shape),
        fc.array(
          number.map((x) => x + 0),
          { minLength: length, maxLength: length },
        ),
      );
    });
    fc.assert(
      fc.property(any, fc.json(), fc.nat(3), ([shape, values], other, indent) => {
        const document = {
          other: JSON.parse(other) as unknown,
          'a "b"': { t: nested(shape, values) },
        };
        const text = JSON.stringify(document, null, indent);
        const read = tensor(text, ['a "b"', 't']);
        expect(read.shape).toEqual(shape);
        expect(read.values.map(String)).toEqual(values.map(String));
      }),
    );
  });

  it.each<[string, string[], Shape, number[]]>([
    ['42', [], [], [42]],
    ['[-0]', [], [1], [-0]],
    [' [ [1 ,2],\r\n[3,\t4] ] ', [], [2, 2], [1, 2, 3, 4]],
    ['[{"y":1,"p":2},{"p":4,"y":3}]', ['y'], [2], [1, 3]],
    ['[{"y":[1,2]},{"y":[3,4]}]', ['y'], [2, 2], [1, 2, 3, 4]],
    ['{"rows":[{"y":{"z":1}},{"y":{"z":2}}]}', ['rows', 'y', 'z'], [2], [1, 2]],
    ['{"a":{"a":1},"b":{"b":"x","b":null}}', ['a', 'a'], [], [1]],
    ['{"\\u0061\\n":[5]}', ['a\n'], [1], [5]],
    ['{"__proto__":[1]}', ['__proto__'], [1], [1]],
    ['{"skip":1e999,"a":1}', ['a'], [], [1]],
  ])('of %s takes %j', (text, keys, shape, values) => {
    expect(tensor(text, keys)).toEqual({ shape, values });
  });

  it('lets null through where missing values are not an error', () => {
    expect(tensor('[1,null]', [], 'nan').values).toEqual([1, NaN]);
  });

  it.each([
    ['[]', [], 'a.json:1:1: no samples: the array is empty'],
    ['{"y": []}', ['y'], 'a.json:1:7: no samples: the array is empty'],
    ['[[],[]]', [], 'a.json:1:2: expected numbers, found an empty array'],
    [
      '[[1,2],\n[3]]',
      [],
      'a.json:2:1: the array is ragged: expected 2 elements as in the one before it, found 1',
    ],
    [
      '[[1],2]',
      [],
      'a.json:1:6: the array is ragged: expected an array as before it, found a number',
    ],
    [
      '[[1],"2"]',
      [],
      'a.json:1:6: the array is ragged: expected an array as before it, found a string',
    ],
    [
      '[1,[2]]',
      [],
      'a.json:1:4: the array is ragged: expected a number as before it, found an array',
    ],
    [
      '[null,[2]]',
      [],
      'a.json:1:2: expected a number, found "null"\n  hint: --missing skip drops such rows, --missing nan lets NaN through',
    ],
    [
      '["1"]',
      [],
      'a.json:1:2: expected a number or an array of numbers, found a string\n  hint: a tensor holds numbers only; null stands for a missing value',
    ],
    [
      '[true]',
      [],
      'a.json:1:2: expected a number, found "true"\n  hint: true and false stand for 1 and 0 in labels only; write 1 or 0',
    ],
    [
      '[1e999]',
      [],
      'a.json:1:2: expected at most 1.7976931348623157e+308, the largest double, found "1e999"\n  hint: rescale the data, or write inf for infinity in a CSV',
    ],
    [
      '{"y":[1],"p":[2]}',
      [],
      'a.json:1:1: expected a number or an array of numbers, found an object\n  hint: choose a part of it with #key; its keys are "y", "p"',
    ],
    [
      '{"pred":1,"true":2}',
      ['perd'],
      'a.json:1:1: no key "perd"\n  hint: did you mean "pred"? its keys are "pred", "true"',
    ],
    ['[{"y":1},{"p":1}]', ['y'], 'a.json:1:10: no key "y"\n  hint: its keys are "p"'],
    ['[{}]', ['y'], 'a.json:1:2: no key "y"\n  hint: it has no keys'],
    ['{"y":12.5}', ['y', 'z'], 'a.json:1:6: expected an object with the key "z", found "12.5"'],
    ['{"y":"s"}', ['y', 'z'], 'a.json:1:6: expected an object with the key "z", found a string'],
    ['{"y":1,"y":2}', ['y'], 'a.json:1:8: expected the key "y" once in an object, found it again'],
    [
      '{"y":1,"\\u0079":2}',
      ['y'],
      'a.json:1:8: expected the key "y" once in an object, found it again',
    ],
    ['{"y":1,"z":tru}', ['y'], 'a.json:1:12: expected a JSON value, found "tru"'],
    ['[1] [2]', [], 'a.json:1:5: expected the end of the document, found "["'],
    ['[[1,2],[3', [], 'a.json:1:10: expected "," or "]", found the end of the file'],
  ])('refuses %s at %j', async (text, keys, message) => {
    expect(await refusal(text, keys)).toBe(message);
  });
});

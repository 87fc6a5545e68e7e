import { describe, expect, it } from 'vitest';
import { complaint, readPred } from '../reading.ts';

const NDJSON = { format: 'ndjson' } as const;
const JSON_DOCUMENT = { format: 'json' } as const;

describe('a number in a key path', () => {
  it.each<[string, string, number[][]]>([
    ['{"r":[[1,2],[3,4]]}\n{"r":[[5,6],[7,8]]}', 'r.0.0', [[1], [5]]],
    [
      '{"r":[[1,2],[3,4]]}\n{"r":[[5,6],[7,8]]}',
      'r.1',
      [
        [3, 4],
        [7, 8],
      ],
    ],
    // Lists may be of other lengths than that of the first line.
    ['{"r":[[[-1.5,false]]]}\n{"r":[[[-2.5,true]],[[0,true]]]}', 'r.0.0.0', [[-1.5], [-2.5]]],
    [
      '{"r":[[[-1,false]],[[-2,false]]]}\n{"r":[[[-3,true]],[[-4,true]]]}',
      'r.0.0.0,r.1.0.0',
      [
        [-1, -2],
        [-3, -4],
      ],
    ],
    ['{"r":[{"s":1},{"s":2}]}\n{"r":[{"s":3},{"s":4}]}', 'r.1.s', [[2], [4]]],
    ['{"r":{"0":7},"l":[1]}\n{"r":{"0":8},"l":[2]}', 'r.0', [[7], [8]]],
    [
      '{"r":[{"0":1},{"0":2}]}\n{"r":[{"0":3},{"0":4}]}',
      'r.0',
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['{"r.0":5,"r":[6]}\n{"r.0":7,"r":[8]}', 'r.0', [[5], [7]]],
  ])('of the lines %j takes %s', async (text, part, rows) => {
    expect(await readPred(text, NDJSON, part)).toEqual(rows);
    const document = `[${text.replace('\n', ',')}]`;
    if (!part.includes(',')) expect(await readPred(document, JSON_DOCUMENT, part)).toEqual(rows);
  });

  it('takes an element of a list in a document', async () => {
    expect(await readPred('{"a":[[1,2,3],[4,5]]}', JSON_DOCUMENT, 'a.1')).toEqual([[4], [5]]);
  });

  it.each([
    [
      '{"r":[1,2]}',
      'r.2',
      'standard input:1:6: no element 2: the list has 2 elements\n  hint: elements are counted from 0, the last is 1',
    ],
    [
      '{"r":[1,2]}\n{"r":[1]}',
      'r.1',
      'standard input:2:6: no element 1: the list has 1 element\n  hint: elements are counted from 0, the last is 0',
    ],
    ['{"r":[]}', 'r.0', 'standard input:1:6: no element 0: the list has 0 elements'],
    ['{"r":[1,2]}', 'r.01', 'standard input:1:7: expected an object with the key "01", found "1"'],
    ['[1,2]', '0', 'standard input:1:2: expected an object with the key "0", found "1"'],
  ])('of the lines %j refuses %s', async (text, part, message) => {
    expect(await complaint(readPred(text, NDJSON, part))).toBe(message);
  });
});

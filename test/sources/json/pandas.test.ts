import { describe, expect, it } from 'vitest';
import { complaint, read } from '../reading.ts';

// What pandas.DataFrame({"y": [1, 0], "p": [0.25, 0.75]}).to_json(orient=...) writes.
const ORIENTS = {
  columns: '{"y":{"0":1,"1":0},"p":{"0":0.25,"1":0.75}}',
  'columns in another order': '{"y":{"7":0,"3":1},"p":{"3":0.25,"7":0.75}}',
  records: '[{"y":1,"p":0.25},{"y":0,"p":0.75}]',
  split: '{"columns":["y","p"],"index":[0,1],"data":[[1,0.25],[0,0.75]]}',
  index: '{"0":{"y":1,"p":0.25},"1":{"y":0,"p":0.75}}',
  table:
    '{"schema":{"fields":[{"name":"index","type":"integer"},{"name":"y","type":"integer"},{"name":"p","type":"number"}],"primaryKey":["index"],"pandas_version":"1.4.0"},"data":[{"index":0,"y":1,"p":0.25},{"index":1,"y":0,"p":0.75}]}',
} as const;

async function columns(text: string, y = 'y', p = 'p'): Promise<unknown> {
  const choices = [
    { input: 'true', part: y },
    { input: 'pred', part: p },
  ];
  const { rows } = await read(choices, { format: 'json', chunks: [text] });
  return rows['true']!.map((row, i) => [row[0], rows['pred']![i]![0]]).sort();
}

describe('tables as pandas writes them', () => {
  it.each(Object.entries(ORIENTS))('have columns by name: %s', async (_, text) => {
    expect(await columns(text)).toEqual([
      [0, 0.75],
      [1, 0.25],
    ]);
  });

  it('take time in proportion to their rows', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => [i % 2, 0.5, 'a text that is not read']);
    const text = JSON.stringify({
      columns: ['y', 'p', 'x'],
      index: rows.map((_, i) => i),
      data: rows,
    });
    expect(await columns(text)).toHaveLength(20_000);
  });

  it('may hold lists, and names with dots', async () => {
    const choice = [{ input: 'pred', part: 'p.q' }];
    for (const text of [
      '{"p.q":{"0":[1,2],"1":[3,4]}}',
      '{"columns":["p.q"],"index":[0,1],"data":[[[1,2]],[[3,4]]]}',
      '{"0":{"p.q":[1,2]},"1":{"p.q":[3,4]}}',
    ]) {
      const { rows } = await read(choice, { format: 'json', chunks: [text] });
      expect(rows['pred']).toEqual([
        [1, 2],
        [3, 4],
      ]);
    }
  });

  it.each([
    [
      '{"y":{"0":1,"1":0},"p":{"0":0.25,"2":0.75}}',
      'standard input:1:6: expected the rows of the other columns, found none with the label "2"',
    ],
    [
      '{"y":{"0":1,"1":0},"p":{"0":0.25,"0":0.75}}',
      'standard input:1:24: expected each row once in a column, found one again',
    ],
    [
      '{"0":{"0":1,"1":0},"1":{"0":0.25,"1":0.75}}',
      "standard input:1:1: expected columns with names, found numbers for both rows and columns\n  hint: to_json(orient='records') tells rows from columns",
    ],
    // Objects within objects that are no tables.
    [
      '{"y":{"a":1,"b":0},"p":{"a":0.25,"b":0.75}}',
      'standard input:1:24: expected a number or an array of numbers, found an object\n  hint: choose a part of it with #key; its keys are "a", "b"',
    ],
    [
      '{"y":{"0":1},"p":0.5,"q":{"0":1,"1":2}}',
      'standard input:1:6: expected a number or an array of numbers, found an object\n  hint: choose a part of it with #key; its keys are "0"',
    ],
    [
      '{"columns":["a","b"],"index":[0],"data":[[1,0.25]]}',
      'standard input:1:1: no key "p"\n  hint: its keys are "columns", "index", "data"',
    ],
    [
      '{"columns":["y","p"],"index":[0,1],"data":[[1,0.25],[0]]}',
      'standard input:1:53: no element 1: the list has 1 element\n  hint: elements are counted from 0, the last is 0',
    ],
  ])('of %s are refused', async (text, message) => {
    const [y, p] = text.startsWith('{"0"') ? ['0', '1'] : ['y', 'p'];
    expect(await complaint(columns(text, y, p))).toBe(message);
  });
});

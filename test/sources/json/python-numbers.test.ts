import { describe, expect, it } from 'vitest';
import { complaint, read, readPred } from '../reading.ts';

// What json.dumps([{"p": 0.5}, {"p": float("nan")}, ...]) writes.
const LINES = '{"p": NaN}\n{"p": 0.5}\n{"p": -Infinity}\n{"p": Infinity}\n';
const DOCUMENT = '[{"p": NaN}, {"p": 0.5}, {"p": -Infinity}, {"p": Infinity}]';
const HINT =
  'hint: JSON has no NaN and no infinity: --json-nan takes them as Python writes them; null stands for a missing value';

describe.each([
  ['NDJSON', LINES],
  ['JSON', DOCUMENT],
])('Python numbers in %s', (_, text) => {
  it('are read where they are allowed, also without a format that is told', async () => {
    const rows = await readPred(text, { jsonNan: true, missing: 'nan' }, 'p');
    expect(rows).toEqual([[NaN], [0.5], [-Infinity], [Infinity]]);
  });

  it('are missing values where they are NaN', async () => {
    const options = { jsonNan: true, missing: 'skip', chunks: [text] } as const;
    const { rows, numbers, skipped } = await read([{ input: 'pred', part: 'p' }], options);
    expect([rows['pred'], numbers, skipped]).toEqual([
      [[0.5], [-Infinity], [Infinity]],
      [2, 3, 4],
      1,
    ]);
    expect(await complaint(readPred(text, { jsonNan: true }, 'p'))).toMatch(
      /: expected a number, found "NaN"\n {2}hint: --missing skip drops such rows, --missing nan lets NaN through$/,
    );
  });

  it('are refused otherwise, with what allows them', async () => {
    expect(await complaint(readPred(text, { missing: 'nan' }, 'p'))).toMatch(
      new RegExp(`: expected a JSON value, found "NaN"\n {2}${HINT}$`),
    );
  });
});

describe('--json-nan', () => {
  it.each([
    ['[nan]', 'standard input:1:2: expected a JSON value, found "nan"'],
    ['[-infinity]', 'standard input:1:3: expected a digit, found "infinity"'],
    ['[-NaN]', 'standard input:1:3: expected a digit, found "NaN"'],
  ])('refuses %s', async (text, message) => {
    expect(await complaint(readPred(text, { format: 'json', jsonNan: true }))).toBe(
      `${message}\n  hint: of such words there are NaN, Infinity and -Infinity only`,
    );
  });
});

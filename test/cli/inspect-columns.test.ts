import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { npyFile } from '../sources/npy/npy-file.ts';
import { losscalc } from './losscalc.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losscalc-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('infinities and NaN of arrays are counted apart from the range', async () => {
  const path = join(folder, 'a.npy');
  const values = [1, Infinity, -Infinity, NaN, 2];
  await writeFile(path, npyFile({ descr: '<f4', shape: [5], values }));
  const { stdout } = await losscalc(['inspect', path]);
  expect(stdout.replace(path, 'a.npy')).toBe(`a.npy · npy · 1 column

  column  type     shape  kind     NaN  infinite  min  max  mean  distinct
  array   float32  5      numbers    1         2    1    2   1.5         4

Findings
  - "array" has NaN, 1 of 5; --missing skip drops such rows
  - "array" has infinite values, 2 of 5, which min, max and mean leave out
`);
});

test('integers beyond 2^53 are shown with all digits', async () => {
  const path = join(folder, 'ids.csv');
  await writeFile(path, 'id,k\n9007199254740993,1\n9007199254740995,2\n9007199254740993,3\n');
  const { stdout } = await losscalc(['inspect', path, '-f', 'json']);
  const { columns } = JSON.parse(stdout) as { columns: readonly object[] };
  expect(columns).toMatchObject([
    { kind: 'integers', min: '9007199254740993', max: '9007199254740995', distinct: 2 },
    { kind: 'integers', min: 1, max: 3 },
  ]);
});

test('doubts of the commands of losses are findings', async () => {
  const rows = Array.from({ length: 12 }, (_, i) => `${(i + 1) / 16},${i % 2},-1\n`);
  const stdin = `y,p,weight\n${rows.join('')}`;
  const findings = async (...args: string[]): Promise<unknown> => {
    const { stdout } = await losscalc(['inspect', '-', ...args, '-f', 'json'], { stdin });
    return (JSON.parse(stdout) as { findings: unknown }).findings;
  };
  expect(await findings()).toEqual([
    '"weight" is constant: it holds nothing but -1',
    '"p": all predictions are 0 or 1, and true values lie between; if they are swapped, exchange --true and --pred',
    '"weight": expected weights of at least 0, found -1; --mask leaves samples out',
  ]);
  expect(await findings('--true', 'p')).toContain(
    '--true and --pred are both "p" of standard input; predictions are compared with themselves',
  );
});

test('labels that are compared as they are written are doubted by case and kind', async () => {
  const findingsOf = async (stdin: string) => {
    const { stdout } = await losscalc(['inspect', '-', '-f', 'json'], { stdin });
    return JSON.parse(stdout) as { findings: readonly string[]; command: string | null };
  };
  const other = await findingsOf('y,pred\ncat,Cat\ndog,dog\n');
  expect(other.command).toBe('losscalc error-rate - --true y --pred pred');
  expect(other.findings).toEqual([
    '"pred": "Cat" differs from the true label "cat" by case only, and is another label; write both alike',
  ]);
});

test('columns of predictions that are called what labels are, are found', async () => {
  const stdin = 'label,prob_dog,prob_cat\ncat,0.25,0.75\ndog,0.75,0.25\n';
  const path = join(folder, 'classes.csv');
  await writeFile(path, stdin + 'cat,0.25,0.75\ndog,0.75,0.25\n');
  const { stdout } = await losscalc(['inspect', path, '-f', 'json']);
  const { command, classes } = JSON.parse(stdout) as { command: string; classes: unknown };
  expect(command.replace(path, 'classes.csv')).toBe(
    'losscalc scce classes.csv --true label --pred prob_dog,prob_cat --labels dog,cat',
  );
  expect(classes).toEqual({
    by: 'labels',
    labels: [
      { label: 'cat', column: 'prob_cat' },
      { label: 'dog', column: 'prob_dog' },
    ],
  });
});

test('what Parquet stores is called what it is, in two tables where one is too wide', async () => {
  const path = 'fixtures/corpora/parquet/times_1.parquet';
  const env = { NO_COLOR: '1' };
  const { stdout } = await losscalc(['inspect', path], { env, columns: 80 });
  expect(stdout).toMatchInlineSnapshot(`
    "fixtures/corpora/parquet/times_1.parquet · parquet · 24 rows · 4 columns

      column  type                kind        missing  distinct
      date    date                dates             4         5
      millis  timestamp[ms]       timestamps        4         5
      micros  timestamp[us]       timestamps        4         5
      utc     timestamp[us, UTC]  timestamps        4         5

      column                          min                          max  mean
      date                     1582-10-04                   9999-12-31
      millis          1582-10-04T00:00:00      9999-12-31T23:59:59.999
      micros   1582-10-04T00:00:00.000001   9999-12-31T23:59:59.999999
      utc     1582-10-04T00:00:00.000001Z  9999-12-31T23:59:59.999999Z

    Findings
      - "date" has missing values, 4 of 24; --missing skip drops such rows
      - "millis" has missing values, 4 of 24; --missing skip drops such rows
      - "micros" has missing values, 4 of 24; --missing skip drops such rows
      - "utc" has missing values, 4 of 24; --missing skip drops such rows
    "
  `);
});

test('Markdown and JSON have the same facts', async () => {
  const stdin = 'y*|p\n1|0,5\n0|0,25\n';
  const { stdout } = await losscalc('inspect - -f markdown', { stdin });
  expect(stdout).toMatchInlineSnapshot(`
    "**standard input** · csv · \\| between cells · decimal comma · 2 rows · 2 columns

    | column | kind | missing | min | max | mean | distinct |
    | --- | --- | ---: | ---: | ---: | ---: | ---: |
    | y\\* | integers | 0 | 0 | 1 | 0.5 | 2 |
    | p | numbers | 0 | 0.25 | 0.5 | 0.375 | 2 |

    - --decimal , is taken for granted: numbers are as "0,5"
    - "p" looks like probabilities: all numbers are in \\[0, 1\\]
    "
  `);
  const json = await losscalc('inspect - -f json', { stdin });
  expect(JSON.parse(json.stdout)).toMatchObject({
    files: 1,
    misfits: 0,
    text: {
      encoding: 'utf-8',
      delimiter: '|',
      decimal: ',',
      thousands: null,
      commentLines: 0,
      header: true,
    },
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filesOfTest } from './files-of-test.ts';

const { file, run, value } = filesOfTest();

const ROWS = [
  { y: [0, 1, 2], p: [0.5, 1, 2], w: 1, m: 1, region: 'eu' },
  { y: [1, 0], p: [0.2, 0.4], w: 2, m: 0, region: 'us' },
  { y: [3, 0, 0, 1], p: [2, 1, -1, 0.5], w: 3, m: 1, region: 'eu' },
];
const LINES = ROWS.map((row) => JSON.stringify(row)).join('\n');
file('rows.ndjson', LINES);
file('rows.json', JSON.stringify({ rows: ROWS, p: ROWS.map(({ p }) => p) }));
file('y.json', JSON.stringify(ROWS.map(({ y }) => y)));
file('p.json', JSON.stringify(ROWS.map(({ p }) => p)));
file('folder/a.ndjson', JSON.stringify(ROWS[0]));
file(
  'folder/b.ndjson',
  ROWS.slice(1)
    .map((row) => JSON.stringify(row))
    .join('\n'),
);

/** The loss of a list, from its definition. */
function listnet({
  y,
  p,
}: {
  readonly y: readonly number[];
  readonly p: readonly number[];
}): number {
  const logSum = Math.log(p.reduce((sum, score) => sum + Math.exp(score), 0));
  return y.reduce((sum, relevance, i) => sum - relevance * (p[i]! - logSum), 0);
}

const MEAN = ROWS.reduce((sum, row) => sum + listnet(row), 0) / 3;

test.each([
  'ranking-softmax @/rows.ndjson -t y -p p',
  'ranking-softmax - --input-format ndjson -t y -p p',
  'ranking-softmax @/rows.json -t rows.y -p rows.p',
  'ranking-softmax -t @/y.json -p @/p.json',
  'ranking-softmax -t @/y.json -p @/rows.ndjson#p',
  'ranking-softmax @/folder -t y -p p',
  'run @/rows.ndjson -t y -p p -l listnet',
])('rows of different lengths are lists: %s', async (args) => {
  expect(Number(await value(args, LINES))).toBeCloseTo(MEAN, 14);
});

test('all that there is of them', async () => {
  const { stdout } = await run(
    'ranking-softmax @/rows.ndjson -t y -p p --gradient -f json --by region',
  );
  await expect(stdout).toMatchFileSnapshot('expected/ragged.json.txt');
  const table = await run('ranking-softmax @/rows.ndjson -t y -p p --weights w');
  await expect(table.stdout).toMatchFileSnapshot('expected/ragged.table.txt');
});

test('masks, conditions and missing values leave lists out', async () => {
  const two = (listnet(ROWS[0]!) + listnet(ROWS[2]!)) / 2;
  const args = 'ranking-softmax @/rows.ndjson -t y -p p';
  expect(Number(await value(`${args} --mask m`))).toBeCloseTo(two, 14);
  expect(Number(await value(`${args} --where region=eu`))).toBeCloseTo(two, 14);
  file('missing.ndjson', LINES.replace('0.4', 'null'));
  const skipped = 'ranking-softmax @/missing.ndjson -t y -p p --missing skip';
  expect(Number(await value(skipped))).toBeCloseTo(two, 14);
  const masked = await run(`${args} --mask m --gradient -f json`);
  expect(masked.stderr).toBe('');
  const { gradient } = JSON.parse(masked.stdout) as { gradient: number[][] };
  expect(gradient.map(({ length }) => length)).toEqual([3, 2, 4]);
  expect(gradient[1]).toEqual([0, 0]);
  expect((await run(`${skipped} -f json`)).stdout).toContain('"rows": [1, 3]');
});

test('rows of one length are what they are in any other format, however they come', async () => {
  const rows = ROWS.map(({ y, p }) =>
    JSON.stringify({ y: [...y, 0, 0].slice(0, 3), p: [...p, 0].slice(0, 3) }),
  );
  file('alike.ndjson', rows.join('\n'));
  const args = 'ranking-softmax @/alike.ndjson -t y -p p --gradient -f json';
  const piped = args.replace('@/alike.ndjson', '- --input-format ndjson');
  const fromFile = await run(args);
  expect(fromFile.stdout).toContain('"shape": [3, 3]');
  expect(await run(piped, rows.join('\n'))).toEqual(fromFile);
});

const list = fc.array(
  fc.record({ y: fc.integer({ min: 0, max: 4 }), p: fc.double({ min: -9, max: 9, noNaN: true }) }),
  {
    minLength: 2,
    maxLength: 6,
  },
);

test('ragged rows have the results of a table with a row for each item', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(list, { minLength: 1, maxLength: 12 }), async (lists) => {
      const lines = lists.map((items) =>
        JSON.stringify({ y: items.map(({ y }) => y), p: items.map(({ p }) => p) }),
      );
      const items = lists.flatMap((each, k) => each.map(({ y, p }) => `${k},${y},${p}\n`)).join('');
      const ragged = await run(
        'ranking-softmax - --input-format ndjson -t y -p p --gradient -f json',
        lines.join('\n'),
      );
      const grouped = await run(
        `ranking-softmax - -t y -p p --group q --gradient -f json`,
        `q,y,p\n${items}`,
      );
      const parts = [ragged, grouped].map(({ stdout }) => {
        const { result, perSample, gradient } = JSON.parse(stdout) as Record<string, unknown>;
        return { result, perSample, gradient };
      });
      expect(parts[0]).toEqual(parts[1]);
    }),
    { numRuns: 25 },
  );
});

file('short.json', '[[1,2],[1,2],[1]]');
file('columns.csv', 'a,b\n1,2\n3,4\n5,6\n');
const IDS = '{"y":[1,2],"p":[1,2],"id":1}\n{"y":[1],"p":[1],"id":2}\n';
file('ids.ndjson', IDS);
file('ids2.ndjson', IDS);

test('what does not belong together is refused', async () => {
  expect(await run('ranking-softmax -t @/short.json -p @/p.json')).toEqual({
    status: 2,
    stdout: '',
    stderr:
      'losscalc: p.json, row 1: expected 2 numbers, as many as true has in that row, found 3\n' +
      '  hint: each item of a list needs a number of every input\n',
  });
  expect(await run('ranking-softmax -t @/columns.csv -p @/p.json')).toEqual({
    status: 2,
    stdout: '',
    stderr:
      'losscalc: columns.csv: expected a list in each row, as pred has, found rows of one length\n' +
      '  hint: each item of a list needs a number of every input\n',
  });
  expect(
    (await run('ranking-softmax -t @/ids.ndjson#y -p @/ids2.ndjson#p --on id')).stderr,
  ).toContain('expected rows of one length to join by a key, found lists');
  expect((await run('mse @/rows.ndjson -t y -p p')).stderr).toBe(
    'losscalc: rows.ndjson:2:16: the array is ragged: expected 3 elements as in the one before it, found 2\n',
  );
  expect((await run('ranking-softmax -t @/y.json -p @/p.json --axis 0')).stderr).toContain(
    'ragged',
  );
  expect((await run('ranking-softmax @/rows.ndjson -t y -p p --group region')).stderr).toContain(
    'expected one number of true for each item, found 3 in a row',
  );
});

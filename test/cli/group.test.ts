import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filesOfTest } from './files-of-test.ts';
import { losscalc } from './losscalc.ts';

const { file, run, value } = filesOfTest();

const TABLE = `query,doc,relevance,score,old,w,region,m
q1,a,0,0.5,0.1,1,eu,1
q1,b,1,1,0.4,1,eu,1
q1,c,2,2,1.5,1,eu,0
q2,a,1,0.2,0.7,2,us,1
q2,b,0,0.4,0.3,2,us,1
q3,x,1,0.3,0.3,1,eu,0
q1,d,0,0.1,0.2,1,eu,1
`;
file('t.csv', TABLE);
const COLUMNS = '@/t.csv -t relevance -p score --group query';
const LOSS = `ranking-softmax ${COLUMNS}`;

/** The loss of a list, from its definition. */
function listnet(relevances: readonly number[], scores: readonly number[]): number {
  const logSum = Math.log(scores.reduce((sum, score) => sum + Math.exp(score), 0));
  return relevances.reduce((sum, relevance, i) => sum - relevance * (scores[i]! - logSum), 0);
}

const Q1 = listnet([0, 1, 2, 0], [0.5, 1, 2, 0.1]);
const Q2 = listnet([1, 0], [0.2, 0.4]);

test.each(['table', 'json', 'ndjson', 'csv', 'markdown'])('lists as %s', async (format) => {
  const gradient = format === 'csv' ? '' : ' --gradient';
  const { status, stdout, stderr } = await run(`${LOSS} -f ${format}${gradient}`);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  await expect(stdout).toMatchFileSnapshot(`expected/group.${format}.txt`);
});

test.each(['table', 'json', 'csv', 'markdown'] as const)('worst lists as %s', async (format) => {
  const { stdout } = await run(`worst ${COLUMNS} -l listnet --show region -f ${format}`);
  await expect(stdout).toMatchFileSnapshot(`expected/group-worst.${format}.txt`);
});

test('a list is a sample of the mean, and one of one item counts', async () => {
  expect(Number(await value(LOSS))).toBeCloseTo((Q1 + Q2) / 3, 14);
  expect(Number(await value(`${LOSS} --reduction sum`))).toBeCloseTo(Q1 + Q2, 14);
  expect(Number(await value(`${LOSS} --weights w --reduction weighted-mean`))).toBeCloseTo(
    (Q1 + 2 * Q2) / 4,
    14,
  );
});

test('a mask leaves items out, and lists of which none is left', async () => {
  const masked = listnet([0, 1, 0], [0.5, 1, 0.1]);
  const { stdout } = await run(`${LOSS} --mask m --gradient -f json`);
  const result = JSON.parse(stdout) as Record<string, unknown>;
  expect(result).toMatchObject({ samples: 2, items: 5, keys: ['q1', 'q2', 'q3'] });
  expect(result['result']).toBeCloseTo((masked + Q2) / 2, 14);
  const gradient = result['gradient'] as number[][];
  expect(gradient.map(({ length }) => length)).toEqual([4, 2, 1]);
  expect([gradient[0]![2], gradient[2]![0]]).toEqual([0, 0]);
});

test('conditions, text keys of NDJSON and standard input', async () => {
  expect(Number(await value(`${LOSS} --where region=eu`))).toBeCloseTo(Q1 / 2, 14);
  const columns = '- -t relevance -p score --group query';
  expect(await value(`ranking-softmax ${columns}`, TABLE)).toBe(await value(LOSS));
  const rows = TABLE.trimEnd().split('\n').slice(1);
  const lines = rows.map((row) => {
    const [query, , relevance, score] = row.split(',');
    return JSON.stringify({ key: { query }, relevance: Number(relevance), score: Number(score) });
  });
  const ndjson = `ranking-softmax - --input-format ndjson -t relevance -p score --group key.query`;
  expect(await value(ndjson, lines.join('\n'))).toBe(await value(LOSS));
});

test('segments, intervals, comparisons, checks and formulas of lists', async () => {
  const { stdout } = await run(`${LOSS} --by region --ci 95 -f json`);
  const { segments, interval } = JSON.parse(stdout) as {
    segments: { values: string[]; samples: number }[];
    interval: { units: number };
  };
  expect(segments).toMatchObject([
    { values: ['eu'], samples: 2 },
    { values: ['us'], samples: 1 },
  ]);
  expect(interval).toMatchObject({ units: 'samples', count: 3 });
  const compared = await run(
    `compare @/t.csv -t relevance -p score -p old --group query -l listnet --by region`,
  );
  await expect(compared.stdout).toMatchFileSnapshot('expected/group-compare.txt');
  expect(await run(`check ${COLUMNS} -l listnet --max 1.1`)).toMatchObject({ status: 1 });
  expect((await run(`diff listnet ${COLUMNS}`)).stdout).toMatch(/exact +1\.15.*same/);
  const longest = await value(`custom n+0*max(p) ${COLUMNS} --reduction sum --quiet`);
  expect(longest).toBe('7');
});

const item = fc.record({
  query: fc.constantFrom('a', 'b', 'c', '1'),
  relevance: fc.integer({ min: 0, max: 4 }),
  score: fc.double({ min: -9, max: 9, noNaN: true }),
});

test('however items are interleaved, a list has the loss that it has by itself', async () => {
  const items = fc.array(item, { minLength: 2, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(items, async (rows) => {
      const queries = [...new Set(rows.map(({ query }) => query))];
      const ofQuery = queries.map((query) => rows.filter((row) => row.query === query));
      fc.pre(ofQuery.some(({ length }) => length > 1));
      const text = (list: typeof rows): string =>
        `query,y,p\n${list.map(({ query, relevance, score }) => `${query},${relevance},${score}\n`).join('')}`;
      const args = 'ranking-softmax - -t y -p p --group query --reduction sum';
      const together = await losses(args, text(ofQuery.flat()));
      expect(await losses(args, text(rows))).toEqual(together);
      file('items.csv', text(rows));
      expect(await losses(args.replace(' - ', ' @/items.csv '))).toEqual(together);
      const alone = await Promise.all(
        ofQuery.map(async (list) => {
          const columns = list.flatMap((_, k) => [`y${k}`, `p${k}`]).join(',');
          const cells = list.flatMap(({ relevance, score }) => [relevance, score]).join(',');
          const [, ofList] =
            list.length === 1
              ? [0, [0]]
              : await losses(
                  `ranking-softmax - -t y0-y${list.length - 1} -p p0-p${list.length - 1} --reduction sum`,
                  byInput(columns, cells),
                );
          return ofList[0]!;
        }),
      );
      expect(together[1].map((loss) => loss + 0)).toEqual(alone.map((loss) => loss + 0));
    }),
    { numRuns: 25 },
  );
});

/** A row with all columns of y before those of p, so that ranges of them can be named. */
function byInput(columns: string, cells: string): string {
  const names = columns.split(',');
  const numbers = cells.split(',');
  const order = ['y', 'p'].flatMap((input) => names.filter((name) => name.startsWith(input)));
  return `${order.join(',')}\n${order.map((name) => numbers[names.indexOf(name)]).join(',')}\n`;
}

async function losses(args: string, stdin = ''): Promise<[number, number[]]> {
  const { stdout, stderr } = await run(`${args} -f json --quiet`, stdin);
  expect(stderr).toBe('');
  const { result, perSample } = JSON.parse(stdout) as { result: number; perSample: number[] };
  return [result, perSample];
}

test('lists that end are handed on, and one that goes on later has the same loss', async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => `${Math.floor(i / 7)},${i % 3},${i % 11}`);
  file('together.csv', `query,y,p\n${rows.join('\n')}\n`);
  const moved = [...rows.slice(1), rows[0]!];
  file('scattered.csv', `query,y,p\n${moved.join('\n')}\n`);
  const of = (name: string): string => `ranking-softmax @/${name} -t y -p p --group query`;
  const together = Number(await value(of('together.csv')));
  expect(Number(await value(of('scattered.csv')))).toBeCloseTo(together, 14);
  const weighed = await run(`${of('together.csv')} --gradient -f json`);
  const { gradient } = JSON.parse(weighed.stdout) as { gradient: number[][] };
  expect(gradient.map(({ length }) => length)).toEqual([
    ...Array.from({ length: 2857 }, () => 7),
    1,
  ]);
  for (const list of gradient) expect(list.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 15);
});

test('a baseline of lists tells other lists from its own', async () => {
  const args = '-t relevance -p score --group query -l listnet';
  expect(
    await run(`baseline write @/base.json @/t.csv ${args} --mask m --weights w`),
  ).toMatchObject({ status: 0 });
  const checked = `check @/t.csv ${args} --baseline @/base.json --mask m --weights w`;
  expect(await run(checked)).toMatchObject({ status: 0 });
  file('moved.csv', TABLE.replace('q1,d', 'q2,d').replace('0.1,0.2,1,eu', '0.1,0.2,2,us'));
  const moved = await run(checked.replace('@/t.csv', '@/moved.csv'));
  expect(moved.status).toBe(2);
  expect(moved.stderr).toContain('true values');
});

const REFUSALS: readonly [args: string, message: string][] = [
  [
    'mse @/t.csv -t relevance -p score --group query',
    'losscalc: mean-squared-error has no option "--group"\n' +
      '  hint: losscalc mean-squared-error --help shows its options\n',
  ],
  [
    `run ${COLUMNS} -l mse`,
    'losscalc: --group query: expected losses of lists, found mean-squared-error, which is one of single rows\n' +
      '  hint: leave --group out; --by has a result for each key\n',
  ],
  [
    'ranking-softmax @/t.csv -t relevance -p score --group doc --weights w',
    'losscalc: t.csv, column w, row 4: expected 1 for all items of the list "a", as for its first, found 2\n' +
      '  hint: a sample is a list, and has one number of weights; --mask leaves single items out\n',
  ],
  [
    `${LOSS} --by doc`,
    'losscalc: column doc, row 2: expected "a" for all items of the list "q1", as for its first, found "b"\n' +
      '  hint: a sample is a list, and has one text of a column: leave doc out, or --group\n',
  ],
  [
    'ranking-softmax @/t.csv -t relevance,w -p score,old --group query',
    'losscalc: t.csv, columns relevance,w: expected one number of true for each item, found 2 in a row\n' +
      '  hint: rows with the same "query" are the items of a list; leave --group out where a row is one\n',
  ],
  [
    `${LOSS} --where doc=x`,
    'losscalc: t.csv, column score: expected lists of two items or more, found one item in every list\n' +
      '  hint: ranking-softmax ranks the items of a list, which are those with the same key: --group names its column\n',
  ],
  [
    `${LOSS} --per element -f json`,
    'losscalc: --per element: expected a loss of single elements, found one of lists\n' +
      '  hint: --per sample shows the loss of each list\n',
  ],
  [
    `custom mean(abs(p-y)) ${COLUMNS} --missing skip-element`,
    'losscalc: --missing skip-element: expected a loss of single elements, found one of lists\n' +
      '  hint: --missing skip drops such items\n',
  ],
  [
    `${LOSS} --axis 0`,
    'losscalc: --axis: expected no axis, as a list lies along the rows with its key\n' +
      '  hint: leave --axis out\n',
  ],
  [
    `${LOSS} --gradient -f csv`,
    'losscalc: --gradient: expected a format with room for lists of different lengths, found --format csv\n' +
      '  hint: choose --format json or ndjson\n',
  ],
  [
    `custom batch_mean(p) ${COLUMNS} --quiet`,
    'losscalc: custom: expected a loss that each list has by itself, or one of sums over all lists, found another that depends on all of them\n' +
      '  hint: reductions over a list are sum(x), mean(x), max(x), and not batch_max(x); n, the length of a list, stands within batch_sum(...)\n',
  ],
];

test.each(REFUSALS)('refused: %s', async (args, message) => {
  expect(await run(args)).toEqual({ status: 2, stdout: '', stderr: message });
});

test('what is wrong is told of the row of an item', async () => {
  const scattered = TABLE.replace('q1,d,0', 'q1,d,-1');
  const { stderr } = await losscalc(
    'ranking-softmax - -t relevance -p score --group query --compat exact',
    { stdin: scattered },
  );
  expect(stderr).toContain('row 7: exact expects a number of at least 0, found -1');
});

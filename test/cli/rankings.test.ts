import { expect, test } from 'vitest';
import { filesOfTest } from './files-of-test.ts';

const { file, run, value } = filesOfTest();

/** Lists of 1 to 6 items, with ties, and two without a relevant item. */
const RELEVANCES = [[3, 0, 1], [0, 0, 0, 0], [2], [1, 0, 0, 2, 0, 1], [0], [0, 1]];
const SCORES = [
  [0.25, 0.5, 0.5],
  [1, 2, 3, 4],
  [-1],
  [0.5, 0.125, 2, 1, 0.75, -0.5],
  [3],
  [0.5, 0.25],
];

const rows = RELEVANCES.flatMap((list, i) =>
  list.map((y, j) => `${i},${y},${Number(y > 0)},${SCORES[i]![j]!}`),
);
file('ranking.csv', ['query,relevance,relevant,score', ...rows, ''].join('\n'));
const LISTS = '@/ranking.csv -p score --group query';

/** What the frameworks say of these lists. */
test.each([
  ['ndcg', '--compat lightgbm --k 3', 0.7717448968218431],
  ['ndcg', '--compat xgboost --k 3', 0.7717448968218431],
  ['ndcg', '--compat catboost --k 3', 0.7701404514680305],
  ['ndcg', '--compat torchmetrics --k 3 --dtype float32', 0.445277601480484],
  ['ndcg', '--compat torchmetrics --k 3 --dtype float32 --empty skip', 0.6679164171218872],
  ['map', '--compat lightgbm --k 3', 0.7083333333333334],
  ['map', '--compat catboost --k 3', 0.375],
  ['mrr', '--compat catboost', 0.4166666666666667],
  ['hit-rate', '--compat torchmetrics --k 2 --dtype float32', 0.6666666865348816],
  ['hit-rate', '--compat torchmetrics --k 2 --dtype float32 --empty skip', 1],
  ['ranking-softmax', '--compat catboost', 1.332396893496156],
  ['ranknet', '--compat catboost', 0.9512731231118221],
])('%s %s of lists of several lengths', async (loss, options, expected) => {
  const found = Number(await value(`${loss} ${LISTS} -t relevance ${options}`));
  expect(Math.abs(found - expected)).toBeLessThan(options.includes('float32') ? 1e-7 : 1e-14);
});

test('graded and plain relevances are the same to scores that know two kinds', async () => {
  const graded = await value(`map ${LISTS} -t relevance --compat xgboost --k 3`);
  expect(graded).toBe(await value(`map ${LISTS} -t relevant --compat xgboost --k 3`));
});

test('lists without a relevant item are left out, as if they were not there', async () => {
  const both = [0, 2, 3, 5].flatMap((i) => rows.filter((row) => row.startsWith(`${i},`)));
  file('relevant.csv', ['query,relevance,relevant,score', ...both, ''].join('\n'));
  for (const loss of ['ndcg', 'map', 'mrr', 'hit-rate']) {
    const all = await value(`${loss} ${LISTS} -t relevance --compat exact --empty skip`);
    expect(all).toBe(
      await value(`${loss} @/relevant.csv -p score --group query -t relevance --compat exact`),
    );
  }
});

test.each([
  ['0.4', 0],
  ['0.6', 1],
])('a gate of at least %s', async (bound, expected) => {
  const assertion = `ndcg:k=10>${bound}`;
  const { status } = await run(`check ${LISTS} -t relevance --assert ${assertion}`);
  expect(status).toBe(expected);
});

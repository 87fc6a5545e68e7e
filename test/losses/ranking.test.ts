import { expect, it } from 'vitest';
import { lossNamed, type NumberArray } from '../../src/index.ts';

/** The exact loss of one list. */
function exact(
  name: string,
  relevances: NumberArray | undefined,
  ...inputs: NumberArray[]
): number {
  const [pred, negative] = inputs;
  const own = negative === undefined ? {} : { negative };
  const computed = lossNamed(name, { compat: 'exact', warn: () => undefined });
  return computed.reduced(relevances, pred!, own);
}

const TIED = {
  relevances: [
    0, 4, 0, 2, 1, 0, 2, 0, 0, 0, 3, 3, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 3, 4, 4, 0, 0, 1,
  ],
  scores: [
    -1, 3, -1, 4, -1, -1, 2, 1, 1, 2, 1, 0, 0, -1, -2, -1, 3, -2, 0, -3, 0, 5, 2, 3, 0, 0, 0, 0, -2,
    0,
  ],
};
const DRAWN = {
  relevances: [3, 1, 4, 1, 4, 4, 4, 3, 1],
  scores: [2.202, 0.406, 2.713, -1.008, 0.796, -0.572, -1.477, 0.291, -2.514],
};

/** References computed with 50 digits. */
const HARD: [name: string, relevances: number[], scores: number[], reference: number][] = [
  ['ndcg', DRAWN.relevances, DRAWN.scores, 0.9145100446374537],
  ['lambda-rank', DRAWN.relevances, DRAWN.scores, 0.642924811524923],
  ['map', DRAWN.relevances, DRAWN.scores, 1],
  ['ranknet', DRAWN.relevances, DRAWN.scores, 0.7549289019731203],
  ['ndcg', TIED.relevances, TIED.scores, 0.5640829311682229],
  ['ndcg', [1e-9, 3e-10, 0.5, 0], [1, 1, 1, 2], 0.520535437667095],
  ['ndcg', [0, 1e-12, 2e-12], [3, 2, 1], 0.6199062332840341],
  ['ndcg', [30, 29, 1, 0], [1, 4, 3, 2], 0.7074887171049381],
  ['lambda-rank', [30, 29, 1, 0], [1, 40, 3, 2], 8.83244492666079],
  ['list-mle', [3, 2, 1, 0], [400, 300, -300, -400], 7.440151952041671e-44],
  ['ranknet', [3, 2, 1, 0], [400, 300, -300, -400], 1.2400253253402787e-44],
  ['list-mle', [0, 1, 2, 3], [400, 300, -300, -400], 1600],
  ['ranknet', [0, 1, 2, 3], [400, 300, -300, -400], 500],
  ['lambda-rank', [0, 1, 2, 3], [400, 300, -300, -400], 564.3719511255109],
  ['list-mle', [4, 3, 2, 1, 0], [1e-9, 0, 1e-9, -1e-9, 0], 4.787491741482046],
  ['ranknet', [4, 3, 2, 1, 0], [1e-9, 0, 1e-9, -1e-9, 0], 0.6931471802599453],
  ['list-mle', [2, 5, 7, 1, 3, 9], [-0.128, 1.209, 0.366, 1.271, -0.368, 0.166], 8.724610426014344],
  ['ranknet', [2, 5, 7, 1, 3, 9], [-0.128, 1.209, 0.366, 1.271, -0.368, 0.166], 0.8845652362769939],
];

const ulps = (found: number, reference: number): number =>
  Math.abs(found - reference) / 2 ** (Math.floor(Math.log2(reference)) - 52);

it.each(HARD)('keeps the digits of %s of %j and %j', (name, relevances, scores, reference) => {
  expect(ulps(exact(name, [relevances], [scores]), reference)).toBeLessThanOrEqual(4);
});

it.each([
  [[100, -100, 0.5], [-100, 100, 0.25], 66.85864647329295],
  [[40], [0], 4.248354255291589e-18],
  [[1e-9], [0], 0.6931471800599453],
])('keeps the digits of bpr of %j and %j', (taken, negative, reference) => {
  expect(ulps(exact('bpr', undefined, taken, negative), reference)).toBeLessThanOrEqual(4);
});

it('puts a list in any order of its items', () => {
  const order = DRAWN.scores.map((_, i) => (i * 4) % 9);
  for (const name of ['ndcg', 'map', 'mrr', 'hit-rate', 'ranknet', 'lambda-rank']) {
    const shuffled = [DRAWN.relevances, DRAWN.scores].map((row) => [order.map((i) => row[i]!)]);
    const found = exact(name, shuffled[0], shuffled[1]!);
    expect(found).toBeCloseTo(exact(name, [DRAWN.relevances], [DRAWN.scores]), 14);
  }
});

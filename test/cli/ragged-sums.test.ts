import { expect, test } from 'vitest';
import { filesOfTest } from './files-of-test.ts';

const { file, run, value } = filesOfTest();

const TEXTS = [
  { p: [-0.5, -1, -2], bytes: 10, w: 2, region: 'eu' },
  { p: [-0.25], bytes: 3, w: 1, region: 'us' },
  { p: [-3, -0.125], bytes: 7, w: 3, region: 'eu' },
];
const TOKENS = TEXTS.flatMap(({ p, ...text }, s) => p.map((each) => ({ s, p: each, ...text })));
file(
  'texts.ndjson',
  TEXTS.map((text) => JSON.stringify({ ...text, y: text.p.map(() => 1) })).join('\n'),
);
file('tokens.ndjson', TOKENS.map((token) => JSON.stringify(token)).join('\n'));

const sum = TOKENS.reduce((all, { p }) => all - p, 0);

test.each(['@/texts.ndjson -p p', '@/tokens.ndjson -p p --group s', '@/tokens.ndjson -p p'])(
  'the perplexity of texts of any length is that of their tokens: %s',
  async (args) => {
    for (const compat of ['exact', 'torchmetrics']) {
      const found = Number(await value(`perplexity ${args} --compat ${compat}`));
      expect(found).toBeCloseTo(Math.exp(sum / TOKENS.length), 14);
    }
  },
);

test('each text has its own bytes, and its own weight', async () => {
  const bits = Number(await value('bits-per-byte @/texts.ndjson -p p --bytes bytes'));
  expect(bits).toBeCloseTo(sum / 20 / Math.log(2), 14);
  const weighted = Number(await value('perplexity @/texts.ndjson -p p --weights w'));
  const total = TOKENS.reduce((all, { p, w }) => all - w * p, 0);
  expect(weighted).toBeCloseTo(Math.exp(total / TOKENS.reduce((all, { w }) => all + w, 0)), 14);
});

test('segments, intervals and gradients are those of the tokens', async () => {
  const { stdout } = await run('perplexity @/texts.ndjson -p p --by region --gradient -f json');
  const { segments, gradient, result } = JSON.parse(stdout) as {
    result: number;
    segments: readonly { readonly results: readonly number[] }[];
    gradient: number[][];
  };
  expect(segments.flatMap(({ results }) => results)).toEqual([
    expect.closeTo(Math.exp(6.625 / 5), 13),
    expect.closeTo(Math.exp(0.25), 13),
  ]);
  expect(gradient.map(({ length }) => length)).toEqual([3, 1, 2]);
  for (const slope of gradient.flat()) expect(slope).toBeCloseTo(-result / 6, 13);
  const flat = await run('perplexity @/tokens.ndjson -p p --gradient -f json');
  expect((JSON.parse(flat.stdout) as { gradient: number[][] }).gradient.flat()).toEqual(
    gradient.flat(),
  );
  const interval = await run('perplexity @/texts.ndjson -p p --ci 95 --seed 1');
  expect(interval.stdout).toContain('95 % interval');
});

test('the length of each list enters, where it stands within a sum', async () => {
  const found = await value(
    'custom batch_sum(n*sum(p-y))/batch_sum(sum(y)) @/texts.ndjson -t y -p p',
  );
  expect(Number(found)).toBeCloseTo((3 * -6.5 + -1.25 + 2 * -5.125) / 6, 14);
});

test.each([
  ['batch_sum(sum(p-y))/n', 'n outside of sums'],
  ['batch_mean(p-y)', 'the mean of elements'],
  ['sum(column_sum(p-y)^2)', 'columns'],
  ['batch_max(p-y)', 'no sum'],
])('what differs between lists is refused: %s, %s', async (formula) => {
  const { stderr } = await run(`custom ${formula} @/texts.ndjson -t y -p p`);
  expect(stderr).toContain('expected a loss that each list has by itself, or one of sums');
});

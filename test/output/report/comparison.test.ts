import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { type ComparisonFormat } from '../../../src/output/formats.ts';
import { renderComparison } from '../../../src/output/report/comparison-formats.ts';
import { comparisonReport, pairReport } from '../comparisons.ts';
import { PAGE } from '../results.ts';

const ranked = (format: ComparisonFormat): string =>
  renderComparison(comparisonReport(), format, PAGE);

describe('models ranked by several losses', () => {
  it('are tables', () => {
    const text = ranked('table');
    expect(text).toContain('3 models, compared with old\n');
    expect(text).toContain(`
  rank  model  result  difference  95 % interval  verdict
     1  new      0.25       -0.25  0.25 to 0.75   undecided
     2  old       0.5                             compared with
     3  third    0.75        0.25  0.25 to 0.75   undecided
`);
    expect(text).toContain('  eu             3     1  new      0.25');
    expect(text).toContain('  (empty)        3     1  new      0.25');
  });

  it('share a rank where their results are equal', () => {
    const { losses } = JSON.parse(ranked('json')) as {
      losses: { models: { rank: number; source: string }[] }[];
    };
    const ranks = losses[1]!.models.map(({ rank, source }) => [rank, source]);
    expect(ranks).toEqual([
      [1, 'third'],
      [2, 'old'],
      [2, 'new'],
    ]);
  });

  it('are JSON', () => {
    expect(JSON.parse(ranked('json'))).toMatchObject({
      input: 'preds.csv',
      models: ['old', 'new', 'third'],
      against: 'old',
      losses: [
        {
          loss: 'huber',
          smallerIsBetter: true,
          models: [
            {
              rank: 1,
              source: 'new',
              result: 0.25,
              difference: -0.25,
              interval: { low: 0.25 },
              samples: { worse: 1, better: 2, equal: 0 },
              verdict: 'undecided',
            },
            { rank: 2, source: 'old', result: 0.5 },
            { rank: 3, source: 'third' },
          ],
        },
        { loss: 'mae' },
      ],
      segments: [
        { by: ['region'], values: ['eu'], losses: [{ loss: 'huber' }, { loss: 'mae' }] },
        { values: [''] },
      ],
    });
  });

  it('are rows of CSV and tables of Markdown', () => {
    const rows = parse(ranked('csv'));
    expect(rows).toHaveLength(1 + 3 * 2 * 3);
    expect(rows[1]!.slice(2, 9)).toEqual(['huber', 'tf-keras', 'new', '1', '3', '0.25', '-0.25']);
    expect(ranked('markdown')).toContain(
      '| 1 | new | **0.25** | -0.25 | 0.25 to 0.75 | undecided |',
    );
  });
});

describe('a pair', () => {
  it('does without counts where samples have no losses of their own', () => {
    const { outcome, ...report } = pairReport();
    const [comparison] = outcome.losses;
    const differences = comparison!.differences.map(
      (each) => each && { ...each, samples: undefined },
    );
    const losses = [{ ...comparison!, differences }] as unknown as typeof outcome.losses;
    const without = { ...report, outcome: { ...outcome, losses } };
    expect(renderComparison(without, 'table', PAGE)).not.toContain('got worse');
    expect(JSON.parse(renderComparison(without, 'json', PAGE))).not.toHaveProperty('samples');
  });
});

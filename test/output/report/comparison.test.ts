import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { type ComparisonFormat } from '../../../src/output/formats.ts';
import { renderComparison } from '../../../src/output/report/comparison-formats.ts';
import { ranking } from '../../../src/output/report/comparison-report.ts';
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

  it('are last where their results are infinite, and NaN after these', () => {
    const report = comparisonReport();
    const { outcome } = report;
    const [loss] = outcome.losses;
    const results = [NaN, Infinity, 0.5].map((result, i) => ({ ...loss!.results[i]!, result }));
    const ranks = (smallerIsBetter: boolean, sign: number): unknown[] => {
      const signed = results.map((each) => ({ ...each, result: sign * each.result }));
      return ranking({ ...loss!, smallerIsBetter, results: signed }, report.models).map(
        ({ rank, model }) => [rank, model],
      );
    };
    const expected = [
      [1, 'third'],
      [2, 'new'],
      [3, 'old'],
    ];
    expect(ranks(true, 1)).toEqual(expected);
    expect(ranks(false, -1)).toEqual(expected);
  });

  it('have their numbers, intervals and verdicts whole on a terminal, whatever its width', () => {
    for (const tableWidth of [80, 40]) {
      const text = renderComparison(comparisonReport(), 'table', { ...PAGE, tableWidth });
      expect(text.match(/0\.25 to 0\.75 +undecided\n/g)).toHaveLength(12);
      expect(text.match(/compared with\n/g)).toHaveLength(6);
    }
  });

  it('are a table for each segment where one is wider than the terminal', () => {
    const report = { ...comparisonReport(), minSamples: 5 };
    const text = renderComparison(report, 'table', { ...PAGE, tableWidth: 72 });
    expect(text).toContain(`
By region: mae

  eu · 3 samples !
  rank  model  result  difference  95 % interval  verdict
     1  third     0.5        -0.5  0.25 to 0.75   undecided
`);
    expect(text).toContain('  (empty) · 3 samples !\n');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('are marked where samples are few, with what that means', () => {
    const few = { ...comparisonReport(), minSamples: 5 };
    const table = renderComparison(few, 'table', PAGE);
    expect(table).toContain('3 samples ! · smaller is better');
    expect(table).toContain('  eu             3 !     1  new      0.25');
    expect(table).toContain('! fewer than 5 samples: such a result says little.');
    const markdown = renderComparison(few, 'markdown', PAGE);
    expect(markdown).toContain('| eu | 3 (few) | 1 | new |');
    expect(JSON.parse(renderComparison(few, 'json', PAGE))).toMatchObject({
      losses: [{ few: true }, { few: true }],
      segments: [{ losses: [{ few: true }, { few: true }] }, {}],
    });
    expect(ranked('table')).not.toContain('!');
  });

  it('say which losses of segments have no interval, and why', () => {
    const report = comparisonReport();
    const { losses, divisions } = report.outcome;
    const [huber, mae] = losses;
    const without = mae!.differences.map(
      (compared) => compared && { ...compared, interval: { reason: 'there is one sample' } },
    );
    const segments = divisions[0]!.segments.map((segment) => ({
      ...segment,
      losses: [huber!, { ...mae!, differences: without }],
    }));
    const outcome = { ...report.outcome, divisions: [{ ...divisions[0]!, segments }] };
    expect(renderComparison({ ...report, outcome }, 'table', PAGE)).toContain(
      'segments without an interval of mae: there is one sample.',
    );
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

import { describe, expect, it } from 'vitest';
import { readLossSpec } from '../../../src/cli/options/loss-spec.ts';
import { LOSSES } from '../../../src/losses/index.ts';
import { COMPARISON_FORMATS } from '../../../src/output/formats.ts';
import { renderComparison } from '../../../src/output/report/comparison-formats.ts';
import { explainAsText } from '../../../src/output/explain/explain-text.ts';
import { REPORT_FORMATS } from '../../../src/output/formats.ts';
import { listAsText } from '../../../src/output/list/list.ts';
import { WORST_FORMATS } from '../../../src/output/formats.ts';
import { renderWorst } from '../../../src/output/report/worst-formats.ts';
import { comparisonReport, pairReport } from '../comparisons.ts';
import { LONG, PAGE, singleReport, SMALL, textOf } from '../results.ts';
import { checkOf, fullReport, resultOf } from '../sample-report.ts';

/** Narrow, so that sentences are wrapped and names are cut. */
const NARROW = { ...PAGE, width: 36, tableWidth: 36 };
const PAGES = [PAGE, NARROW];

function requireOnlyColours(render: (color: boolean) => string): void {
  expect(render(true).replace(/\u001b\[\d+m/g, '')).toBe(render(false));
}

describe('colours add nothing to the text', () => {
  const reports = {
    'a single result': singleReport({ ...LONG, skipped: 3 }),
    'a single result with all parts': { ...fullReport(), isSingle: true },
    'several losses': { ...fullReport(), checks: undefined },
    'several losses of short samples': singleReport(SMALL, { isSingle: false }),
    checks: fullReport({
      checks: [checkOf(), checkOf({ status: 'warned', few: true }), checkOf({ status: 'passed' })],
    }),
  };
  describe.each(Object.entries(reports))('of %s', (_, report) => {
    it.each(REPORT_FORMATS)('in %s', (format) => {
      for (const page of PAGES) {
        requireOnlyColours((color) => textOf(report, { ...page, format, color }));
      }
    });
  });

  it.each(COMPARISON_FORMATS)('of a comparison in %s', (format) => {
    for (const page of PAGES) {
      for (const report of [pairReport(), comparisonReport()]) {
        requireOnlyColours((color) => renderComparison(report, format, { ...page, color }));
      }
    }
  });

  it.each(WORST_FORMATS)('of the worst samples in %s', (format) => {
    const sample = { row: 1, true: [1], pred: [0.5], loss: 0.25, shown: ['x'] };
    const report = { input: 'a', result: resultOf(0.25), columns: ['id'], samples: [sample] };
    requireOnlyColours((color) => renderWorst(report, format, { ...PAGE, color }));
  });

  it('of the list and an explanation', () => {
    const { request } = readLossSpec('huber', {});
    for (const page of PAGES) {
      requireOnlyColours((color) => listAsText(LOSSES, { ...page, color }));
      requireOnlyColours((color) => explainAsText(request.definition, { ...page, color }));
    }
  });
});

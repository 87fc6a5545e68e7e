import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/messages/errors.ts';
import { cosineSimilarity } from '../../../src/losses/regression/cosine-similarity.ts';
import { REPORT_FORMATS, type ReportFormat } from '../../../src/output/formats.ts';
import { stepSummary } from '../../../src/output/ci/github.ts';
import { resolveRequest } from '../../../src/engine/request.ts';
import { elementsOf, parseXml } from '../../support/xml.ts';
import { factsOf, formatsWith } from '../format-facts.ts';
import { OBEYED, OBEYED_OR_HIDDEN } from '../hostile-texts.ts';
import { PAGE, textOf } from '../results.ts';
import { checkOf, HOSTILE, LONG, reportOf, resultOf } from '../sample-report.ts';

const render = (format: ReportFormat, ...[text, part]: Parameters<typeof reportOf>): string =>
  textOf(reportOf(text, part), { format });

describe('every format', () => {
  it.each(REPORT_FORMATS)('%s passes on no text that a terminal obeys', (format) => {
    const obeyed = factsOf(format).isSpreadsheet ? OBEYED : OBEYED_OR_HIDDEN;
    expect(render(format, HOSTILE)).not.toMatch(obeyed);
  });

  it.each(formatsWith('isForPeople'))('%s shortens what nobody reads', (format) => {
    expect(render(format, LONG).length).toBeLessThan(20_000);
  });

  it.each(formatsWith('namesAll'))('%s takes a name that objects have', (format) => {
    expect(render(format, '__proto__', { checks: [checkOf({ assertion: '__proto__' })] })).toMatch(
      format === 'markdown' ? /\\_\\_proto\\_\\_/ : /__proto__/,
    );
  });
});

describe('JUnit XML', () => {
  it('has a test case for each check', () => {
    const checks = [
      checkOf(),
      checkOf({ assertion: 'mse <= 1', status: 'passed' }),
      checkOf({ assertion: 'mse < 0.4', status: 'warned', message: 'a little above' }),
    ];
    const suites = parseXml(render('junit', 'preds.csv', { checks }));
    expect(suites.name).toBe('testsuites');
    const [suite] = elementsOf(suites, 'testsuite');
    expect(suite!.attributes).toMatchObject({ name: 'preds.csv', tests: '3', failures: '1' });
    expect(elementsOf(suite!, 'property').map(({ attributes }) => attributes)).toEqual([
      { name: 'mean-squared-error', value: '0.5' },
    ]);
    const [failed, passed, warned] = elementsOf(suite!, 'testcase');
    expect(failed!.attributes).toEqual({ classname: 'preds.csv', name: 'mse <= 0.3' });
    const message = '0.5 is above 0.3 by 0.2';
    expect(failed!.children).toMatchObject([
      { name: 'failure', attributes: { type: 'AssertionFailed', message }, text: message },
    ]);
    expect(passed!.children).toEqual([]);
    expect(warned!.children).toMatchObject([
      { name: 'system-out', text: 'warning: a little above' },
    ]);
  });

  it('is well-formed whatever the texts', () => {
    const [suite] = elementsOf(parseXml(render('junit', HOSTILE)), 'testsuite');
    expect(suite!.attributes['name']).toContain('<script>alert(1)</script>]]>&"\'\\x00');
    expect(suite!.attributes['name']).toContain('\\u{ffff}\\n\\x3a:error::');
  });
});

describe('NDJSON', () => {
  it('has a line for each loss, segment and check', () => {
    const lines = render('ndjson', HOSTILE).trimEnd().split('\n');
    const objects = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(objects).toMatchObject([
      { kind: 'loss', input: HOSTILE, loss: 'mean-squared-error', result: 0.5 },
      { kind: 'segment', by: [HOSTILE], values: [HOSTILE], samples: 3, few: true, result: 0.5 },
      { kind: 'check', assertion: HOSTILE, status: 'failed', value: 0.5, bound: 0.3 },
    ]);
  });
});

describe('JSON', () => {
  it('holds checks, histograms and calibration', () => {
    const bins = [{ low: -0, high: 1, count: 3 }];
    const histogram = { scale: 'linear' as const, bins, nonFinite: [{ value: NaN, count: 2 }] };
    const bin = { low: 0, high: 0.1, count: 0, meanPredicted: NaN, sharePositive: NaN };
    const calibration = { bins: [bin], outside: 3, expectedError: NaN };
    const [loss] = reportOf('a').losses;
    const losses = [{ ...loss!, histogram }, loss!];
    const text = render('json', 'a', { losses, calibration });
    expect(JSON.parse(text)).toMatchObject({
      checks: [{ assertion: 'a', status: 'failed' }],
      histograms: [{ scale: 'linear', bins: [[0, 1, 3]], nonFinite: { NaN: 2 } }, null],
      calibration: {
        expectedCalibrationError: null,
        outside: 3,
        bins: [{ low: 0, high: 0.1, count: 0, meanPredicted: null, sharePositive: null }],
      },
    });
  });
});

describe('annotations', () => {
  it('are workflow commands, a line each, errors first', () => {
    const checks = [
      checkOf({ status: 'warned', message: 'so so' }),
      checkOf({ assertion: 'mse[a=b,c] <= 1', message: '100% wrong\n::error::x' }),
      checkOf({ status: 'passed' }),
    ];
    expect(render('github', 'a', { checks })).toBe(
      '::error title=losscalc%3A mse[a=b%2Cc] <= 1::100%25 wrong\\n\\x3a:error::x\n' +
        '::warning title=losscalc%3A mse <= 0.3::so so\n',
    );
  });
});

describe('the summary of a step', () => {
  it('leaves out segments where they are more than GitHub takes', () => {
    const segment = { values: ['y'.repeat(100)], results: [resultOf(1)] };
    const segments = Array.from({ length: 9_000 }, () => segment);
    const summary = stepSummary(reportOf('a', { divisions: [{ columns: ['b'], segments }] }), PAGE);
    expect(summary).toContain('too many to be listed');
    expect(summary.length).toBeLessThan(2000);
  });
});

describe('the summary of a step with more checks than GitHub takes', () => {
  it('ends after a whole line, and says so', () => {
    const checks = Array.from({ length: 9_000 }, () => checkOf({ message: 'ü'.repeat(100) }));
    const summary = stepSummary(reportOf('a', { checks }), PAGE);
    const size = Buffer.byteLength(summary);
    expect(size).toBeLessThanOrEqual(2 ** 20);
    expect(size).toBeGreaterThan(2 ** 20 - 500);
    expect(summary).toContain('**9,000 of 9,000 checks failed**');
    expect(summary).toMatch(/ü\n\nThe checks are too many to be listed here\.\n$/);
  });
});

describe('the JSON of github-action-benchmark', () => {
  it('has an entry for each result', () => {
    expect(JSON.parse(render('benchmark', 'a'))).toEqual([
      { name: 'mean-squared-error', unit: 'loss', value: 0.5, extra: '3 samples' },
      { name: 'mean-squared-error[a=a]', unit: 'loss', value: 0.5, extra: '3 samples' },
    ]);
  });

  it('refuses a loss of which more is better', () => {
    const request = resolveRequest(cosineSimilarity, { compat: 'optax' });
    const losses = [{ request, result: { ...resultOf(0.5), loss: 'cosine-similarity' } }];
    expect(() => render('benchmark', 'x', { losses })).toThrow(
      'expected losses of which less is better, found cosine-similarity',
    );
  });

  it('refuses what a chart cannot show', () => {
    const segments = [{ values: ['b'], results: [resultOf(NaN)] }];
    const divisions = [{ columns: ['a'], segments }];
    expect(() => render('benchmark', 'x', { divisions })).toThrow(UserError);
    expect(() => render('benchmark', 'x', { divisions })).toThrow(
      'expected a finite result of mean-squared-error[a=b], found NaN',
    );
  });
});

describe('the page', () => {
  it('escapes every text and asks for nothing from elsewhere', () => {
    const page = render('html', HOSTILE);
    expect(page).not.toMatch(/<script|<img|<link|https?:|url\(|@import/);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;]]&gt;&amp;&quot;&#39;\\x00');
    expect(page.match(/&lt;script&gt;/g)!.length).toBeGreaterThanOrEqual(8);
  });

  it('shows all parts', () => {
    const bins = [{ low: 0, high: 1, count: 1234 }];
    const histogram = { scale: 'linear' as const, bins, nonFinite: [] };
    const losses = [{ ...reportOf('').losses[0]!, histogram }];
    const bin = { low: 0, high: 0.1, count: 5, meanPredicted: 0.0512, sharePositive: 0.2 };
    const calibration = { bins: [bin], outside: 0, expectedError: 0.1488 };
    const page = render('html', 'preds.csv', { losses, calibration });
    const headings = [...page.matchAll(/<h2>(.*)<\/h2>/g)].map(([, heading]) => heading);
    expect(headings).toEqual([
      ...['Checks', 'Losses', 'By preds.csv', 'Losses of samples', 'Calibration'],
      'Worst samples',
    ]);
    expect(page).toContain('1,234');
    expect(page).toContain('expected calibration error 0.149');
    expect(page).toContain('3 (few)');
    expect(page).toMatch(/<circle class="point" cx="[\d.]+" cy="[\d.]+"/);
  });

  it('is markup whose elements all end', () => {
    const page = render('html', HOSTILE)
      .replace('<!doctype html>', '')
      .replace(/<meta ([^>]*)>/g, '<meta $1/>');
    expect(parseXml(page).name).toBe('html');
  });
});

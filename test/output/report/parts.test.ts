import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { huber } from '../../../src/losses/regression/huber.ts';
import { resolveRequest } from '../../../src/engine/request.ts';
import type { Result } from '../../../src/engine/result.ts';
import { REPORT_FORMATS } from '../../../src/output/formats.ts';
import { type Report } from '../../../src/output/report/formats.ts';
import { singleReport, SMALL, textOf } from '../results.ts';
import { fullReport, INTERVAL, reportOf, resultOf } from '../sample-report.ts';

const single = (part: Partial<Report> = {}): Report => fullReport({ isSingle: true, ...part });

describe('very many segments', () => {
  const segments = Array.from({ length: 10_003 }, (_, i) => ({
    values: [`user ${i}`],
    results: [resultOf(i)],
  }));
  const report = singleReport(resultOf(0.5), { divisions: [{ columns: ['user'], segments }] });

  it.each(['table', 'markdown'] as const)('are more than %s shows', (format) => {
    const text = textOf(report, { format });
    expect(text).toContain('user 9999');
    expect(text).not.toContain('user 10000');
    expect(text).toContain('and 3 segments more, which the formats csv, json and ndjson have');
  });

  it('are all in what programs read', () => {
    const { segments: inJson } = JSON.parse(textOf(report, { format: 'json' })) as {
      segments: { values: string[]; results: number[] }[];
    };
    expect(inJson.map(({ values, results }) => [...values, ...results])).toEqual(
      segments.map(({ values }, i) => [...values, i]),
    );
    const lines = textOf(report, { format: 'ndjson' }).trimEnd().split('\n').slice(1);
    expect(lines.map((line) => (JSON.parse(line) as { values: string[] }).values)).toEqual(
      segments.map(({ values }) => values),
    );
    const rows: string[][] = parse(textOf(report, { format: 'csv' }));
    expect(rows.slice(2).map((row) => row[1])).toEqual(segments.map(({ values: [name] }) => name));
  });
});

describe('a single loss with all parts', () => {
  it.each(['table', 'markdown', 'html'] as const)('shows each of them in %s', (format) => {
    const text = textOf(single(), { format });
    for (const part of [
      '95 % interval',
      '0.25 to 0.75',
      'region',
      '1,234',
      'expected calibration error 0.149',
      'segments without an interval: there is one sample',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('has the check of its gate on a page', () => {
    expect(textOf(single(), { format: 'html' })).toContain('✗ FAIL</span> mse &lt;= 0.3');
  });

  it('has its interval below the result', () => {
    expect(textOf(single())).toContain('\n  mean           0.5\n  95 % interval  0.25 to 0.75\n');
  });

  it('adds fields to the object of JSON', () => {
    expect(JSON.parse(textOf(single(), { format: 'json' }))).toMatchObject({
      loss: 'mean-squared-error',
      result: 0.5,
      interval: { low: 0.25, high: 0.75, level: 0.95, units: 'samples' },
      segments: [
        { by: ['region'], values: ['eu'], results: [0.5], intervals: [{ low: 0.25 }] },
        { values: ['us'], intervals: [{ reason: 'there is one sample' }] },
      ],
      histogram: { bins: [[0, 1, 1234]] },
      calibration: { bins: [{ count: 5 }] },
    });
  });

  it('has lines of NDJSON after that of the loss', () => {
    const lines = textOf(single(), { format: 'ndjson' }).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { loss: 'mean-squared-error', interval: { low: 0.25 }, histogram: {}, calibration: {} },
      { kind: 'segment', values: ['eu'], interval: { low: 0.25 } },
      { kind: 'segment', values: ['us'], interval: { reason: 'there is one sample' } },
      { kind: 'check', status: 'failed' },
    ]);
  });

  it('has its segments in CSV, not its samples', () => {
    const report = single({ checks: undefined });
    const losses = report.losses.map((loss) => ({
      ...loss,
      result: { ...loss.result, perSample: SMALL.perSample },
    }));
    expect(parse(textOf({ ...report, losses }, { format: 'csv' }))).toEqual([
      ['by', 'segment', 'loss', 'compat', 'reduction', 'samples', 'result', 'low', 'high'],
      ['', '', 'mean-squared-error', 'tf-keras', 'mean', '3', '0.5', '0.25', '0.75'],
      ['region', 'eu', 'mean-squared-error', 'tf-keras', 'mean', '3', '0.5', '0.25', '0.75'],
      ['region', 'us', 'mean-squared-error', 'tf-keras', 'mean', '3', '0.5', '', ''],
    ]);
  });

  it.each(REPORT_FORMATS)('is printed in %s', (format) => {
    expect(textOf(single(), { format })).toMatch(/\n$/);
  });
});

describe('segments with intervals', () => {
  it('are one table where that is narrow enough', () => {
    expect(textOf(fullReport({ checks: undefined }))).toContain(
      '  region  samples    mean-squared-error  95 % interval\n' +
        '  eu            3 !                 0.5  0.25 to 0.75\n' +
        '  us            3 !                 0.5  -\n',
    );
  });

  it('are a table for each loss where it is not', () => {
    const { losses, divisions } = fullReport();
    const twice = divisions.map(({ columns, segments }) => ({
      columns,
      segments: segments.map(({ values }) => ({
        values,
        results: [resultOf(0.5), { ...resultOf(1), loss: 'huber' }],
        intervals: [INTERVAL, INTERVAL],
      })),
    }));
    const second = { ...losses[0]!, result: { ...resultOf(1), loss: 'huber' } };
    const report = fullReport({
      losses: [losses[0]!, second],
      divisions: twice,
      checks: undefined,
    });
    const text = textOf(report, { width: 60 });
    expect(text).toContain('  region  samples    mean-squared-error  95 % interval\n');
    expect(text).toContain('  region  samples    huber  95 % interval\n');
    expect(textOf(report)).toContain('mean-squared-error  95 % interval  huber  95 % interval\n');
  });
});

describe('single samples of several losses', () => {
  const other: Result = {
    ...SMALL,
    loss: 'mse',
    dtype: 'float32',
    perSample: { shape: [3], values: Float64Array.of(1, NaN, Math.fround(0.1)) },
    gradient: { shape: [3, 2], values: Float64Array.of(1, 2, 3, 4, 5, 6) },
  };
  const whole: Result = { ...SMALL, loss: 'dice', perSample: undefined, digest: undefined };
  const request = resolveRequest(huber, {});
  const report = singleReport(SMALL, {
    isSingle: false,
    losses: [SMALL, other, whole].map((result) => ({ request, result })),
  });

  it('are rows of CSV with a column for each loss', () => {
    expect(textOf(report, { format: 'csv' })).toBe(`\
sample,huber,mse,gradient of mse_0,gradient of mse_1
1,0.125,1,1,2
2,0.5,NaN,3,4
3,0.3333333333333333,0.1,5,6
`);
  });

  it('are lines of NDJSON with the losses by name', () => {
    const [first, second] = textOf(report, { format: 'ndjson' }).split('\n');
    expect(JSON.parse(first!)).toEqual({
      kind: 'sample',
      sample: 1,
      losses: { huber: 0.125, mse: 1 },
      gradient: { mse: [1, 2] },
    });
    expect(second).toContain('"mse":"NaN"');
  });

  it('are fields of each loss in JSON', () => {
    expect(JSON.parse(textOf(report, { format: 'json' }))).toMatchObject({
      losses: [
        { loss: 'huber', perSample: [0.125, 0.5, 1 / 3] },
        {
          loss: 'mse',
          perSample: [1, 'NaN', 0.1],
          gradient: [
            [1, 2],
            [3, 4],
            [5, 6],
          ],
        },
        { loss: 'dice' },
      ],
    });
  });

  it.each(['table', 'markdown', 'html'] as const)('are the digest of each in %s', (format) => {
    const text = textOf(report, { format });
    expect(text.match(/1\.23457e\+8/g)).toHaveLength(2);
    expect(textOf(report, { format, perSample: false })).not.toContain('1.23457e+8');
  });

  it('are refused side by side where they are not as many', () => {
    const short = { ...other, perSample: { shape: [1], values: Float64Array.of(1) } };
    const losses = [SMALL, short].map((result) => ({ request, result }));
    expect(() => textOf({ ...report, losses }, { format: 'csv' })).toThrow('found 3 and 1');
  });

  it('are left to the results where only values are printed', () => {
    const losses = [SMALL, { ...whole, result: 2 }].map((result) => ({ request, result }));
    expect(textOf({ ...report, losses }, { format: 'value' })).toBe('0.30000000000000004\n2\n');
    const unreduced = [SMALL, { ...whole, result: null }].map((result) => ({ request, result }));
    expect(() => textOf({ ...report, losses: unreduced }, { format: 'value' })).toThrow(
      'found the losses of samples of dice',
    );
  });
});

describe('names in a table', () => {
  const long = ['one', 'two'].map(
    (name) => `${'a-long-name-'.repeat(5)}${name}${'-more'.repeat(5)}`,
  );
  const report = reportOf('region', {
    checks: undefined,
    divisions: [
      {
        columns: ['region'],
        segments: long.map((name) => ({ values: [name], results: [resultOf(0.5)] })),
      },
    ],
  });

  it('are whole in a pipe', () => {
    for (const name of long) expect(textOf(report)).toContain(name);
  });

  it('are cut on a terminal, and stay different', () => {
    const lines = textOf(report, { tableWidth: 60 }).split('\n');
    const shown = lines.filter((line) => line.includes('3 !'));
    expect(new Set(shown).size).toBe(2);
    for (const line of shown) expect(line.length).toBeLessThanOrEqual(60);
  });
});

describe('weights', () => {
  it('are named where they were used', () => {
    const weighted = { ...SMALL, weightedBy: 'w\u001b' };
    expect(textOf(singleReport(weighted))).toContain('mean over 3 samples, weighted by w\\x1b');
    expect(textOf(singleReport(weighted, { isSingle: false }))).toContain(
      '3 samples · weighted by w\\x1b',
    );
    expect(textOf(singleReport({ ...weighted, denominator: 2 }))).toContain(
      'mean over 3 samples, weighted by w\\x1b, divided by 2',
    );
  });
});

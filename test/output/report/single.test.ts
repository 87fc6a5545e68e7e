import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/messages/errors.ts';
import type { Result } from '../../../src/engine/result.ts';
import { REPORT_FORMATS } from '../../../src/output/formats.ts';
import { formatsWith } from '../format-facts.ts';
import { PAGE, renderReport, renderText, singleReport, SMALL, textOf } from '../results.ts';
import { checkOf } from '../sample-report.ts';

const unreduced: Result = { ...SMALL, reduction: 'none', denominator: null, result: null };

describe('value', () => {
  it('is the result alone', () => {
    expect(renderText(SMALL, { format: 'value' })).toBe('0.30000000000000004\n');
    expect(renderText(SMALL, { format: 'value', precision: 3 })).toBe('0.3\n');
    expect(renderText({ ...SMALL, result: NaN }, { format: 'value' })).toBe('NaN\n');
  });

  it('is a line a sample without a reduction', () => {
    expect(renderText(unreduced, { format: 'value' })).toBe('0.125\n0.5\n0.3333333333333333\n');
  });

  it('is an error where there is no value', () => {
    expect(() => renderText({ ...unreduced, perSample: undefined }, { format: 'value' })).toThrow(
      UserError,
    );
  });
});

describe('render', () => {
  it.each(REPORT_FORMATS)('ends %s with exactly one newline', (format) => {
    const report = singleReport(SMALL, { checks: [checkOf()] });
    expect(textOf(report, { format })).toMatch(/[^\n]\n$/);
  });

  it.each(formatsWith('showsAllSamples'))('gives %s of any length in chunks', (format) => {
    const samples = 200_000;
    const values = Float64Array.from({ length: samples }, (_, i) => i / 7);
    const result: Result = {
      ...SMALL,
      shape: [samples],
      samples,
      perSample: { shape: [samples], values },
      gradient: { shape: [samples], values },
    };
    const chunks = renderReport(singleReport(result), format, PAGE);
    const lengths = Array.from(chunks, (chunk) => chunk.length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(2 * 65536);
    // The end of the samples and what follows them may be short.
    expect(Math.min(...lengths.slice(0, -2))).toBeGreaterThan(60000);
  });

  it('makes text only as it is read', () => {
    const values = new Proxy(new Float64Array(200_000), {
      get: (array, key) => {
        if (key === '199999') throw new Error('read to the end');
        const value: unknown = Reflect.get(array, key, array);
        return value;
      },
    });
    const result = { ...SMALL, samples: 200_000, perSample: { shape: [200_000], values } };
    const chunks = renderReport(singleReport(result), 'csv', PAGE)[Symbol.iterator]();
    expect(Buffer.from(chunks.next().value as Uint8Array).toString()).toMatch(
      /^sample,loss\n1,0\n/,
    );
    expect(() => {
      while (chunks.next().done !== true);
    }).toThrow('read to the end');
  });
});

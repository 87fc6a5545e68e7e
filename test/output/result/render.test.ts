import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/messages/errors.ts';
import { OUTPUT_FORMATS, render } from '../../../src/output/result/index.ts';
import type { Result } from '../../../src/engine/result.ts';
import { renderText, SMALL } from './results.ts';

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
  it.each(OUTPUT_FORMATS)('ends %s with exactly one newline', (format) => {
    expect(renderText(SMALL, { format })).toMatch(/[^\n]\n$/);
  });

  it.each(['json', 'ndjson', 'csv'] as const)('gives %s of any length in chunks', (format) => {
    const samples = 200_000;
    const values = Float64Array.from({ length: samples }, (_, i) => i / 7);
    const result: Result = {
      ...SMALL,
      shape: [samples],
      samples,
      perSample: { shape: [samples], values },
      gradient: { shape: [samples], values },
    };
    const options = { format, perSample: true, width: 80, color: false, title: '', api: '' };
    const lengths = Array.from(render(result, options), (chunk) => chunk.length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(65536);
    expect(Math.min(...lengths.slice(0, -1))).toBeGreaterThan(60000);
  });

  it('makes text only as it is read', () => {
    const values = new Proxy(new Float64Array(200_000), {
      get: (array, key) => {
        if (key === '199999') throw new Error('read to the end');
        const value: unknown = Reflect.get(array, key, array);
        return value;
      },
    });
    const chunks = render(
      { ...SMALL, samples: 200_000, perSample: { shape: [200_000], values } },
      { format: 'csv', perSample: true, width: 80, color: false, title: '', api: '' },
    )[Symbol.iterator]();
    expect(Buffer.from(chunks.next().value as Uint8Array).toString()).toMatch(
      /^sample,loss\n1,0\n/,
    );
    expect(() => {
      while (chunks.next().done !== true);
    }).toThrow('read to the end');
  });
});

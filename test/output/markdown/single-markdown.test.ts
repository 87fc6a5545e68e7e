import { describe, expect, it } from 'vitest';
import type { Result } from '../../../src/engine/result.ts';
import { LONG, renderText, SMALL } from '../results.ts';

const markdown = (result: Result, options = {}): string =>
  renderText(result, { format: 'markdown', ...options });

describe('Markdown', () => {
  it('shows the facts and the samples', () => {
    const values = Float64Array.of(1, 2, 3, NaN, -1e-9, 1 / 3);
    expect(markdown({ ...SMALL, skipped: 1, clipped: 2000, gradient: { shape: [3, 2], values } }))
      .toBe(`\
**Huber loss**

| loss | huber |
| --- | --- |
| convention | tf-keras (tf.keras.losses.Huber) |
| dtype | float64 |
| parameters | delta 1 |
| shape | 3x2 |
| reduction | mean over 3 samples |
| rows skipped | 1 |
| values clipped | 2,000 |
| result | **0.30000000000000004** |

| row | true | pred | loss | gradient |
| ---: | ---: | ---: | ---: | ---: |
| 1 | 0.5 1 | 0.4 -1.25 | 0.125 | 1 2 |
| 2 | 0 10 | 1e-9 2 | 0.5 | 3 NaN |
| 3 | 1 2 | 0.666667 1.23457e+8 | 0.333333 | -1e-9 0.333333 |
`);
  });

  it('shows the first, the last and the worst samples of a long result', () => {
    const text = markdown(LONG);
    expect(text.slice(text.indexOf('| row'))).toBe(`\
| row | true | pred | loss |
| ---: | ---: | ---: | ---: |
| 1 | 0 | 0.25 | 0.0625 |
| 2 | 1 | 0.5 | 0.25 |
| … 999,996 more … |  |  |  |
| 999999 | 1 | 0.75 | 0.0625 |
| 1000000 | 0 | 0.125 | 0.015625 |

**Highest losses**

| row | true | pred | loss |
| ---: | ---: | ---: | ---: |
| 1234 | 1 | -12.5 | 182.25 |
| 77 | 0 | 3 | 9 |
`);
  });

  it('leaves out the middle of long vectors', () => {
    const pred = Array.from({ length: 10 }, (_, i) => i);
    const head = [{ row: 1, true: [3], pred, loss: 1 }];
    const text = markdown({ ...SMALL, digest: { head, tail: [], worst: [] } });
    expect(text).toContain('| 1 | 3 | 0 1 2 3 … 6 7 8 9 | 1 |\n');
  });

  it('shows the facts alone where no samples are asked for', () => {
    const none: Result = {
      ...SMALL,
      params: {},
      reduction: 'none',
      denominator: null,
      result: null,
    };
    expect(markdown(none, { perSample: false })).toBe(`\
**Huber loss**

| loss | huber |
| --- | --- |
| convention | tf-keras (tf.keras.losses.Huber) |
| dtype | float64 |
| shape | 3x2 |
| reduction | no reduction |
`);
  });

  it('escapes what Markdown would read', () => {
    const text = markdown({ ...SMALL, loss: 'a|b_c*d`e\\f' }, { perSample: false });
    expect(text).toContain('| loss | a\\|b\\_c\\*d\\`e\\\\f |\n');
  });
});

import { describe, expect, test } from 'vitest';
import { findLoss } from '../../src/losses/names.ts';
import { chartOf, type ChartOptions } from '../../src/plot/chart.ts';
import { drawTerminal } from '../../src/plot/terminal.ts';
import { displayWidth } from '../../src/output/layout/text.ts';

function draw(loss: string, options: ChartOptions, width: number, color = false): string {
  return drawTerminal(chartOf(findLoss(loss)!, options), { width, color });
}

const CASES: readonly [name: string, loss: string, options: ChartOptions, width: number][] = [
  ['one-curve', 'mse', {}, 60],
  ['derivative', 'bce', { gradient: true, compat: ['keras'] }, 60],
  ['several', 'huber', { params: { delta: [0.5, 1, 2] } }, 60],
  ['same', 'bce', { compat: ['keras', 'torch', 'exact'] }, 80],
  ['narrow', 'cce', { params: { labelSmoothing: [0, 0.1] } }, 40],
];

test.each(CASES)('draws %s', async (name, loss, options, width) => {
  await expect(draw(loss, options, width)).toMatchFileSnapshot(`expected/${name}.txt`);
});

describe('a drawing', () => {
  test.each([40, 53, 80, 100])('fits %i columns and 24 lines', (columns) => {
    for (const [, loss, options] of CASES) {
      const lines = draw(loss, options, columns).split('\n');
      expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(columns);
      expect(lines.length).toBeLessThanOrEqual(25);
      expect(lines.filter((line) => line.endsWith(' '))).toEqual([]);
    }
  });

  test('is never narrower than 40 columns nor wider than 100', () => {
    expect(draw('mse', {}, 10)).toBe(draw('mse', {}, 40));
    expect(draw('mse', {}, 300)).toBe(draw('mse', {}, 100));
  });

  test('has the same text in colour, with one for each curve', () => {
    const options = { params: { delta: [0.5, 1] }, gradient: true };
    const colored = draw('huber', options, 60, true);
    expect(colored.replaceAll(/\u001b\[\d+m/g, '')).toBe(draw('huber', options, 60));
    expect(colored).toMatch(/^\u001b\[1mHuber loss\u001b\[22m · tf-keras\n/);
    expect(colored).toContain('\u001b[36m●\u001b[39m delta 0.5 · \u001b[33m■\u001b[39m delta 1');
  });

  test('shows the marker of every line, also where one lies on another', () => {
    const drawn = draw('bce', { compat: ['keras', 'torch', 'exact'], gradient: true }, 80);
    for (const marker of '●■▲◆▼★○□△◇▽☆') {
      expect(drawn.split(marker).length - 1).toBeGreaterThan(1);
    }
  });
});

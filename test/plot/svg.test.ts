import { describe, expect, test } from 'vitest';
import { findLoss } from '../../src/losses/names.ts';
import { chartOf, type ChartOptions } from '../../src/plot/chart.ts';
import { drawSvg } from '../../src/plot/svg.ts';
import { lossOf } from './definitions.ts';

function draw(loss: string, options: ChartOptions = {}): string {
  return drawSvg(chartOf(findLoss(loss)!, options));
}

/** The start tags of a kind of element. */
function tags(svg: string, name: string): string[] {
  return svg.match(new RegExp(`<${name}\\b[^>]*>`, 'g')) ?? [];
}

/** The lines of the legend. */
function swatches(svg: string): string[] {
  return tags(svg, 'line').filter((tag) => tag.includes('class="curve '));
}

/** The texts of the elements that match, without those inside. */
function texts(svg: string, pattern: string): string[] {
  return [...svg.matchAll(new RegExp(`<${pattern}[^>]*>([^<]*)</`, 'g'))].map(([, text]) => text!);
}

/** The curves' paths: numbers of the points by piece. */
function pieces(svg: string): number[][] {
  return tags(svg, 'path').map((path) =>
    / d="([^"]*)"/
      .exec(path)![1]!
      .split('M')
      .slice(1)
      .map((piece) => piece.split('L').length),
  );
}

/** Throws where an element is not closed, or text or an attribute is not escaped. */
function requireWellFormed(svg: string): void {
  const open: string[] = [];
  const token = /<(\/?)([a-z]+)((?: [\w:-]+="[^"<&]*")*)(\/?)>|([^<]+)|(<)/g;
  for (const [, close, name, , empty, text, stray] of svg.matchAll(token)) {
    if (stray) throw new Error('a tag that is none');
    if (text && /&(?!amp;|lt;|gt;|quot;)/.test(text)) throw new Error(`not escaped: ${text}`);
    if (!name || empty) continue;
    if (!close) open.push(name);
    else if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join()}`);
}

test.each([
  ['mse', {}],
  ['huber', { params: { delta: [0.5, 1, 2] }, gradient: true }],
  ['bce', { compat: ['tf-keras', 'keras', 'torch', 'exact'], gradient: true }],
  ['cce', { params: { fromLogits: [true] } }],
] as const)('%s %o is well-formed', (loss, options) => {
  const svg = draw(loss, options);
  requireWellFormed(svg);
  expect(svg).not.toContain('NaN');
  expect(svg).not.toContain('undefined');
  expect(tags(svg, 'script')).toEqual([]);
});

test('is named and described for those who do not see it', () => {
  const svg = draw('huber', { params: { delta: [0.5, 1] }, gradient: true });
  expect(tags(svg, 'svg')[0]).toContain('role="img"');
  expect(texts(svg, 'title')).toEqual(['Huber loss']);
  expect(texts(svg, 'desc')).toEqual([
    'Huber loss (tf-keras) against the error p - y from -3 to 3, with derivatives: delta 0.5; delta 1',
  ]);
});

test('has titles and ticks on its axes', () => {
  const svg = draw('huber');
  expect(texts(svg, 'text class="quiet tick"')).toEqual([
    ...['−3', '−2', '−1', '0', '1', '2', '3'],
    ...['0', '0.5', '1', '1.5', '2', '2.5'],
  ]);
  expect(svg).toContain('text-anchor="middle">error p - y</text>');
  expect(svg).toContain('text-anchor="middle">loss</text>');
});

describe('the legend', () => {
  test('names every curve and the derivative', () => {
    const svg = draw('bce', { gradient: true });
    expect(swatches(svg).map((tag) => /"(.*?)"/.exec(tag)![1])).toEqual([
      'curve curve-1',
      'curve curve-2',
      'curve derivative any',
    ]);
    for (const label of ['y = 0', 'y = 1', 'derivative']) expect(svg).toContain(`>${label}</text>`);
  });

  test('is left out for a single curve', () => {
    expect(swatches(draw('mse'))).toEqual([]);
  });

  test('breaks into lines that fit', () => {
    const svg = draw('bce', { compat: ['tf-keras', 'keras', 'torch', 'exact'] });
    const lines = swatches(svg);
    expect(lines).toHaveLength(8);
    expect(new Set(lines.map((tag) => / y1="(.*?)"/.exec(tag)![1])).size).toBe(2);
    for (const tag of lines) expect(Number(/ x2="(.*?)"/.exec(tag)![1])).toBeLessThan(620);
  });
});

describe('curves', () => {
  test('are one piece where nothing is missing', () => {
    expect(pieces(draw('mse'))).toEqual([[481]]);
  });

  test('have gaps where a value is infinite or undefined', () => {
    const reciprocal = drawSvg(chartOf(lossOf('mean(p == 0 ? inf : y + abs(p))')));
    expect(pieces(reciprocal)).toEqual([[240, 240]]);
    const outside = drawSvg(chartOf(findLoss('bce')!, { compat: ['exact'], range: [-1, 1] }));
    expect(pieces(outside)[0]).toEqual([240]);
  });

  test('that lie on each other take turns', () => {
    const svg = draw('bce', { compat: ['keras', 'exact'] });
    const [keras, , exact] = tags(svg, 'path').map((path) =>
      [...path.matchAll(/M([\d.]+),/g)].map(([, x]) => Number(x)),
    );
    expect(keras).toHaveLength(20);
    keras!.forEach((x, i) => {
      expect(exact![i]).toBeGreaterThan(x);
      expect(exact![i]).toBeLessThan(keras![i + 1] ?? Infinity);
    });
    expect(pieces(draw('huber', { params: { delta: [0.5, 2] } }))).toEqual([[481], [481]]);
  });

  test('have derivatives of the same colour, dashed by the style sheet', () => {
    const svg = draw('huber', { params: { delta: [0.5, 2] }, gradient: true });
    expect(tags(svg, 'path').map((tag) => /class="(.*?)"/.exec(tag)![1])).toEqual([
      'curve derivative curve-1',
      'curve derivative curve-2',
      'curve curve-1',
      'curve curve-2',
    ]);
    expect(svg).toMatch(/\.derivative \{[^}]*stroke-dasharray/);
  });
});

test('follows the theme of its reader', () => {
  const svg = draw('mse');
  const [light, dark] = svg.split('@media (prefers-color-scheme: dark)');
  expect(light).toContain('.background { fill: #ffffff }');
  expect(dark).toContain('.background { fill: #0d1117 }');
});

test('has the size that was asked for', () => {
  const svg = drawSvg(chartOf(findLoss('mse')!), { width: 480, height: 300 });
  expect(tags(svg, 'svg')[0]).toContain('width="480" height="300" viewBox="0 0 480 300"');
});

test('escapes what a loss is called', () => {
  const svg = drawSvg(chartOf(lossOf('mean(abs(p - y))')));
  requireWellFormed(svg);
  expect(texts(svg, 'title')).toEqual(['Test &lt;loss&gt;']);
});

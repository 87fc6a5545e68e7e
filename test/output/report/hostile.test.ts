import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { readLossSpec } from '../../../src/cli/options/loss-spec.ts';
import { renderComparison } from '../../../src/output/report/comparison-formats.ts';
import type { ReportFormat } from '../../../src/output/formats.ts';
import type { ReportOptions } from '../../../src/output/report/formats.ts';
import { renderWorst } from '../../../src/output/report/worst-formats.ts';
import { ModelComparison } from '../../../src/suite/comparison.ts';
import { Suite } from '../../../src/suite/suite.ts';
import type { Block } from '../../../src/tensor/block.ts';
import { textOf } from '../results.ts';
import { HOSTILE_TEXTS, OBEYED, OBEYED_OR_HIDDEN } from '../hostile-texts.ts';
import { ALL_ROWS } from '../../../src/tensor/rows-read.ts';

const PLAIN: ReportOptions = { width: 100, tableWidth: 100, color: false };
const TENSORS = new Map(['true', 'pred', 'other'].map((label) => [label, { label, axes: [] }]));
const { request } = readLossSpec('mse', {});
const quiet = { warn: () => undefined };

/** A row of the text and another. */
function blockOf(text: string): Block {
  return {
    rows: 2,
    inputs: {
      true: Float64Array.of(0, 1),
      pred: Float64Array.of(0.5, 0.75),
      other: Float64Array.of(0.25, 0.5),
    },
    texts: {
      'text:key': { codes: Float64Array.of(1, 0), textOf: (code) => ['usual', text][code]! },
    },
    firstRow: 1,
  };
}

const HOSTILE = Object.entries(HOSTILE_TEXTS);

/** The cells of every line of a table of Markdown. */
function cellsOf(markdown: string): string[][] {
  const lines = markdown.split('\n').filter((line) => line.startsWith('|'));
  return lines.map((line) => line.split(/(?<!\\)\|/).slice(1, -1));
}

/** The tags and the markup that a text leaves to be read as such. */
function markupOf(markdown: string): string[] {
  return markdown.match(/(?<!\\)[<>`[\]$~]/g) ?? [];
}

describe.each(HOSTILE)('the worst samples with %s', (_, text) => {
  const suite = new Suite([request], new Map([...TENSORS].slice(0, 2)), {
    ...quiet,
    worst: 2,
    kept: ['text:key'],
  });
  suite.push(blockOf(text));
  const { result, worst } = suite.finish(ALL_ROWS).losses[0]!;
  const samples = worst!.map(({ texts, ...sample }) => ({
    ...sample,
    shown: [texts!['text:key']!],
  }));
  const report = { input: text, result, columns: [text], samples };
  const rendered = (format: Parameters<typeof renderWorst>[1]) =>
    renderWorst(report, format, PLAIN);

  it('are lines of a table that fit a terminal', () => {
    const table = rendered('table');
    expect(table).not.toMatch(OBEYED_OR_HIDDEN);
    const lines = table.trimEnd().split('\n');
    // Of the header and two samples.
    expect(lines.slice(lines.lastIndexOf('') + 1)).toHaveLength(3);
    for (const line of lines.slice(1)) expect(line.length).toBeLessThanOrEqual(PLAIN.width);
  });

  it('are JSON', () => {
    const json = rendered('json');
    expect(json).not.toMatch(OBEYED_OR_HIDDEN);
    const parsed = JSON.parse(json) as { input: string; worst: { columns: object }[] };
    expect(parsed.input).toBe(text);
    expect(Object.entries(parsed.worst[0]!.columns)).toEqual([[text, text]]);
    expect(Object.prototype).not.toHaveProperty('usual');
  });

  it('are CSV', () => {
    const csv = rendered('csv');
    expect(csv).not.toMatch(OBEYED);
    const rows = parse(csv, { columns: false });
    expect(rows.map((row) => row.length)).toEqual([5, 5, 5]);
    for (const row of rows) expect(row[1]).not.toMatch(/^[=+@\-\t\r]/);
    expect(rows.map(([row]) => row)).toEqual(['row', '1', '2']);
  });

  it('are a table of Markdown', () => {
    const markdown = rendered('markdown');
    expect(markdown).not.toMatch(OBEYED_OR_HIDDEN);
    expect(cellsOf(markdown).map((cells) => cells.length)).toEqual([5, 5, 5, 5]);
    expect(markupOf(markdown)).toEqual([]);
    expect(markdown.length).toBeLessThan(3000);
  });
});

describe.each(HOSTILE)('a comparison of predictions called %s', (_, text) => {
  const comparison = new ModelComparison([request], TENSORS, {
    models: ['pred', 'other'],
    ...quiet,
    interval: { level: 0.9, seed: 0, replicates: 100 },
  });
  comparison.push(blockOf(text));
  const report = {
    input: text,
    models: [text, text],
    outcome: comparison.finish(ALL_ROWS),
    minSamples: 30,
  };
  const rendered = (format: Parameters<typeof renderComparison>[1]) =>
    renderComparison(report, format, PLAIN);

  it('is lines that fit a terminal', () => {
    const table = rendered('table');
    expect(table).not.toMatch(OBEYED_OR_HIDDEN);
    for (const line of table.split('\n').slice(1)) {
      expect(line.length).toBeLessThanOrEqual(PLAIN.width);
    }
  });

  it('is JSON', () => {
    expect(rendered('json')).not.toMatch(OBEYED_OR_HIDDEN);
    expect(JSON.parse(rendered('json'))).toMatchObject({ input: text, pred: { source: text } });
  });

  it('is a table of Markdown', () => {
    const markdown = rendered('markdown');
    expect(markdown).not.toMatch(OBEYED_OR_HIDDEN);
    expect(cellsOf(markdown).map((cells) => cells.length)).toEqual([4, 4, 4, 4, 4]);
    expect(markupOf(markdown)).toEqual([]);
  });
});

describe.each(HOSTILE)('a report of segments called %s', (_, text) => {
  const suite = new Suite([request], new Map([...TENSORS].slice(0, 2)), {
    ...quiet,
    by: [['text:key']],
  });
  suite.push(blockOf(text));
  const { losses, divisions } = suite.finish(ALL_ROWS);
  const report = {
    input: text,
    losses,
    divisions: divisions.map(({ segments }) => ({ columns: [text], segments })),
    minSamples: 2,
  };
  const rendered = (format: ReportFormat) => textOf(report, { ...PLAIN, format });

  it('is lines that fit a terminal', () => {
    const table = rendered('table');
    expect(table).not.toMatch(OBEYED_OR_HIDDEN);
    const segments = table.split('\n').filter((line) => /\d !/.test(line));
    expect(segments).toHaveLength(2);
    for (const line of segments) expect(line.length).toBeLessThanOrEqual(PLAIN.width);
  });

  it('is JSON', () => {
    expect(rendered('json')).not.toMatch(OBEYED_OR_HIDDEN);
    const parsed = JSON.parse(rendered('json')) as { input: string; segments: object[] };
    expect(parsed.input).toBe(text);
    // Segments are told apart by their texts in UTF-8, which has no halves of characters.
    const values = [Buffer.from(text).toString()];
    expect(parsed.segments[0]).toMatchObject({ by: [text], values, samples: 1, few: true });
  });

  it('is CSV', () => {
    expect(rendered('csv')).not.toMatch(OBEYED);
    const rows = parse(rendered('csv'), { columns: false });
    expect(rows).toHaveLength(4);
    for (const row of rows) for (const field of row) expect(field).not.toMatch(/^[=+@\t\r]/);
  });

  it('is tables of Markdown', () => {
    const markdown = rendered('markdown');
    expect(markdown).not.toMatch(OBEYED_OR_HIDDEN);
    expect(markupOf(markdown)).toEqual([]);
    expect(cellsOf(markdown).map((cells) => cells.length)).toEqual([4, 4, 4, 3, 3, 3, 3]);
  });
});

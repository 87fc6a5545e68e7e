import { reductionPhrase } from '../../engine/reduction-phrase.ts';
import type { Result } from '../../engine/result.ts';
import { formatShape } from '../../tensor/shape.ts';
import { conventionPhrase, DEFAULT_DIGITS, omittedPhrase, settings } from './facts.ts';
import { formatCount, formatNumber, formatSignificant } from '../../text/format-number.ts';
import type { RenderOptions } from './options.ts';
import { digestOf, sampleRows, type SampleRow } from './per-sample.ts';
import { abbreviate } from '../layout/text.ts';

/** Numbers of a vector shown at most. */
const LONGEST_VECTOR = 8;

/** For comments and pull requests: GitHub tables of what was computed, the result and the digest. */
export function* renderMarkdown(result: Result, options: RenderOptions): Generator<string> {
  yield `**${escapeMarkdown(options.title)}**\n\n`;
  const [first, ...more] = facts(result, options);
  yield* table(first!, ['---', '---'], more);
  if (options.perSample && digestOf(result).head.length > 0) yield* samples(result, options);
}

function facts(result: Result, options: RenderOptions): string[][] {
  const parameters = settings(result).join(', ');
  const { skipped, clipped } = result;
  const rows: [name: string, text: string][] = [
    ['loss', result.loss],
    ['convention', conventionPhrase(result, options)],
    ['dtype', result.dtype],
    ...pairIf(parameters !== '', 'parameters', parameters),
    ['shape', formatShape(result.shape)],
    ['reduction', reductionPhrase(result)],
    ...pairIf(skipped > 0, 'rows skipped', formatCount(skipped)),
    ...pairIf(clipped > 0, 'values clipped', formatCount(clipped)),
  ];
  const escaped = rows.map((row) => row.map(escapeMarkdown));
  if (result.result === null) return escaped;
  const value = formatNumber(result.result, result.dtype, options.precision);
  return [...escaped, ['result', `**${value}**`]];
}

function* samples(result: Result, { precision }: RenderOptions): Generator<string> {
  const { head, tail, worst } = sampleRows(result);
  const number = (x: number): string =>
    formatSignificant(x, precision ?? DEFAULT_DIGITS, result.dtype);
  const vector = (xs: readonly number[]): string =>
    abbreviate(xs.map(number), LONGEST_VECTOR).join(' ');
  const cells = (row: SampleRow): string[] => [
    String(row.row),
    vector(row.true),
    vector(row.pred),
    number(row.loss),
  ];
  const cellsWithGradient = (row: SampleRow): string[] =>
    result.gradient ? [...cells(row), vector(row.gradient)] : cells(row);
  const headers = ['row', 'true', 'pred', 'loss'];
  const allHeaders = result.gradient ? [...headers, 'gradient'] : headers;
  const omitted = allHeaders.map((_, i) => (i === 0 ? `… ${omittedPhrase(result)} …` : ''));
  yield '\n';
  yield* numberTable(allHeaders, [
    ...head.map(cellsWithGradient),
    ...(tail.length > 0 ? [omitted] : []),
    ...tail.map(cellsWithGradient),
  ]);
  if (worst.length === 0) return;
  yield '\n**Highest losses**\n\n';
  yield* numberTable(headers, worst.map(cells));
}

function numberTable(headers: readonly string[], rows: readonly string[][]): Iterable<string> {
  return table(
    headers,
    headers.map(() => '---:'),
    rows,
  );
}

/** Rows of cells as a table of GitHub; the cells must be escaped. */
export function* table(
  headers: readonly string[],
  alignment: readonly string[],
  rows: readonly (readonly string[])[],
): Generator<string> {
  for (const cells of [headers, alignment, ...rows]) yield `| ${cells.join(' | ')} |\n`;
}

function pairIf(condition: boolean, name: string, text: string): [string, string][] {
  return condition ? [[name, text]] : [];
}

/** Keeps Markdown from reading anything into a text, and a text on one line. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~&$]/g, '\\$&').replace(/\s+/g, ' ');
}

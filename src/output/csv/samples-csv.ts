import { sampleWidth } from '../../engine/reduction-phrase.ts';
import type { Result } from '../../engine/result.ts';
import { formatNumber, isShortest } from '../../text/format-number.ts';
import { rowWriter, type NumberFormat } from '../../text/row-writer.ts';
import { TextWriter } from '../../text/text-writer.ts';
import { csvField } from '../escape.ts';
import type { ReportOptions, TextPiece } from '../report/report.ts';
import type { SampleStream, SampleStreams } from '../report/sample-streams.ts';
import { gradientReader } from '../report/samples.ts';
import { csvLines, vectorFields } from './lines.ts';

/** How the number of a sample is written. */
const EXACT: NumberFormat = { format: (x) => formatNumber(x, 'float64'), isShortest: true };
/** Numbers that are written at once, if a row has no more. */
const AT_ONCE = 2048;

/**
 * Single samples as RFC 4180 with line feeds: a row each, with a column for each loss that samples have and for each
 * number of its gradient. Several losses are told by their names.
 */
export function* samplesAsCsv(
  { streams, count, nextNumber, isAlone }: SampleStreams,
  options: ReportOptions,
): Generator<TextPiece> {
  const losses = streams.filter(({ next }) => next);
  const gradients = streams.filter(({ result }) => result.gradient);
  const readers = gradients.map(({ result }) => gradientReader(result)!);
  const formats = [
    EXACT,
    ...losses.map(({ result }) => formatOf(result, options)),
    ...gradients.flatMap(({ result }) => {
      return Array.from({ length: sampleWidth(result) }, () => formatOf(result, options));
    }),
  ];
  const width = formats.length;
  const out = new TextWriter(EXACT.format, EXACT.isShortest);
  out.text(csvLines(headerOf(streams, isAlone), []));
  const commas = Array.from({ length: width - 1 }, () => ',');
  const write = rowWriter(out, ['', ...commas, '\n'], formats);
  const rows = new Float64Array(width * Math.ceil(AT_ONCE / width));
  let at = 0;
  for (let i = 0; i < count; i++) {
    rows[at++] = nextNumber();
    for (const { next } of losses) rows[at++] = next!();
    for (const next of readers) {
      const gradient = next();
      rows.set(gradient, at);
      at += gradient.length;
    }
    if (at < rows.length && i < count - 1) continue;
    write(rows.subarray(0, at));
    at = 0;
    if (out.isFull) yield out.take();
  }
  yield out.take();
}

function headerOf(streams: readonly SampleStream[], isAlone: boolean): string[] {
  const losses = streams.filter(({ next }) => next).map(({ label }) => (isAlone ? 'loss' : label));
  const gradients = streams.flatMap(({ label, result }) =>
    result.gradient
      ? vectorFields(isAlone ? 'gradient' : `gradient of ${label}`, sampleWidth(result))
      : [],
  );
  return ['sample', ...losses, ...gradients].map(csvField);
}

function formatOf({ dtype }: Result, { precision }: ReportOptions): NumberFormat {
  return {
    format: (x) => formatNumber(x, dtype, precision),
    isShortest: isShortest(dtype, precision),
  };
}

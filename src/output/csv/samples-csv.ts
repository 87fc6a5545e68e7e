import { sampleWidth } from '../../engine/reduction-phrase.ts';
import type { Result } from '../../engine/result.ts';
import { formatNumber, isShortest } from '../../text/format-number.ts';
import { rowWriter, type NumberFormat } from '../../text/row-writer.ts';
import { TextWriter } from '../../text/text-writer.ts';
import { csvField } from '../escape.ts';
import { columnReader, countingReader } from '../../reduce/number-list.ts';
import type { ReportOptions, TextPiece } from '../report/report.ts';
import type { SampleStream, SampleStreams } from '../report/sample-streams.ts';
import { sampleGradient } from '../report/samples.ts';
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
  { streams, count, rowNumbers, isAlone }: SampleStreams,
  options: ReportOptions,
): Generator<TextPiece> {
  const withLosses = streams.filter(({ losses }) => losses);
  const gradients = streams.flatMap(({ result }) => (result.gradient ? [result] : []));
  const formats = [
    EXACT,
    ...withLosses.map(({ result }) => formatOf(result, options)),
    ...gradients.flatMap((result) => {
      return Array.from({ length: sampleWidth(result) }, () => formatOf(result, options));
    }),
  ];
  const width = formats.length;
  const out = new TextWriter(EXACT.format, EXACT.isShortest);
  out.text(csvLines(headerOf(streams, isAlone), []));
  const commas = Array.from({ length: width - 1 }, () => ',');
  const write = rowWriter(out, ['', ...commas, '\n'], formats);
  const columns = [
    rowNumbers ? columnReader(rowNumbers) : countingReader(),
    ...withLosses.map(({ losses }) => columnReader(losses!)),
  ];
  const atOnce = Math.ceil(AT_ONCE / width);
  const values = new Float64Array(atOnce * width);
  for (let first = 0; first < count; first += atOnce) {
    const rows = Math.min(atOnce, count - first);
    for (const [k, read] of columns.entries()) read(values, k, width, rows);
    if (gradients.length > 0) {
      for (let i = 0; i < rows; i++) {
        const at = i * width + columns.length;
        fillGradients(values.subarray(at, (i + 1) * width), gradients, first + i);
      }
    }
    write(values.subarray(0, rows * width));
    if (out.isFull) yield out.take();
  }
  yield out.take();
}

/** The gradients of a sample, one after the other. */
function fillGradients(cells: Float64Array, results: readonly Result[], sample: number): void {
  let at = 0;
  for (const result of results) {
    const gradient = sampleGradient(result, sample)!;
    for (const slope of gradient) cells[at++] = slope;
  }
}

function headerOf(streams: readonly SampleStream[], isAlone: boolean): string[] {
  const losses = streams.flatMap(({ losses: own, label }) =>
    own ? [isAlone ? 'loss' : label] : [],
  );
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

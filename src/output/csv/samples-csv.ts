import { sampleWidth } from '../../engine/reduction-phrase.ts';
import type { Result } from '../../engine/result.ts';
import { formatNumber, isShortest } from '../../text/format-number.ts';
import { rowWriter, type NumberFormat } from '../../text/row-writer.ts';
import { TextWriter } from '../../text/text-writer.ts';
import { csvField } from '../escape.ts';
import { columnReader, countingReader } from '../../reduce/number-list.ts';
import type { ReportOptions, TextPiece } from '../report/report.ts';
import type { SampleStream, SampleStreams } from '../report/sample-streams.ts';
import { gradientReader } from '../report/samples.ts';
import { listsAsCsv } from './lists-csv.ts';
import { csvLines, vectorFields } from './lines.ts';

/** How the number of a sample is written. */
const EXACT: NumberFormat = { format: (x) => formatNumber(x, 'float64'), isShortest: true };
/** Numbers that are written at once, if a row has no more. */
const AT_ONCE = 2048;

/** Single samples as CSV: of lists with their names. */
export function samplesAsCsv(samples: SampleStreams, options: ReportOptions): Generator<TextPiece> {
  const { lists } = samples.streams[0]!.result;
  return lists ? listsAsCsv(samples, options) : rowsAsCsv(samples, options);
}

/**
 * Single samples as RFC 4180 with line feeds: a row each, with a column for each loss that samples have and for each
 * number of its gradient. Several losses are told by their names.
 */
function* rowsAsCsv(
  { streams, count, rowNumbers, isAlone }: SampleStreams,
  options: ReportOptions,
): Generator<TextPiece> {
  const withLosses = streams.filter(({ losses }) => losses);
  const gradients = streams.filter(({ result }) => result.gradient);
  const readers = gradients.map(({ result }) => gradientReader(result)!);
  const formats = [
    EXACT,
    ...withLosses.map(({ result }) => formatOf(result, options)),
    ...gradients.flatMap(({ result }) => {
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
    for (let i = 0; i < rows && readers.length > 0; i++) {
      let at = i * width + columns.length;
      for (const next of readers) {
        const gradient = next();
        values.set(gradient, at);
        at += gradient.length;
      }
    }
    write(values.subarray(0, rows * width));
    if (out.isFull) yield out.take();
  }
  yield out.take();
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

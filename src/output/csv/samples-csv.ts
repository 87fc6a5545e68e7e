import { sampleWidth } from '../../engine/reduction-phrase.ts';
import type { TextWriter } from '../../text/text-writer.ts';
import { formatNumber } from '../../text/format-number.ts';
import { csvField } from '../escape.ts';
import type { ReportOptions, TextPiece } from '../report/report.ts';
import { numberWriters, type SampleStream, type SampleStreams } from '../report/sample-streams.ts';
import { sampleGradient } from '../report/samples.ts';
import { csvLines, vectorFields } from './lines.ts';

/**
 * Single samples as RFC 4180 with line feeds: a row each, with a column for each loss that samples have and for each
 * number of its gradient. Several losses are told by their names.
 */
export function* samplesAsCsv(
  { streams, count, nextNumber, isAlone }: SampleStreams,
  options: ReportOptions,
): Generator<TextPiece> {
  const { out, writers } = numberWriters(streams, options, formatNumber);
  out.text(csvLines(headerOf(streams, isAlone), []));
  const written = streams.map((stream, k) => ({ ...stream, write: writers[k]! }));
  const withGradient = written.filter(({ result }) => result.gradient);
  for (let i = 0; i < count; i++) {
    out.count(nextNumber());
    for (const { next, write } of written) {
      if (!next) continue;
      out.ascii(',');
      write(next());
    }
    for (const { result, write } of withGradient) {
      writeCells(out, sampleGradient(result, i)!, write);
    }
    out.ascii('\n');
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

function writeCells(out: TextWriter, values: Float64Array, write: (x: number) => void): void {
  for (const x of values) {
    out.ascii(',');
    write(x);
  }
}

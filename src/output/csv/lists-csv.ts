import { UserError } from '../../messages/errors.ts';
import { reader } from '../../reduce/number-list.ts';
import { TextWriter } from '../../text/text-writer.ts';
import { formatNumber } from '../../text/format-number.ts';
import { csvField } from '../escape.ts';
import type { ReportOptions, TextPiece } from '../report/report.ts';
import type { SampleStreams } from '../report/sample-streams.ts';
import { csvLine } from './lines.ts';

/**
 * Samples that are lists as RFC 4180 with line feeds: a row each, with its name, if it has one, and a column for each loss.
 * @throws UserError for gradients, which have as many numbers as there are items
 */
export function* listsAsCsv(
  { streams, count, isAlone }: SampleStreams,
  { precision }: ReportOptions,
): Generator<TextPiece> {
  if (streams.some(({ result }) => result.gradient)) {
    throw new UserError({
      where: '--gradient',
      problem: 'expected a format with room for lists of different lengths, found --format csv',
      hint: 'choose --format json or ndjson',
    });
  }
  const { column, textOf } = streams[0]!.result.lists!;
  const nameOf = (list: number): string[] => (textOf ? [csvField(textOf(list))] : []);
  const out = new TextWriter(String, true);
  const labels = streams.map(({ label }) => csvField(isAlone ? 'loss' : label));
  out.text(csvLine(['sample', ...(column === undefined ? [] : [csvField(column)]), ...labels]));
  const readers = streams.map(({ losses, result }) => {
    const next = reader(losses!);
    return () => formatNumber(next(), result.dtype, precision);
  });
  for (let list = 1; list <= count; list++) {
    out.text(csvLine([list, ...nameOf(list), ...readers.map((next) => next())]));
    if (out.isFull) yield out.take();
  }
  yield out.take();
}

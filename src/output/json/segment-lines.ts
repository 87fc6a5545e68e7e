import type { TextWriter } from '../../text/text-writer.ts';
import type { Segment } from '../../suite/outcome.ts';
import type { Result } from '../../engine/result.ts';
import type { Report, ReportOptions, TextPiece } from '../report/report.ts';
import { intervalJson } from './fields.ts';
import { compact, jsonText, numberJson, type Json } from './json.ts';

/**
 * Writes the segments of all divisions as a field that follows others of an object, where there are any: a line each, with
 * their results in the order of the losses. Yields text whenever there is enough of it: there may be millions.
 * @param out writes numbers of the type that the first loss has
 */
export function* writeSegments(
  out: TextWriter,
  { divisions, losses, minSamples }: Report,
  { precision }: ReportOptions,
  margin: string,
): Generator<TextPiece> {
  if (divisions.length === 0) return;
  const inner = `${margin}  `;
  const { dtype } = losses[0]!.result;
  const writeResult = (result: Result): void => {
    if (result.result === null) out.ascii('null');
    else if (result.dtype === dtype) out.number(result.result);
    else out.ascii(numberJson(result.result, result.dtype, precision));
  };
  out.ascii(`,\n${margin}"segments": [`);
  let before = `\n${inner}{ `;
  for (const { columns, segments } of divisions) {
    const by = jsonText(compact(columns));
    for (const segment of segments) {
      const { values, results } = segment;
      const { samples } = results[0]!;
      const few = samples < minSamples;
      // The fields of `segmentFields`, without the price of an object for each line.
      out.text(
        `${before}"by": ${by}, "values": ${jsonText(compact(values))}, "samples": ${samples}, "few": ${few}, "results": [`,
      );
      for (const [k, result] of results.entries()) {
        if (k > 0) out.ascii(', ');
        writeResult(result);
      }
      out.ascii(']');
      const intervals = intervalsOf(segment, results, precision);
      if (intervals) out.text(`, "intervals": ${jsonText(intervals)}`);
      before = ` },\n${inner}{ `;
      if (out.isFull) yield out.take();
    }
  }
  // A mask may leave no sample to any.
  const isEmpty = divisions.every(({ segments }) => segments.length === 0);
  out.ascii(isEmpty ? ']' : ` }\n${margin}]`);
}

function intervalsOf(
  { intervals }: Segment,
  results: readonly Result[],
  precision: number | undefined,
): readonly Json[] | undefined {
  return intervals?.map((interval, k) => intervalJson(interval, results[k]!, precision));
}

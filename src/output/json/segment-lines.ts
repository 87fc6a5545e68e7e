import type { TextWriter } from '../../text/text-writer.ts';
import type { Segment } from '../../suite/outcome.ts';
import type { Result } from '../../engine/result.ts';
import type { Report, ReportOptions, TextPiece } from '../report/report.ts';
import { intervalJson, skillJson } from './fields.ts';
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
  const writeResults = (results: readonly Result[]): void => {
    for (let k = 0; k < results.length; k++) {
      if (k > 0) out.ascii(', ');
      writeResult(results[k]!);
    }
  };
  out.text(`,\n${margin}"segments": [`);
  let isFirst = true;
  const next = ` },\n${inner}{ `;
  const encoder = new TextEncoder();
  const counted = encoder.encode(', "samples": ');
  const few = encoder.encode(', "few": true, "results": [');
  const notFew = encoder.encode(', "few": false, "results": [');
  for (const { columns, segments } of divisions) {
    // The fields of `segmentFields`, without the price of an object and of a long text for each line.
    const by = `"by": ${jsonText(compact(columns))}, "values": `;
    const begin = encoder.encode(`\n${inner}{ ${by}`);
    const nextBegin = encoder.encode(next + by);
    for (const segment of segments) {
      const { values, results } = segment;
      const { samples } = results[0]!;
      out.bytes(isFirst ? begin : nextBegin);
      isFirst = false;
      out.text(jsonText(compact(values)));
      out.bytes(counted);
      out.count(samples);
      out.bytes(samples < minSamples ? few : notFew);
      writeResults(results);
      out.ascii(']');
      const skills = skillsOf(results, precision);
      if (skills) out.text(`, "skills": ${jsonText(skills)}`);
      const intervals = intervalsOf(segment, results, precision);
      if (intervals) out.text(`, "intervals": ${jsonText(intervals)}`);
      if (out.isFull) yield out.take();
    }
  }
  // A mask may leave no sample to any.
  const isEmpty = divisions.every(({ segments }) => segments.length === 0);
  out.ascii(isEmpty ? ']' : ` }\n${margin}]`);
}

/** What the results are the skills of, where they are such. */
function skillsOf(
  results: readonly Result[],
  precision: number | undefined,
): readonly Json[] | undefined {
  if (!results[0]!.skill) return undefined;
  return results.map((result) => skillJson(result.skill!, result, precision));
}

function intervalsOf(
  { intervals }: Segment,
  results: readonly Result[],
  precision: number | undefined,
): readonly Json[] | undefined {
  return intervals?.map((interval, k) => intervalJson(interval, results[k]!, precision));
}

import type { DiffResult } from '../../diff/diff.ts';
import { jsonNumber, jsonText, onLines, type Json } from '../json/json.ts';

/** A difference for programs: an array with an object for each convention; what there is none of is null. */
export function diffAsJson({ dtype, rows }: DiffResult, precision: number | undefined): string {
  const number = (x: number | null, digits?: number): Json =>
    x === null ? null : jsonNumber(x, dtype, digits);
  const objects = rows.map((row) => {
    const { compat, api, refusal } = row;
    const isComputed = row.refusal === null;
    return onLines({
      compat,
      api,
      result: isComputed ? number(row.result, precision) : null,
      difference: isComputed ? row.difference : null,
      relativeDifference: isComputed ? row.relativeDifference : null,
      rowsDiffering: isComputed ? row.rowsDiffering : null,
      clipped: isComputed ? row.clipped : null,
      denominator: isComputed ? number(row.denominator) : null,
      reasons: isComputed ? row.reasons : [],
      refusal,
    });
  });
  return `${jsonText(onLines(objects))}\n`;
}

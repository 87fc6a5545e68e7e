import type { ComputedRow, DiffResult, RefusedRow } from '../../diff/diff.ts';
import { jsonNumber } from '../result/json-text.ts';
import type { Dtype } from '../../tensor/dtype.ts';

/** A difference for programs: an array with an object for each convention. */
export function diffAsJson({ dtype, rows }: DiffResult, precision: number | undefined): string {
  const objects = rows.map((row) => {
    const fields =
      row.refusal === null ? computedFields(row, dtype, precision) : refusedFields(row);
    return `  {\n    ${fields.join(',\n    ')}\n  }`;
  });
  return `[\n${objects.join(',\n')}\n]\n`;
}

function computedFields(
  row: ComputedRow,
  dtype: Dtype,
  precision: number | undefined,
): readonly string[] {
  const number = (x: number | null, type: Dtype = 'float64', digits?: number): string =>
    x === null ? 'null' : jsonNumber(x, type, digits);
  return [
    field('compat', row.compat),
    field('api', row.api),
    `"result": ${number(row.result, dtype, precision)}`,
    `"difference": ${number(row.difference)}`,
    `"relativeDifference": ${number(row.relativeDifference)}`,
    `"rowsDiffering": ${number(row.rowsDiffering)}`,
    `"clipped": ${row.clipped}`,
    `"denominator": ${number(row.denominator, dtype)}`,
    field('reasons', row.reasons),
    field('refusal', null),
  ];
}

function refusedFields({ compat, api, refusal }: RefusedRow): readonly string[] {
  const none = ['result', 'difference', 'relativeDifference', 'rowsDiffering', 'clipped'] as const;
  return [
    field('compat', compat),
    field('api', api),
    ...[...none, 'denominator'].map((name) => field(name, null)),
    field('reasons', []),
    field('refusal', refusal),
  ];
}

function field(name: string, value: string | null | readonly string[]): string {
  const text = Array.isArray(value)
    ? `[${value.map((item) => JSON.stringify(item)).join(', ')}]`
    : JSON.stringify(value);
  return `"${name}": ${text}`;
}

import type { Dtype } from '../../tensor/dtype.ts';
import type { Result } from '../../engine/result.ts';
import type { Shape } from '../../tensor/shape.ts';
import type { TextWriter } from '../../text/text-writer.ts';
import type { TextPiece } from './options.ts';
import { formatNumber } from '../../text/format-number.ts';

type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A number as JSON; JSON has no NaN and no infinities, so they are strings. */
export function jsonNumber(x: number, dtype: Dtype, digits?: number): string {
  return Number.isFinite(x) ? formatNumber(x, dtype, digits) : `"${x}"`;
}

/**
 * Everything about a result but its tensors, as JSON texts by key and in the order they are printed.
 * `digits` rounds the loss only: counts, parameters and constants are what they are.
 * @param space what follows commas and colons
 */
export function summaryFields(result: Result, digits: number | undefined, space: string): string[] {
  const { dtype, constants } = result;
  const field = (key: string, value: JsonValue, type: Dtype = 'float64'): string =>
    `"${key}":${space}${jsonText(value, type, space)}`;
  const loss = result.result === null ? 'null' : jsonNumber(result.result, dtype, digits);
  return [
    field('loss', result.loss),
    field('compat', result.compat),
    field('dtype', dtype),
    field('params', result.params, dtype),
    ...(Object.keys(constants).length > 0 ? [field('constants', constants, dtype)] : []),
    field('reduction', result.reduction),
    field('denominator', result.denominator),
    field('shape', result.shape),
    field('samples', result.samples),
    field('skipped', result.skipped),
    field('clipped', result.clipped),
    `"result":${space}${loss}`,
  ];
}

/**
 * Writes a tensor as nested arrays with an innermost row a line; yields text whenever there is enough of it.
 * @param next the values, row-major
 */
export function* writeTensor(
  out: TextWriter,
  shape: Shape,
  next: () => number,
  margin: string,
): Generator<TextPiece> {
  const [length, ...inner] = shape;
  if (length === undefined) {
    out.number(next());
    return;
  }
  const isRow = inner.length === 0 || length === 0;
  out.ascii('[');
  for (let i = 0; i < length; i++) {
    if (isRow) {
      if (i > 0) out.ascii(', ');
      out.number(next());
    } else {
      out.ascii(`${i === 0 ? '' : ','}\n${margin}  `);
      yield* writeTensor(out, inner, next, `${margin}  `);
    }
    if (out.isFull) yield out.take();
  }
  out.ascii(isRow ? ']' : `\n${margin}]`);
}

/** A row of numbers as an array. */
export function rowText(
  row: Float64Array,
  separator: string,
  number: (x: number) => string,
): string {
  return `[${Array.from(row, number).join(separator)}]`;
}

function jsonText(value: JsonValue, dtype: Dtype, space: string): string {
  if (typeof value === 'number') return jsonNumber(value, dtype);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const separator = `,${space}`;
  if (isArray(value)) {
    return `[${value.map((item) => jsonText(item, dtype, space)).join(separator)}]`;
  }
  const fields = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}:${space}${jsonText(item, dtype, space)}`,
  );
  return `{${fields.join(separator)}}`;
}

/** `Array.isArray` does not narrow readonly arrays. */
function isArray(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}

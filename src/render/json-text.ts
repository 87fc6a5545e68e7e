import type { Dtype } from '../tensor/dtype.ts';
import type { Result, Tensor } from '../result.ts';
import { elementCount } from '../tensor/shape.ts';
import { formatNumber } from './number.ts';

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

/** A tensor as nested arrays with an innermost row a line, in pieces of a number each. */
export function tensorText(
  { shape, values }: Tensor,
  indent: string,
  number: (x: number) => string,
): Iterable<string> {
  function* nested(axis: number, offset: number, margin: string): Generator<string> {
    const length = shape[axis];
    if (length === undefined) {
      yield number(values[offset]!);
    } else if (axis === shape.length - 1 || length === 0) {
      yield* rowText(values.subarray(offset, offset + length), ', ', number);
    } else {
      const stride = elementCount(shape.slice(axis + 1));
      for (let i = 0; i < length; i++) {
        yield `${i === 0 ? '[' : ','}\n${margin}  `;
        yield* nested(axis + 1, offset + i * stride, `${margin}  `);
      }
      yield `\n${margin}]`;
    }
  }
  return nested(0, 0, indent);
}

/** A row of numbers as an array, in pieces of a number each. */
export function* rowText(
  row: Float64Array,
  separator: string,
  number: (x: number) => string,
): Generator<string> {
  yield '[';
  for (let i = 0; i < row.length; i++) yield (i === 0 ? '' : separator) + number(row[i]!);
  yield ']';
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

import { formatNumber } from '../../text/format-number.ts';
import type { Dtype } from '../../tensor/dtype.ts';
import { jsonString } from '../escape.ts';

/**
 * What is written as JSON: plain values, on one line unless something else is said of them. A field that is undefined is
 * left out; NaN and the infinities, which JSON lacks, are strings.
 */
export type Json =
  string | number | boolean | null | Laid | readonly Json[] | JsonFields | JsonEntries;
export interface JsonFields {
  readonly [key: string]: Json | undefined;
}
/** Where keys may be digits, which objects put into an order of their own. */
type JsonEntries = ReadonlyMap<string, Json>;

type Layout =
  /** JSON already. */
  | { readonly text: string }
  /** An item or a field a line. */
  | { readonly lines: readonly Json[] | JsonFields }
  /** An object without spaces inside its braces: its keys are names that are data themselves. */
  | { readonly names: JsonFields | JsonEntries };

/** A value of which it is said how it is laid out. */
class Laid {
  readonly layout: Layout;

  constructor(layout: Layout) {
    this.layout = layout;
  }
}

/** Lays out an array or an object with an item or a field a line. */
export function onLines(value: readonly Json[] | JsonFields): Json {
  return new Laid({ lines: value });
}

/** An object whose keys are names that are data themselves, such as parameters: `{"delta": 1}`. */
export function byName(fields: JsonFields | JsonEntries): Json {
  return new Laid({ names: fields });
}

/** A value with texts of the user, without a space in it: `["a","b"]`. */
export function compact(value: unknown): Json {
  const isList = Array.isArray(value);
  const text = isList ? `[${value.map((item) => jsonString(item)).join(',')}]` : jsonString(value);
  return new Laid({ text });
}

/** A number of a type, in its shortest text or in so many digits. */
export function jsonNumber(x: number, dtype: Dtype, digits?: number): Json {
  return new Laid({ text: numberJson(x, dtype, digits) });
}

/** The text of {@link jsonNumber}. */
export function numberJson(x: number, dtype: Dtype, digits?: number): string {
  return Number.isFinite(x) ? formatNumber(x, dtype, digits) : `"${x}"`;
}

/**
 * The text of a value.
 * @param space what follows commas and colons; where it is nothing, all is on one line
 * @param margin spaces before the line that the text starts in
 */
export function jsonText(value: Json, space: ' ' | '' = ' ', margin = ''): string {
  if (typeof value === 'number') return numberJson(value, 'float64');
  if (value instanceof Laid) return laidText(value.layout, space, margin);
  if (value === null || typeof value !== 'object') return jsonString(value);
  if (isArray(value)) {
    return `[${value.map((item) => jsonText(item, space, margin)).join(`,${space}`)}]`;
  }
  const fields = fieldTexts(value, space, margin);
  return fields.length === 0 ? '{}' : `{${space}${fields.join(`,${space}`)}${space}}`;
}

/** The fields of an object as texts: `"samples": 3`. */
export function fieldTexts(
  fields: JsonFields | JsonEntries,
  space: ' ' | '' = ' ',
  margin = '',
): string[] {
  const texts: string[] = [];
  const add = (value: Json | undefined, key: string): void => {
    if (value === undefined) return;
    texts.push(`${jsonString(key)}:${space}${jsonText(value, space, margin)}`);
  };
  if (isMap(fields)) fields.forEach(add);
  else for (const key of Object.keys(fields)) add(fields[key], key);
  return texts;
}

function laidText(layout: Layout, space: ' ' | '', margin: string): string {
  if ('text' in layout) return layout.text;
  if ('names' in layout) {
    return `{${fieldTexts(layout.names, space, margin).join(`,${space}`)}}`;
  }
  const { lines } = layout;
  if (space === '') return jsonText(lines, space);
  const inner = `${margin}  `;
  const [open, close, texts] = isArray(lines)
    ? ['[', ']', lines.map((item) => jsonText(item, space, inner))]
    : ['{', '}', fieldTexts(lines, space, inner)];
  return `${open}\n${inner}${texts.join(`,\n${inner}`)}\n${margin}${close}`;
}

/** `Array.isArray` does not narrow readonly arrays, and `instanceof Map` no readonly maps. */
function isArray(value: readonly Json[] | JsonFields | JsonEntries): value is readonly Json[] {
  return Array.isArray(value);
}

function isMap(value: JsonFields | JsonEntries): value is JsonEntries {
  return value instanceof Map;
}

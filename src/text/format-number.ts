import type { Dtype } from '../tensor/dtype.ts';

/** Digits in which every number of the type can be told from its neighbours. */
const DISTINCT_DIGITS: Readonly<Record<Dtype, number>> = { float64: 17, float32: 9 };
const SMALLEST_NORMAL_FLOAT32 = 2 ** -126;

/**
 * The shortest decimal text that reads back to the same float64, or to the same float32, in JavaScript's
 * notation (`0.1`, `1e-7`, `-0`, `NaN`, `Infinity`). A number that is no float32 keeps all its digits under
 * that dtype too.
 * @param digits rounds to so many significant digits, at least 1
 */
export function formatNumber(x: number, dtype: Dtype, digits?: number): string {
  if (Object.is(x, -0)) return '-0';
  if (digits !== undefined && digits < DISTINCT_DIGITS[dtype]) {
    const rounded = Number(x.toPrecision(digits));
    // The largest doubles round up to what is no double any more.
    if (Number.isFinite(rounded)) return String(rounded);
  }
  return dtype === 'float32' && Math.fround(x) === x ? shortestFloat32(x) : String(x);
}

/** Whether {@link formatNumber} says what `String` does. */
export function isShortest(dtype: Dtype, digits?: number): boolean {
  return dtype === 'float64' && (digits === undefined || digits >= DISTINCT_DIGITS[dtype]);
}

/** {@link formatNumber} for the eye: exponents below 0.0001 and where an integer would outgrow its digits. */
export function formatSignificant(x: number, digits: number, dtype: Dtype = 'float64'): string {
  const text = formatNumber(x, dtype, digits);
  const rounded = Number(text);
  const size = Math.abs(rounded);
  const plain = size === 0 || (size >= 1e-4 && size < 10 ** Math.max(digits, 6));
  return plain || !Number.isFinite(rounded) ? text : rounded.toExponential();
}

/** An integer with its thousands separated: `1,000,000`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A number of things: `1 row`, `1,200 rows`. */
export function formatCounted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/**
 * Pads the numbers of a column to one width with their decimal points below each other; what is no decimal
 * number (`NaN`, an empty cell) ends at the right edge.
 */
export function alignDecimals(texts: readonly string[]): string[] {
  const integerWidths = texts.map((text) => /^-?\d+/.exec(text)?.[0].length);
  const before = Math.max(0, ...integerWidths.map((width) => width ?? 0));
  const after = Math.max(
    0,
    ...texts.map((text, i) => text.length - (integerWidths[i] ?? text.length)),
  );
  const width = Math.max(before + after, ...texts.map((text) => text.length));
  return texts.map((text, i) => {
    const integerWidth = integerWidths[i];
    if (integerWidth === undefined) return text.padStart(width);
    return text.padEnd(text.length + after - (text.length - integerWidth)).padStart(width);
  });
}

function shortestFloat32(x: number): string {
  // Six digits of a normal float32 always survive, so no shorter text can be missed by starting there.
  const first = Math.abs(x) < SMALLEST_NORMAL_FLOAT32 ? 1 : 6;
  for (let digits = first; digits < DISTINCT_DIGITS.float32; digits++) {
    const short = Number(x.toPrecision(digits));
    if (Math.fround(short) === x) return String(short);
  }
  // The numbers that round to a power of two reach twice as far above it as below, so eight digits may do
  // although rounding x itself to eight digits goes too far down (2 ** 87, 2 ** 90 and 2 ** -96).
  const above = Number((x * (1 + 2 ** -26)).toPrecision(8));
  return String(Math.fround(above) === x ? above : Number(x.toPrecision(9)));
}

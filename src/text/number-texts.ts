/**
 * Numbers of typed columns as the text that pandas and DuckDB make of them, so that they are keys which other files
 * have as well.
 */

/** An integer over a power of ten, with all digits that its column has behind the point: `12.50`. */
export function decimalText(integer: string, scale: number): string {
  if (scale === 0) return integer;
  const sign = integer.startsWith('-') ? '-' : '';
  const digits = integer.slice(sign.length).padStart(scale + 1, '0');
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/**
 * A floating-point number in the shortest way that reads back to it, always one of a fraction: `7.0`, `0.1`, `1e+16`.
 * @param isSingle whether it was stored in 32 bits or fewer, and is told apart from fewer numbers
 */
export function floatText(value: number, isSingle: boolean): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  // Both zeros are the same key.
  if (value === 0) return '0.0';
  const [mantissa, exponent] = (isSingle ? shortestSingle(value) : value.toExponential()).split(
    'e',
  ) as [string, string];
  const power = Number(exponent);
  if (power >= 16 || power < -4) {
    const size = String(Math.abs(power)).padStart(2, '0');
    return `${mantissa}e${power < 0 ? '-' : '+'}${size}`;
  }
  const digits = mantissa.replace(/[-.]/g, '');
  return decimalText(
    (value < 0 ? '-' : '') + digits.padEnd(power + 2, '0'),
    Math.max(digits.length - 1 - power, 1),
  );
}

function shortestSingle(value: number): string {
  for (let digits = 0; digits < 8; digits++) {
    const text = value.toExponential(digits);
    if (Math.fround(Number(text)) === value) return text;
  }
  return value.toExponential(8);
}

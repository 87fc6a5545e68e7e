const PLAIN = /^([+-]?)(\d+)(?:\.(\d*))?$/;
/** From here on doubles are further apart than whole numbers. */
const SPARSE = 2 ** 53;

/**
 * How numbers are in order, below 0, 0 or above 0, each given as a text and the double nearest to it; NaN where one is
 * NaN. Numbers that are too large for a double to tell them from their neighbours, as identifiers may be, are compared
 * by all of their digits.
 */
export function compareNumbers(
  a: { readonly text: string; readonly value: number },
  b: { readonly text: string; readonly value: number },
): number {
  if (a.value < b.value) return -1;
  if (a.value > b.value) return 1;
  if (Number.isNaN(a.value) || Number.isNaN(b.value)) return NaN;
  if (Math.abs(a.value) < SPARSE) return 0;
  const digits = [a.text, b.text].map((text) => PLAIN.exec(text.trim()));
  const places = Math.max(...digits.map((match) => match?.[3]?.length ?? 0));
  const [x, y] = digits.map((match) => match && scaled(match, places));
  if (typeof x !== 'bigint' || typeof y !== 'bigint') return 0;
  return x < y ? -1 : x > y ? 1 : 0;
}

/** A decimal times a power of ten, so that it is whole. */
function scaled([, sign, whole, fraction = '']: RegExpExecArray, places: number): bigint {
  const digits = BigInt(`${whole}${fraction.padEnd(places, '0')}`);
  return sign === '-' ? -digits : digits;
}

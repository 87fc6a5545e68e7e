/**
 * Formula text: what to divide numbers by, of which `largest` names the largest in size, so that their squares neither
 * overflow nor vanish, in float32 as in float64. It is a power of 2 near the largest, and 1 for ordinary numbers: no
 * digit is lost.
 */
export function squareScale(largest: string): string {
  const m = largest;
  const exponent = `floor(log(${m}) / log(2)) - sign(log(${m}))`;
  return `(${m} > 0 && ${m} < 1e-15 || ${m} > 1e15 && ${m} < inf ? 2^(${exponent}) : 1)`;
}

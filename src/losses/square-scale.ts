/**
 * Formula text: what to divide numbers by, of which `largest` names the largest in size, so that their squares neither
 * overflow nor vanish, in float32 as in float64. For ordinary numbers it is 1, which keeps every digit.
 */
export function squareScale(largest: string): string {
  const m = largest;
  return `(${m} > 0 && ${m} < 1e-15 || ${m} > 1e15 && ${m} < inf ? ${m} : 1)`;
}

/** Formula text: exp(r) - 1 - r of a logarithm r of a ratio, without the cancellation near 0; never below 0. */
export function excessRatio(r: string): string {
  return `with_derivative(abs(${r}) < 1 ? -log1pmx(expm1(${r})) : expm1(${r}) - ${r}, ${r}, expm1(${r}))`;
}

/**
 * Formula text: log(1 - exp(l)) of a log-probability l, by whichever of its two forms loses no digits (M. Mächler,
 * Accurately computing log(1 - exp(-|a|)), 2012).
 */
export function logOfComplement(l: string): string {
  return `with_derivative(${l} < -log(2) ? log1p(-exp(${l})) : log(-expm1(${l})), ${l}, -1 / expm1(-${l}))`;
}

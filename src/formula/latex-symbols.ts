const GREEK = new Set(
  (
    'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi ' +
    'psi omega'
  ).split(' '),
);

/** A name of a formula as LaTeX: Greek letters as such, a single letter in italics, words upright. */
export function latexName(name: string): string {
  if (name === 'inf') return '\\infty';
  if (name === 'eps') return '\\epsilon';
  if (GREEK.has(name)) return `\\${name}`;
  return /^[a-z]$/i.test(name) ? name : `\\mathrm{${name.replaceAll('_', '\\ ')}}`;
}

/** A number of a formula as LaTeX: `10^{-7}` for 1e-7. */
export function latexNumber(value: number): string {
  const [digits = '', exponent] = String(value).split('e');
  if (exponent === undefined) return digits;
  const power = `10^{${Number(exponent)}}`;
  return digits === '1' ? power : `${digits} \\cdot ${power}`;
}

import fc from 'fast-check';

/** Sizes of numbers up to the ends of the doubles. */
export const MAGNITUDES = [
  1.7e308, 1e308, 1e200, 1e160, 1e154, 1e100, 3, 1, 0.5, 1e-100, 1e-154, 1e-160, 1e-200, 1e-308, 5e-324, 0,
]; // prettier-ignore
/** Numbers of both signs. */
export const numbers = fc.constantFrom(...MAGNITUDES, ...MAGNITUDES.map((x) => -x));
export const labels = fc.constantFrom(0, 1);
export const signs = fc.constantFrom(-1, 1);
/** Probabilities, those that vanish among them. */
export const shares = fc.constantFrom(0, 1, 0.5, 0.25, 1e-100, 1e-160, 1e-200, 1e-308, 5e-324);

import { squareScale } from './square-scale.ts';

/**
 * Formula text: `a` and `b`, in the directions of y and p and of a length that can be squared, and their inner `product` with
 * what the products of numbers round away (T. J. Dekker, "A floating-point technique for extending the available precision",
 * 1971), which decides at nearly a right angle.
 */
export const directions = `k = stop_gradient(max(abs(y)));
l = stop_gradient(max(abs(p)));
a = y / ${squareScale('k')};
b = p / ${squareScale('l')};
a_high = 134217729 * a - (134217729 * a - a);
b_high = 134217729 * b - (134217729 * b - b);
a_low = a - a_high;
b_low = b - b_high;
rest = (a_high * b_high - a * b) + a_high * b_low + a_low * b_high + a_low * b_low;
product = sum(a * b) + stop_gradient(sum(rest));`;

/** Two vectors at an angle and two in one direction, with predictions of other lengths. */
export const directionsExample = {
  true: [
    [1, 0],
    [1, 1],
  ],
  pred: [
    [3, 4],
    [2, 2],
  ],
};

export const directionsReferences = [
  'G. Salton, A. Wong and C. S. Yang, A vector space model for automatic indexing, 1975, Communications of the ACM 18',
];

import { squareScale } from './square-scale.ts';

/** Formula text: `a` and `b`, in the directions of y and p and of a length that can be squared. */
export const directions = `k = stop_gradient(max(abs(y)));
l = stop_gradient(max(abs(p)));
a = y / ${squareScale('k')};
b = p / ${squareScale('l')};`;

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

import { squareScale } from './square-scale.ts';

/** Formula text: `a` and `b`, in the directions of y and p and of a length that can be squared. */
export const directions = `k = stop_gradient(max(abs(y)));
l = stop_gradient(max(abs(p)));
a = y / ${squareScale('k')};
b = p / ${squareScale('l')};`;

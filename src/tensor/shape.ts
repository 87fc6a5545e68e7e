/** The lengths of a tensor's axes; the first is the batch, the last is what a loss reduces. `[]` is one number. */
export type Shape = readonly number[];

/** `5x3`, `4`, or `scalar`. */
export function formatShape(shape: Shape): string {
  return shape.length === 0 ? 'scalar' : shape.join('x');
}

/** How many numbers a tensor of this shape holds. */
export function elementCount(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** `(N)` and `(N, 1)` are the same thing: N samples of one number each. Returns the form with the last axis. */
export function withLastAxis(shape: Shape): Shape {
  if (shape.length === 0) return [1, 1];
  return shape.length === 1 ? [...shape, 1] : shape;
}

/** Whether two shapes are the same, `(N)` and `(N, 1)` counting as one. */
export function sameShape(a: Shape, b: Shape): boolean {
  const left = withLastAxis(a);
  const right = withLastAxis(b);
  return left.length === right.length && left.every((length, axis) => length === right[axis]);
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisAt, moveAxis, moveAxisOfShape } from '../../src/tensor/axis.ts';
import { elementCount } from '../../src/tensor/shape.ts';

describe('moveAxis', () => {
  it('transposes a matrix', () => {
    const values = Float64Array.of(1, 2, 3, 4, 5, 6);
    expect([...moveAxis(values, [2, 3], 0, 1)]).toEqual([1, 4, 2, 5, 3, 6]);
    expect(moveAxisOfShape([2, 3, 4], 1, 2)).toEqual([2, 4, 3]);
  });

  it('puts every number where its index says, and is undone by moving back', () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
    const moves = shapes.chain((shape) => {
      const axis = fc.nat(shape.length - 1);
      return fc.tuple(fc.constant(shape), axis, axis);
    });
    fc.assert(
      fc.property(moves, ([shape, from, to]) => {
        const values = Float64Array.from({ length: elementCount(shape) }, (_, i) => i);
        const movedShape = moveAxisOfShape(shape, from, to);
        const moved = moveAxis(values, shape, from, to);
        moved.forEach((value, place) => {
          expect(moveAxisOfShape(indexOf(value, shape), from, to)).toEqual(
            indexOf(place, movedShape),
          );
        });
        expect([...moveAxis(moved, movedShape, to, from)]).toEqual([...values]);
      }),
    );
  });
});

describe('axisAt', () => {
  it('counts from either end', () => {
    expect(axisAt(1, 3)).toBe(1);
    expect(axisAt(-1, 3)).toBe(2);
    expect(axisAt(3, 3)).toBeUndefined();
    expect(axisAt(-4, 3)).toBeUndefined();
  });
});

function indexOf(place: number, shape: readonly number[]): number[] {
  let rest = place;
  return shape.map((_, axis) => {
    const stride = elementCount(shape.slice(axis + 1));
    const index = Math.floor(rest / stride);
    rest -= index * stride;
    return index;
  });
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  axisAt,
  inverseOrder,
  orderOfRows,
  reordered,
  reorderedShape,
  rowAxes,
  rowPlaces,
  rowsLast,
} from '../../src/tensor/axis.ts';
import { elementCount } from '../../src/tensor/shape.ts';

/** Shapes of up to four axes, and an order of these. */
const ORDERED = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })
  .chain((shape) => {
    const axes = shape.map((_, axis) => axis);
    return fc.tuple(fc.constant(shape), fc.shuffledSubarray(axes, { minLength: axes.length }));
  });

describe('reordered', () => {
  it('transposes a matrix', () => {
    const values = Float64Array.of(1, 2, 3, 4, 5, 6);
    expect([...reordered(values, [2, 3], [1, 0])]).toEqual([1, 4, 2, 5, 3, 6]);
    expect(reorderedShape([2, 3, 4], [0, 2, 1])).toEqual([2, 4, 3]);
  });

  it('puts every number where its index says, and is undone by the inverse order', () => {
    fc.assert(
      fc.property(ORDERED, ([shape, order]) => {
        const values = numbersOf(shape);
        const movedShape = reorderedShape(shape, order);
        const moved = reordered(values, shape, order);
        moved.forEach((value, place) => {
          expect(reorderedShape(indexOf(value, shape), order)).toEqual(indexOf(place, movedShape));
        });
        expect([...reordered(moved, movedShape, inverseOrder(order))]).toEqual([...values]);
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

describe('rowAxes', () => {
  it('counts one or several from either end, in ascending order', () => {
    expect(rowAxes(-1, 3)).toEqual([2]);
    expect(rowAxes([-1, 1], 4)).toEqual([1, 3]);
    expect(rowAxes('entry', 4)).toEqual([1, 2, 3]);
    expect(rowAxes('entry', 2)).toEqual([1]);
    expect(rowAxes('masks', 4)).toEqual([1, 2, 3]);
  });

  it('has none for axes that there are not, that are there twice, or that are all', () => {
    expect(rowAxes([1, 4], 4)).toBeUndefined();
    expect(rowAxes([1, -3], 4)).toBeUndefined();
    expect(rowAxes([0, 1], 2)).toBeUndefined();
  });
});

describe('orderOfRows', () => {
  const at = { option: '--axis', input: 'pred' };

  it('is undefined where rows lie along the last axes already', () => {
    expect(orderOfRows([2, 1], [5, 2, 3], at)).toBeUndefined();
    expect(orderOfRows('entry', [5], at)).toBeUndefined();
    expect(orderOfRows([0, 1], [5, 2, 3], at)).toEqual([2, 0, 1]);
  });

  it('says which axes there are', () => {
    expect(() => orderOfRows([1, 3], [5, 2, 3], at)).toThrow(
      '--axis 1,3: expected fewer than 3 axes, each once and from -3 to 2, for pred of shape 5x2x3',
    );
    expect(() => orderOfRows(0, [5], at)).toThrow(
      '--axis 0: expected axis 1 or -1 for pred of shape 5',
    );
  });
});

describe('rowPlaces', () => {
  it('are where the numbers of a row end up once rows are last', () => {
    fc.assert(
      fc.property(ORDERED, ([shape, order]) => {
        if (shape.length < 2) return;
        const places = order.slice(1).sort((a, b) => a - b);
        const moved = reordered(numbersOf(shape), shape, rowsLast(places, shape.length));
        const width = elementCount(places.map((axis) => shape[axis]!));
        for (let row = 0; row < moved.length / width; row++) {
          expect([...rowPlaces(shape, places, row)]).toEqual([
            ...moved.subarray(row * width, (row + 1) * width),
          ]);
        }
      }),
    );
  });
});

function numbersOf(shape: readonly number[]): Float64Array {
  return Float64Array.from({ length: elementCount(shape) }, (_, i) => i);
}

function indexOf(place: number, shape: readonly number[]): number[] {
  let rest = place;
  return shape.map((_, axis) => {
    const stride = elementCount(shape.slice(axis + 1));
    const index = Math.floor(rest / stride);
    rest -= index * stride;
    return index;
  });
}

/**
 * What costs time of losses over all pairs of embeddings. Embeddings lie in panels of four: the first number of each,
 * then the second of each. So do the numbers of a row that has one for each embedding; addresses are in bytes.
 */
import { exponentials } from './exponential';

/** The address from which on memory is free. */
export function freeMemory(): usize {
  return __heap_base;
}

/** Bytes of four numbers, and of two. */
const PANEL: usize = 32;
const HALF: usize = 16;
const NUMBER: usize = 8;
/** Panels whose products are summed before those of the next: as many as stay in the nearest cache. */
const TILE: usize = 32;

/**
 * Inner products of the embeddings of some panels with those of all.
 * @param first address of the first of the panels
 * @param count of these panels
 * @param all address of all panels, up to `end`
 * @param target address of a row for each embedding of the first panels
 */
export function multiply(
  first: usize, count: usize, all: usize, end: usize, width: usize, target: usize,
): void {
  const panel = width * PANEL;
  const row = ((end - all) / panel) * PANEL;
  for (let columns = all; columns < end; columns += panel, target += PANEL) {
    for (let i: usize = 0; i < count; i++) {
      multiplyPanels(first + i * panel, columns, panel, target + 4 * i * row, row);
    }
  }
}

@inline
function multiplyPanels(rows: usize, columns: usize, panel: usize, target: usize, row: usize): void {
  let a0 = f64x2.splat(0), a1 = f64x2.splat(0), b0 = f64x2.splat(0), b1 = f64x2.splat(0);
  let c0 = f64x2.splat(0), c1 = f64x2.splat(0), d0 = f64x2.splat(0), d1 = f64x2.splat(0);
  for (let at: usize = 0; at < panel; at += PANEL) {
    const x0 = v128.load(columns + at), x1 = v128.load(columns + at, HALF);
    const a = v128.load64_splat(rows + at), b = v128.load64_splat(rows + at, NUMBER);
    const c = v128.load64_splat(rows + at, HALF), d = v128.load64_splat(rows + at, HALF + NUMBER);
    a0 = f64x2.add(a0, f64x2.mul(a, x0)); a1 = f64x2.add(a1, f64x2.mul(a, x1));
    b0 = f64x2.add(b0, f64x2.mul(b, x0)); b1 = f64x2.add(b1, f64x2.mul(b, x1));
    c0 = f64x2.add(c0, f64x2.mul(c, x0)); c1 = f64x2.add(c1, f64x2.mul(c, x1));
    d0 = f64x2.add(d0, f64x2.mul(d, x0)); d1 = f64x2.add(d1, f64x2.mul(d, x1));
  }
  v128.store(target, a0); v128.store(target, a1, HALF);
  v128.store(target + row, b0); v128.store(target + row, b1, HALF);
  v128.store(target + 2 * row, c0); v128.store(target + 2 * row, c1, HALF);
  v128.store(target + 3 * row, d0); v128.store(target + 3 * row, d1, HALF);
}

/** Divides a row by a number. */
export function divide(row: usize, end: usize, divisor: f64): void {
  for (; row < end; row += HALF) {
    v128.store(row, f64x2.div(v128.load(row), f64x2.splat(divisor)));
  }
}

/** Divides a row by a number, with each number rounded to float32 before and after. */
export function divideSingle(row: usize, end: usize, divisor: f64): void {
  for (; row < end; row += HALF) {
    v128.store(row, toSingle(f64x2.div(toSingle(v128.load(row)), f64x2.splat(divisor))));
  }
}

@inline
function toSingle(x: v128): v128 {
  return f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(x));
}

/** The largest of a row; NaN where one is. */
export function largest(row: usize, end: usize): f64 {
  let low = f64x2.splat(-Infinity), high = low;
  for (; row < end; row += PANEL) {
    low = f64x2.max(low, v128.load(row));
    high = f64x2.max(high, v128.load(row, HALF));
  }
  const most = f64x2.max(low, high);
  return max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
}

/** The sum of exp(x - shift) over a row, compensated (W. Kahan, 1965: no term is less than 0). */
export function sumOfExponentials(row: usize, end: usize, shift: f64): f64 {
  let low = f64x2.splat(0), high = low, lowExcess = low, highExcess = low;
  const by = f64x2.splat(shift);
  for (; row < end; row += PANEL) {
    const x = f64x2.sub(exponentials(f64x2.sub(v128.load(row), by)), lowExcess);
    const y = f64x2.sub(exponentials(f64x2.sub(v128.load(row, HALF), by)), highExcess);
    const lowSum = f64x2.add(low, x), highSum = f64x2.add(high, y);
    lowExcess = f64x2.sub(f64x2.sub(lowSum, low), x);
    highExcess = f64x2.sub(f64x2.sub(highSum, high), y);
    low = lowSum;
    high = highSum;
  }
  return sumOfLanes(f64x2.add(low, high)) - sumOfLanes(f64x2.add(lowExcess, highExcess));
}

@inline
function sumOfLanes(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}

/** x becomes factor exp(x - shift) + factor' exp(x - shift'), where the latter two are of each place in the row. */
export function weigh(
  row: usize, end: usize, factor: f64, shift: f64, factors: usize, shifts: usize,
): void {
  for (; row < end; row += HALF, factors += HALF, shifts += HALF) {
    const x = v128.load(row);
    const own = exponentials(f64x2.sub(x, f64x2.splat(shift)));
    const others = exponentials(f64x2.sub(x, v128.load(shifts)));
    const weight = f64x2.mul(f64x2.splat(factor), own);
    v128.store(row, f64x2.add(weight, f64x2.mul(v128.load(factors), others)));
  }
}

/**
 * Adds to each of four rows of `width` numbers the embeddings, each times its weight.
 * @param weights address of four rows of weights
 */
export function combine(weights: usize, all: usize, end: usize, width: usize, target: usize): void {
  const panel = width * PANEL;
  const row = ((end - all) / panel) * PANEL;
  while (all < end) {
    const tileEnd = min(all + TILE * panel, end);
    for (let k: usize = 0; k < width; k++) {
      let a = f64x2.splat(0), b = a, c = a, d = a;
      let at = weights;
      for (let x = all + k * PANEL; x < tileEnd; x += panel, at += PANEL) {
        const x0 = v128.load(x), x1 = v128.load(x, HALF);
        a = addProducts(a, at, x0, x1);
        b = addProducts(b, at + row, x0, x1);
        c = addProducts(c, at + 2 * row, x0, x1);
        d = addProducts(d, at + 3 * row, x0, x1);
      }
      const place = target + k * NUMBER;
      addTo(place, a);
      addTo(place + width * NUMBER, b);
      addTo(place + 2 * width * NUMBER, c);
      addTo(place + 3 * width * NUMBER, d);
    }
    weights += ((tileEnd - all) / panel) * PANEL;
    all = tileEnd;
  }
}

@inline
function addProducts(sum: v128, weights: usize, x0: v128, x1: v128): v128 {
  const low = f64x2.mul(v128.load(weights), x0);
  return f64x2.add(f64x2.add(sum, low), f64x2.mul(v128.load(weights, HALF), x1));
}

@inline
function addTo(place: usize, lanes: v128): void {
  store<f64>(place, load<f64>(place) + sumOfLanes(lanes));
}

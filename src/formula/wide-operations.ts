import { OPERATIONS } from './operations.ts';
import {
  absolute,
  arctangent,
  cosine,
  exp,
  expm1,
  log,
  log1p,
  logCosh,
  power,
  sigmoid,
  sine,
  softplus,
  tanh,
} from './wide-functions.ts';
import { WIDE_SPECIAL } from './wide-special.ts';
import {
  ZERO,
  ONE,
  add,
  divide,
  isEqual,
  isLess,
  multiply,
  negative,
  squareRoot,
  subtract,
  toDouble,
  wide,
  type Wide,
} from './wide.ts';

/** The element-wise operations on numbers with twice the digits of doubles and unbounded exponents. */

type WideOperation = (...args: Wide[]) => Wide;

function isNaN({ h }: Wide): boolean {
  return Number.isNaN(h);
}

function larger(a: Wide, b: Wide): Wide {
  if (isNaN(a) || isNaN(b)) return wide(NaN);
  return isLess(a, b) ? b : a;
}

function smaller(a: Wide, b: Wide): Wide {
  return negative(larger(negative(a), negative(b)));
}

/** Floor or ceil. */
function whole(x: Wide, round: (x: number) => number): Wide {
  if (x.e > 0) return x;
  const head = round(toDouble(x));
  return head === toDouble(x) && x.e === 0 ? add(wide(head), wide(round(x.l))) : wide(head);
}

/** x times a logarithm, with 0 where x is 0 unless the logarithm's argument is NaN. */
function xTimes(of: (y: Wide) => Wide): WideOperation {
  return (x, y) => (x.h === 0 && !isNaN(y) ? ZERO : multiply(x, of(y)));
}

function truth(value: boolean): Wide {
  return value ? ONE : ZERO;
}

const WIDE: Readonly<Record<string, WideOperation>> = {
  add: (a, b) => add(a, b),
  sub: (a, b) => subtract(a, b),
  mul: (a, b) => multiply(a, b),
  div: (a, b) => divide(a, b),
  neg: (a) => negative(a),
  square: (a) => multiply(a, a),
  pow: power,
  lt: (a, b) => truth(isLess(a, b)),
  le: (a, b) => truth(isLess(a, b) || isEqual(a, b)),
  gt: (a, b) => truth(isLess(b, a)),
  ge: (a, b) => truth(isLess(b, a) || isEqual(a, b)),
  eq: (a, b) => truth(isEqual(a, b)),
  ne: (a, b) => truth(!isEqual(a, b)),
  abs: absolute,
  floor: (a) => whole(a, Math.floor),
  ceil: (a) => whole(a, Math.ceil),
  sign: (a) => wide(Math.sign(a.h)),
  sqrt: squareRoot,
  exp,
  expm1,
  log,
  log1p,
  sin: sine,
  cos: cosine,
  atan: arctangent,
  tanh,
  sigmoid,
  softplus,
  log_cosh: logCosh,
  xlogy: xTimes(log),
  xlog1py: xTimes(log1p),
  max: larger,
  min: smaller,
  clip: (x, low, high) => smaller(larger(x, low), high),
  with_derivative: (value) => value,
  stop_gradient: (value) => value,
  ...WIDE_SPECIAL,
};

/** An operation of {@link OPERATIONS}, but `select`, on such numbers. */
export function wideOperation(op: string): WideOperation {
  return WIDE[op] ?? ((...args) => wide(OPERATIONS[op]!.apply(...args.map(toDouble))));
}

export function applyWide(op: string, args: readonly Wide[]): Wide {
  return wideOperation(op)(...args);
}

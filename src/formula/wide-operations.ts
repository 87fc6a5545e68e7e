import { OPERATIONS } from './operations.ts';
import {
  add,
  divide,
  isEqual,
  isLess,
  multiply,
  negative,
  scaled,
  squareRoot,
  subtract,
  toDouble,
  wide,
  type Wide,
} from './wide.ts';

/**
 * The element-wise operations on numbers with unbounded exponents, where those on doubles would overflow or vanish; in
 * between they are the same.
 */

type WideOperation = (...args: Wide[]) => Wide;

/** Below it, x is x + x^2 to all digits. */
const TINY = 2 ** -500;
/** Powers and products of so many factors are multiplied out. */
const MOST_FACTORS = 64;
/** Beyond it not even an exponent without bounds tells much. */
const LARGEST_LOGARITHM = 1e9;
/** Log 2 in two parts, of which products of the first with exponents are exact. */
const [LN2_HIGH, LN2_LOW] = [6.93147180369123816490e-1, 1.90821492927058770002e-10]; // prettier-ignore

const ZERO = wide(0);
const ONE = wide(1);
const TWO = wide(2);
const LN2 = wide(Math.LN2);

function isNaN({ m }: Wide): boolean {
  return Number.isNaN(m);
}

function absolute({ m, e }: Wide): Wide {
  return { m: Math.abs(m), e };
}

function larger(a: Wide, b: Wide): Wide {
  if (isNaN(a) || isNaN(b)) return wide(NaN);
  return isLess(a, b) ? b : a;
}

function smaller(a: Wide, b: Wide): Wide {
  return negative(larger(negative(a), negative(b)));
}

function exp(x: Wide): Wide {
  const double = toDouble(x);
  if (!(Math.abs(double) > 700 && Math.abs(double) < LARGEST_LOGARITHM))
    return wide(Math.exp(double));
  const exponent = Math.round(double / Math.LN2);
  const rest = double - exponent * LN2_HIGH - exponent * LN2_LOW;
  return scaled(wide(Math.exp(rest)), exponent);
}

function log(x: Wide): Wide {
  return wide(isDouble(x) ? Math.log(toDouble(x)) : Math.log(x.m) + x.e * Math.LN2);
}

function log1p(x: Wide): Wide {
  if (x.e > 1023) return log(x);
  return nearZero(x, Math.log1p);
}

function expm1(x: Wide): Wide {
  return toDouble(x) > 700 ? exp(x) : nearZero(x, Math.expm1);
}

/** A function that is x near 0. */
function nearZero(x: Wide, of: (x: number) => number): Wide {
  const double = toDouble(x);
  return Math.abs(double) < TINY ? x : wide(of(double));
}

function sigmoid(x: Wide): Wide {
  const e = exp(negative(absolute(x)));
  return divide(x.m >= 0 ? ONE : e, add(ONE, e));
}

function softplus(x: Wide): Wide {
  return add(larger(x, ZERO), log1p(exp(negative(absolute(x)))));
}

function logCosh(x: Wide): Wide {
  const size = Math.abs(toDouble(x));
  if (size < TINY) return divide(multiply(x, x), TWO);
  return size < 20 ? wide(OPERATIONS['log_cosh']!.apply(toDouble(x))) : subtract(absolute(x), LN2);
}

function power(base: Wide, exponent: Wide): Wide {
  const b = toDouble(exponent);
  if (isDouble(base)) {
    const inDoubles = Math.pow(toDouble(base), b);
    const isInReach = Number.isFinite(inDoubles) && Math.abs(inDoubles) > TINY;
    if (isInReach || base.m === 0 || !Number.isFinite(base.m) || !Number.isFinite(b)) {
      return wide(inDoubles);
    }
  }
  if (Number.isInteger(b) && Math.abs(b) <= MOST_FACTORS) {
    let product = ONE;
    for (let i = 0; i < Math.abs(b); i++) product = multiply(product, base);
    return b < 0 ? divide(ONE, product) : product;
  }
  const doublings = base.e * b + (Math.abs(b) < 500 ? 0 : b * Math.log2(Math.abs(base.m)));
  const whole = Math.floor(doublings);
  const ofDigits = Math.abs(b) < 500 ? Math.pow(base.m, b) : Math.sign(base.m) ** b;
  return scaled(multiply(wide(ofDigits), wide(2 ** (doublings - whole))), whole);
}

/** x times a logarithm, with 0 where x is 0 unless the logarithm's argument is NaN. */
function xTimes(of: (y: Wide) => Wide): WideOperation {
  return (x, y) => (x.m === 0 && !isNaN(y) ? ZERO : multiply(x, of(y)));
}

/** Whether it is a double: no overflow, and no digit lost. */
function isDouble({ e }: Wide): boolean {
  return e >= -1022 && e <= 1023;
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
  pow: (a, b) => power(a, b),
  lt: (a, b) => truth(isLess(a, b)),
  le: (a, b) => truth(isLess(a, b) || isEqual(a, b)),
  gt: (a, b) => truth(isLess(b, a)),
  ge: (a, b) => truth(isLess(b, a) || isEqual(a, b)),
  eq: (a, b) => truth(isEqual(a, b)),
  ne: (a, b) => truth(!isEqual(a, b)),
  abs: (a) => absolute(a),
  floor: (a) => (a.e > 52 ? a : wide(Math.floor(toDouble(a)))),
  ceil: (a) => (a.e > 52 ? a : wide(Math.ceil(toDouble(a)))),
  sign: (a) => wide(Math.sign(a.m)),
  sqrt: (a) => squareRoot(a),
  exp: (a) => exp(a),
  expm1: (a) => expm1(a),
  log: (a) => log(a),
  log1p: (a) => log1p(a),
  sin: (a) => nearZero(a, Math.sin),
  atan: (a) => nearZero(a, Math.atan),
  tanh: (a) => nearZero(a, Math.tanh),
  sigmoid: (a) => sigmoid(a),
  softplus: (a) => softplus(a),
  log_cosh: (a) => logCosh(a),
  xlogy: xTimes(log),
  xlog1py: xTimes(log1p),
  max: (a, b) => larger(a, b),
  min: (a, b) => smaller(a, b),
  clip: (x, low, high) => smaller(larger(x, low), high),
  with_derivative: (value) => value,
  stop_gradient: (value) => value,
};

/** An operation of {@link OPERATIONS}, but `select`, on such numbers. */
export function applyWide(op: string, args: readonly Wide[]): Wide {
  const operation = WIDE[op];
  return operation ? operation(...args) : wide(OPERATIONS[op]!.apply(...args.map(toDouble)));
}

import type { NaNOrder, SpecialNumbers } from './dialect.ts';
import { holds } from './range.ts';
import { bare, sql, type Operand, type Template } from './template.ts';

type Operations = Readonly<Record<string, Template>>;

function infix(sign: string): Template {
  return (a, b) => sql`(${a} ${sign} ${b})`;
}

/** A function of SQL by its name. */
export function call(name: string): Template {
  return (...args) => `${name}(${args.map(({ text }) => bare(text)).join(', ')})`;
}

/** What all engines have alike. */
export const PLAIN: Operations = {
  add: infix('+'),
  sub: infix('-'),
  mul: infix('*'),
  neg: (a) => sql`(-${a})`,
  square: (a) => sql`(${a} * ${a})`,
  abs: call('ABS'),
  floor: call('FLOOR'),
  ceil: call('CEIL'),
  sin: call('SIN'),
  cos: call('COS'),
  atan: call('ATAN'),
  tanh: call('TANH'),
  and: infix('AND'),
  or: infix('OR'),
  not: (a) => sql`(NOT ${a})`,
  select: (test, then, otherwise) => {
    const [condition, yes, no] = [test, then, otherwise].map(({ text }) => bare(text));
    return sql`CASE WHEN ${condition!} THEN ${yes!} ELSE ${no!} END`;
  },
};

/** A power, of which 1 to what is no number or infinite is none in JavaScript, and 1 in C. */
function powerOr(nan: string, power: Template): Template {
  return (a, b) => {
    const isPlain = b.low > -Infinity && b.high < Infinity && !b.mayBeNaN;
    if (isPlain || (a.low > 1 && !a.mayBeNaN)) return power(a, b);
    const other = power(a, b);
    return sql`CASE WHEN ABS(${a}) = 1 AND NOT (ABS(${b}) <= 1.7976931348623157e308) THEN ${nan} ELSE ${other} END`;
  };
}

/** Functions of an engine that computes as IEEE 754 has it, and never stops. */
export function ieeeFunctions({ nan }: SpecialNumbers): Operations {
  return {
    div: infix('/'),
    sqrt: call('SQRT'),
    exp: call('EXP'),
    log: call('LN'),
    pow: powerOr(nan, call('POWER')),
  };
}

/** The exponents beyond which exp is infinite, and beyond which it is 0. */
const MOST = '709.782712893384e0';
const LEAST = '-745.2e0';
/** The exponent below which some engines take a result, which has fewer digits, for an underflow. */
const LEAST_NORMAL = '-708e0';

/** The same of an engine that stops, or has NULL, where a result is no finite number. */
export function guardedFunctions({ nan, infinity, negativeInfinity }: SpecialNumbers): Operations {
  const exponential = (x: Operand): string =>
    sql`CASE WHEN ${x} > ${MOST} THEN ${x.mayBeNaN ? sql`CASE WHEN ${x} <= ${infinity} THEN ${infinity} ELSE ${nan} END` : infinity} WHEN ${x} < ${LEAST} THEN 0e0 WHEN ${x} < ${LEAST_NORMAL} THEN EXP(${x} + 700) * EXP(-700e0) ELSE EXP(${x}) END`;
  return {
    div: (a, b) =>
      holds(b, 0)
        ? // Of NULL it is NULL, which where there is no NaN stands for that.
          sql`CASE WHEN ${b} <> 0 THEN ${a} / ${b} WHEN ${b} = 0 THEN CASE WHEN ${a} < 0 THEN ${negativeInfinity} WHEN ${a} > 0 AND ${a} <= ${infinity} THEN ${infinity} WHEN ${a} IS NOT NULL THEN ${nan} END END`
        : sql`(${a} / ${b})`,
    sqrt: (x) =>
      x.low >= 0 ? sql`SQRT(${x})` : sql`CASE WHEN ${x} >= 0 THEN SQRT(${x}) ELSE ${nan} END`,
    exp: (x) => (x.low > -700 && x.high < 700 ? sql`EXP(${x})` : exponential(x)),
    log: (x) =>
      x.low > 0
        ? sql`LN(${x})`
        : sql`CASE WHEN ${x} > 0 THEN LN(${x}) WHEN ${x} = 0 THEN ${negativeInfinity} ELSE ${nan} END`,
    pow: powerOr(
      nan,
      (a, b) =>
        sql`CASE WHEN ${a} = 0 THEN CASE WHEN ${b} > 0 THEN 0e0 WHEN ${b} = 0 THEN 1e0 ELSE ${infinity} END WHEN ${a} < 0 AND ${b} <> FLOOR(${b}) THEN ${nan} WHEN ABS(${a}) = 1 THEN POWER(${a}, ${b}) WHEN ${b} * LN(ABS(${a})) > ${MOST} THEN CASE WHEN ${a} > 0 OR FLOOR(${b} / 2) * 2 = ${b} THEN ${infinity} ELSE ${negativeInfinity} END WHEN ${b} * LN(ABS(${a})) < ${LEAST_NORMAL} THEN 0e0 ELSE POWER(${a}, ${b}) END`,
    ),
  };
}

/**
 * log(1 + x), of which 1 + x rounds digits away: the logarithm of what it is and the quotient have the same error (W. Kahan,
 * in the HP-15C Advanced Functions Handbook, 1982).
 */
export function kahanLog1p({ nan, negativeInfinity }: SpecialNumbers): Template {
  return (x) => {
    const plain = sql`LN(1 + ${x}) * (${x} / ((1 + ${x}) - 1))`;
    if (x.low > -1 && x.high < Infinity)
      return sql`CASE WHEN 1 + ${x} = 1 THEN ${x} ELSE ${plain} END`;
    return sql`CASE WHEN 1 + ${x} = 1 THEN ${x} WHEN ${x} > 1e300 THEN LN(${x}) WHEN ${x} > -1 THEN ${plain} WHEN ${x} = -1 THEN ${negativeInfinity} ELSE ${nan} END`;
  };
}

/** Half a unit in the last place beyond the largest float32, and the least that has all digits. */
const BEYOND_SINGLE = '3.4028235677973366e38';
const LEAST_SINGLE = '1.1754943508222875e-38';
/** Where it is added to a number that is less, the last digit is that of float32. */
const TO_LEAST_DIGIT = String(1.5 * 2 ** -97);

/**
 * Rounds to float32 where there is no such type: the digits beyond are cut off by a product with 2^29 + 1, as Veltkamp
 * halves the digits of a double.
 */
export function rounded({ infinity, negativeInfinity }: SpecialNumbers): Template {
  return (x) =>
    sql`CASE WHEN ABS(${x}) < ${LEAST_SINGLE} THEN (${x} + ${TO_LEAST_DIGIT}) - ${TO_LEAST_DIGIT} WHEN ABS(${x}) < ${BEYOND_SINGLE} THEN (${x} * 536870913) - ((${x} * 536870913) - ${x}) WHEN ${x} < 0 THEN ${negativeInfinity} WHEN ${x} > 0 AND ${x} <= ${infinity} THEN ${infinity} ELSE ${x} END`;
}

const COMPARISONS = { lt: '<', le: '<=', gt: '>', ge: '>=', eq: '=', ne: '<>' } as const;

/** Comparisons of which NaN meets none but `!=`, and extremes that are NaN where an argument is. */
export function comparisons(order: NaNOrder, { nan }: SpecialNumbers): Operations {
  const plain = Object.fromEntries(
    Object.entries(COMPARISONS).map(([name, sign]) => [name, infix(sign)]),
  );
  switch (order) {
    case 'ieee':
      return { ...plain, ...extremes(() => false, nan) };
    case 'null':
      return {
        ...plain,
        // NULL is no truth: what it is not has to be said.
        ne: (a, b) =>
          a.mayBeNaN || b.mayBeNaN
            ? sql`CASE WHEN ${a} = ${b} THEN 0 ELSE 1 END`
            : sql`(${a} <> ${b})`,
        not: (a) => sql`CASE WHEN ${a} THEN 0 ELSE 1 END`,
        max: call('MAX'),
        min: call('MIN'),
      };
    case 'largest': {
      /** Both sides, where one of them must not be NaN. */
      const unless =
        (sign: string, pick: (a: Operand, b: Operand) => Operand | undefined): Template =>
        (a, b) => {
          const odd = pick(a, b);
          return odd?.mayBeNaN
            ? sql`(${a} ${sign} ${b} AND ${odd} <> ${nan})`
            : sql`(${a} ${sign} ${b})`;
        };
      const ofBoth = (a: Operand, b: Operand): Operand | undefined => (b.mayBeNaN ? a : undefined);
      return {
        ...plain,
        lt: unless('<', (_a, b) => b),
        le: unless('<=', (_a, b) => b),
        gt: unless('>', (a) => a),
        ge: unless('>=', (a) => a),
        eq: unless('=', ofBoth),
        ne: (a, b) =>
          a.mayBeNaN && b.mayBeNaN ? sql`(${a} <> ${b} OR ${a} = ${nan})` : sql`(${a} <> ${b})`,
        ...extremes((name) => name === 'max', nan),
      };
    }
  }
}

/** The larger and the smaller of two, NaN where one of them is. */
function extremes(keepsNaN: (name: 'max' | 'min') => boolean, nan: string): Operations {
  const of = (name: 'max' | 'min', plain: string, sign: string): Template => {
    return (a, b) => {
      if (!(a.mayBeNaN || b.mayBeNaN) || keepsNaN(name)) return sql`${plain}(${a}, ${b})`;
      return keepsNaN('max')
        ? sql`CASE WHEN GREATEST(${a}, ${b}) = ${nan} THEN ${nan} ELSE LEAST(${a}, ${b}) END`
        : sql`CASE WHEN ${a} ${sign} ${b} THEN ${a} WHEN ${b} ${sign} ${a} THEN ${b} ELSE ${nan} END`;
    };
  };
  return { max: of('max', 'GREATEST', '>='), min: of('min', 'LEAST', '<=') };
}

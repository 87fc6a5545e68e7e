import type { Node } from '../node.ts';

/** Which values a node may have: those from `low` to `high`, and NaN where it may be that. */
export interface Range {
  readonly low: number;
  readonly high: number;
  readonly mayBeNaN: boolean;
}

/** Nothing is known. */
const ANY: Range = { low: -Infinity, high: Infinity, mayBeNaN: true };
/** A value of an input: one that is missing is NULL, and none of a row that counts. */
const NUMBER: Range = { ...ANY, mayBeNaN: false };
const TRUTH: Range = { low: 0, high: 1, mayBeNaN: false };

/** Finds which values nodes may have, so that an expression is guarded only where it has to be. */
export class Ranges {
  readonly #known = new Map<Node, Range>();

  of(node: Node): Range {
    let range = this.#known.get(node);
    if (!range) {
      range = node.type === 'boolean' ? TRUTH : rangeOf(node, (argument) => this.of(argument));
      this.#known.set(node, range);
    }
    return range;
  }
}

/** Whether a range has a number in it. */
export function holds({ low, high }: Range, value: number): boolean {
  return low <= value && value <= high;
}

function rangeOf({ op, value, args }: Node, of: (node: Node) => Range): Range {
  if (op === 'number') return exactly(value!);
  if (op === 'input') return NUMBER;
  // Of no rows there is no number of them, but NULL.
  if (op === 'rows') return { low: 1, high: Infinity, mayBeNaN: false };
  const rule = RULES[op];
  return rule ? rule(...args.map(of)) : ANY;
}

function exactly(value: number): Range {
  // Of NaN alone there is no number: what is made of this is wider than it needs to be.
  return Number.isNaN(value) ? ANY : { low: value, high: value, mayBeNaN: false };
}

type Rule = (...args: Range[]) => Range;

const isInfinite = ({ low, high }: Range): boolean => low === -Infinity || high === Infinity;

/** Of a function that does not decrease, and is a number wherever its argument is. */
function rising(apply: (x: number) => number): Rule {
  return ({ low, high, mayBeNaN }) => ({ low: apply(low), high: apply(high), mayBeNaN });
}

function between(low: number, high: number): Rule {
  return ({ mayBeNaN }) => ({ low, high, mayBeNaN });
}

function negated({ low, high, mayBeNaN }: Range): Range {
  return { low: -high, high: -low, mayBeNaN };
}

function sum(a: Range, b: Range): Range {
  const cancels =
    (a.low === -Infinity && b.high === Infinity) || (a.high === Infinity && b.low === -Infinity);
  const mayBeNaN = a.mayBeNaN || b.mayBeNaN || cancels;
  return mayBeNaN && cancels
    ? { ...ANY, low: orElse(a.low + b.low, -Infinity), high: orElse(a.high + b.high, Infinity) }
    : { low: a.low + b.low, high: a.high + b.high, mayBeNaN };
}

function product(a: Range, b: Range): Range {
  const corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high].map((x) =>
    orElse(x, 0),
  );
  const isNone = (holds(a, 0) && isInfinite(b)) || (holds(b, 0) && isInfinite(a));
  return {
    low: Math.min(...corners),
    high: Math.max(...corners),
    mayBeNaN: a.mayBeNaN || b.mayBeNaN || isNone,
  };
}

function quotient(a: Range, b: Range): Range {
  const isNone = (holds(a, 0) && holds(b, 0)) || (isInfinite(a) && isInfinite(b));
  const mayBeNaN = a.mayBeNaN || b.mayBeNaN || isNone;
  if (holds(b, 0)) {
    const isNegative = a.low < 0 || b.low < 0;
    return { low: isNegative ? -Infinity : 0, high: Infinity, mayBeNaN };
  }
  const corners = [a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high].map((x) =>
    orElse(x, 0),
  );
  return { low: Math.min(...corners), high: Math.max(...corners), mayBeNaN };
}

function absolute({ low, high, mayBeNaN }: Range): Range {
  const largest = Math.max(Math.abs(low), Math.abs(high));
  const least = low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high));
  return { low: least, high: largest, mayBeNaN };
}

function union(a: Range, b: Range): Range {
  return {
    low: Math.min(a.low, b.low),
    high: Math.max(a.high, b.high),
    mayBeNaN: a.mayBeNaN || b.mayBeNaN,
  };
}

/** Of a function of numbers that are at least 0, and NaN of others. */
function ofPositive(apply: (x: number) => number): Rule {
  return ({ low, high, mayBeNaN }) => ({
    low: apply(Math.max(low, 0)),
    high: apply(Math.max(high, 0)),
    mayBeNaN: mayBeNaN || low < 0,
  });
}

function power(base: Range, exponent: Range): Range {
  const isOfPositive = base.low >= 0;
  const isPlain = isOfPositive && !base.mayBeNaN && !exponent.mayBeNaN && !isInfinite(exponent);
  return { low: isOfPositive ? 0 : -Infinity, high: Infinity, mayBeNaN: !isPlain };
}

function orElse(value: number, otherwise: number): number {
  return Number.isNaN(value) ? otherwise : value;
}

/** What is known of operations; of any other nothing. */
const RULES: Readonly<Record<string, Rule>> = {
  add: sum,
  sub: (a, b) => sum(a, negated(b)),
  mul: product,
  div: quotient,
  neg: negated,
  abs: absolute,
  square: (x) => {
    const { low, high, mayBeNaN } = absolute(x);
    return { low: low * low, high: high * high, mayBeNaN };
  },
  pow: power,
  sqrt: ofPositive(Math.sqrt),
  log: ofPositive(Math.log),
  exp: rising(Math.exp),
  floor: rising(Math.floor),
  ceil: rising(Math.ceil),
  tanh: between(-1, 1),
  atan: between(-2, 2),
  max: (a, b) => ({ ...union(a, b), low: Math.max(a.low, b.low) }),
  min: (a, b) => ({ ...union(a, b), high: Math.min(a.high, b.high) }),
  select: (_test, then, otherwise) => union(then, otherwise),
};

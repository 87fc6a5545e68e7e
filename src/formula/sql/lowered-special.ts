import type { Graph } from '../graph.ts';
import type { Node } from '../node.ts';
import { I0 } from '../special/bessel.ts';
import { ERF, SCALED_ERFC } from '../special/error-function.ts';
import { HALF_LOG_2_PI, LGAMMA, STIRLING } from '../special/gamma.ts';

/*
 * Special functions by the series that the kernels have (see `formula/special`), as expressions: recurrences are products of
 * as many factors as there may be, of which those beyond the end are 1.
 */

type Make = (op: string, ...args: Node[]) => Node;

/** Where asymptotic series begin to be as good as doubles. */
const LARGE = 10;
/** Beyond it erfc is less than 1e-297: what it is multiplied with would vanish, which stops some engines. */
const LARGEST = 26;
/** Up to where the power series of a Bessel function is summed, and its terms. */
const SMALL = 8;
const TERMS = 32;

/** Writes special functions of nodes in arithmetic and elementary functions. */
class Special {
  readonly #graph: Graph;
  readonly #make: Make;

  constructor(graph: Graph, make: Make) {
    this.#graph = graph;
    this.#make = make;
  }

  erf(x: Node): Node {
    const size = this.#make('abs', x);
    const t = this.#less(this.#times(2, this.#make('square', x)), 1);
    const near = this.#make('mul', x, this.#polynomial(powers(ERF), t));
    const far = this.#make('sub', this.#number(1), this.#upperErfc(size));
    const isBelow = this.#make('lt', x, this.#number(0));
    const signed = this.#make('select', isBelow, this.#make('neg', far), far);
    return this.#make('select', this.#isBelow(size, 1), near, signed);
  }

  erfc(x: Node): Node {
    const near = this.#make('sub', this.#number(1), this.#make('erf', x));
    const upper = this.#upperErfc(this.#make('max', x, this.#number(0.5)));
    return this.#make('select', this.#isBelow(x, 0.5), near, upper);
  }

  ndtr(x: Node): Node {
    return this.#times(0.5, this.#make('erfc', this.#times(-Math.SQRT1_2, x)));
  }

  logNdtr(x: Node): Node {
    const size = this.#times(Math.SQRT1_2, this.#make('abs', x));
    const above = this.#make('log1p', this.#times(-0.5, this.#upperErfc(size)));
    const scaled = this.#make('log', this.#times(0.5, this.#scaledErfc(size)));
    const below = this.#make('sub', scaled, this.#times(0.5, this.#make('square', x)));
    return this.#make('select', this.#make('gt', x, this.#number(0)), above, below);
  }

  lgamma(x: Node): Node {
    const size = this.#make('abs', x);
    const above = this.#lgammaOfPositive(size);
    const rest = this.#make('sub', x, this.#make('floor', x));
    const sine = this.#make('sin', this.#times(Math.PI, rest));
    const reflected = this.#make('log', this.#make('div', this.#number(Math.PI), sine));
    const below = this.#make('sub', this.#make('sub', reflected, this.#make('log', size)), above);
    return this.#make('select', this.#isBelow(x, 0), below, above);
  }

  /** Of x from 10 by its series, below as what lgamma is beyond the rest. */
  stirling(x: Node): Node {
    const near = this.#make('sub', this.#lgammaOfPositive(x), this.#stirlingFormula(x));
    const nearOrNone = this.#make('select', this.#isBelow(x, 0), this.#number(NaN), near);
    const isZero = this.#make('eq', x, this.#number(0));
    const below = this.#make('select', isZero, this.#number(Infinity), nearOrNone);
    return this.#make('select', this.#isBelow(x, LARGE), below, this.#stirlingSeries(x));
  }

  lbeta(a: Node, b: Node): Node {
    const [small, large] = [this.#make('min', a, b), this.#make('max', a, b)];
    const sum = this.#make('add', small, large);
    const share = this.#make('div', small, sum);
    const ofShare = this.#make('mul', this.#less(small, 0.5), this.#make('log', share));
    const ofRest = this.#make('mul', large, this.#make('log1p', this.#make('neg', share)));
    const halfLog = this.#times(-0.5, this.#make('log', large));
    const ofLarge = this.#make('sub', this.#make('stirling', large), this.#make('stirling', sum));
    const corrections = this.#make('add', this.#make('stirling', small), ofLarge);
    const logarithms = this.#make(
      'add',
      this.#make('add', ofShare, ofRest),
      this.#plus(halfLog, HALF_LOG_2_PI),
    );
    return this.#make('add', logarithms, corrections);
  }

  logI0e(x: Node): Node {
    const size = this.#make('abs', x);
    const near = this.#make('sub', this.#make('log1p', this.#i0Less1(size)), size);
    const far = this.#make('max', size, this.#number(SMALL));
    const t = this.#less(this.#make('div', this.#number(2 * SMALL), far), 1);
    const scaled = this.#make('log', this.#polynomial(powers(I0), t));
    const root = this.#times(0.5, this.#make('log', this.#times(2 * Math.PI, far)));
    return this.#make('select', this.#isBelow(size, SMALL), near, this.#make('sub', scaled, root));
  }

  logI0(x: Node): Node {
    return this.#make('add', this.#make('log_i0e', x), this.#make('abs', x));
  }

  /** erfc(x) for x from 0. */
  #upperErfc(x: Node): Node {
    const high = this.#make('float32', x);
    const low = this.#make('mul', this.#make('sub', x, high), this.#make('add', x, high));
    const ofHigh = this.#make('exp', this.#make('neg', this.#make('square', high)));
    const ofSquare = this.#make('mul', ofHigh, this.#make('exp', this.#make('neg', low)));
    const value = this.#make('mul', ofSquare, this.#scaledErfc(x));
    const isBeyond = this.#make('gt', x, this.#number(LARGEST));
    return this.#make('select', isBeyond, this.#number(0), value);
  }

  /** exp(x^2) erfc(x) for x from 0. */
  #scaledErfc(x: Node): Node {
    const t = this.#make('div', this.#less(x, 3.75), this.#plus(x, 3.75));
    return this.#make(
      'div',
      this.#polynomial(powers(SCALED_ERFC), t),
      this.#plus(this.#times(2, x), 1),
    );
  }

  #lgammaOfPositive(x: Node): Node {
    const steps = Array.from({ length: LARGE - 2 }, (_, k) => k + 1);
    const isReached = (k: number): Node => this.#make('ge', x, this.#number(k + 1.5));
    const factors = steps.map((k) =>
      this.#make('select', isReached(k), this.#less(x, k), this.#number(1)),
    );
    const product = factors.reduce((a, b) => this.#make('mul', a, b));
    const stepsTaken = steps
      .map((k) => this.#make('select', isReached(k), this.#number(1), this.#number(0)))
      .reduce((a, b) => this.#make('add', a, b));
    const reduced = this.#less(this.#make('sub', x, stepsTaken), 2);
    const [isSmall, isMedium] = [this.#isBelow(x, 0.5), this.#isBelow(x, 1.5)];
    const z = this.#make(
      'select',
      isSmall,
      x,
      this.#make('select', isMedium, this.#less(x, 1), reduced),
    );
    const base = this.#make('mul', z, this.#polynomial(powers(LGAMMA), this.#times(2, z)));
    const log = this.#make('log', x);
    const far = this.#make('add', this.#stirlingFormula(x), this.#stirlingSeries(x));
    const near = this.#make(
      'select',
      this.#isBelow(x, LARGE),
      this.#make('add', base, this.#make('log', product)),
      far,
    );
    const medium = this.#make('select', isMedium, this.#make('sub', base, log), near);
    const small = this.#make('sub', this.#make('sub', base, this.#make('log1p', x)), log);
    return this.#make('select', isSmall, small, medium);
  }

  /** (x - 1/2) log x - x + log(2 pi) / 2. */
  #stirlingFormula(x: Node): Node {
    const product = this.#make('mul', this.#less(x, 0.5), this.#less(this.#make('log', x), 1));
    return this.#plus(product, HALF_LOG_2_PI - 0.5);
  }

  #stirlingSeries(x: Node): Node {
    const inverse = this.#make('div', this.#number(1), this.#make('max', x, this.#number(LARGE)));
    return this.#make('mul', this.#polynomial(STIRLING, this.#make('square', inverse)), inverse);
  }

  #i0Less1(x: Node): Node {
    const u = this.#times(0.25, this.#make('square', this.#make('min', x, this.#number(SMALL))));
    const terms = Array.from({ length: TERMS }, (_, k) => TERMS - k);
    const one = this.#number(1);
    return terms.reduce<Node>((sum, k) => {
      const factor = this.#times(1 / (k * k), u);
      return this.#make('mul', factor, this.#make('add', one, sum));
    }, this.#number(0));
  }

  /** By Horner's rule, the constant first. */
  #polynomial(coefficients: readonly number[], x: Node): Node {
    const [last, ...others] = [...coefficients].reverse();
    return others.reduce<Node>(
      (sum, coefficient) => this.#plus(this.#make('mul', sum, x), coefficient),
      this.#number(last!),
    );
  }

  #number(value: number): Node {
    return this.#graph.number(value);
  }

  #plus(x: Node, value: number): Node {
    return this.#make('add', x, this.#number(value));
  }

  #less(x: Node, value: number): Node {
    return this.#make('sub', x, this.#number(value));
  }

  #times(factor: number, x: Node): Node {
    return this.#make('mul', x, this.#number(factor));
  }

  #isBelow(x: Node, bound: number): Node {
    return this.#make('lt', x, this.#number(bound));
  }
}

/** A series of Chebyshev polynomials as one of powers: expressions are short where nothing is used twice. */
function powers(series: readonly number[]): readonly number[] {
  const sums = new Array<number>(series.length).fill(0);
  let [before, current] = [[1], [0, 1]];
  series.forEach((coefficient, n) => {
    const polynomial = n === 0 ? before : current;
    polynomial.forEach((factor, power) => {
      sums[power]! += coefficient * factor;
    });
    if (n > 0) {
      const next = [0, ...current.map((factor) => 2 * factor)];
      before.forEach((factor, power) => {
        next[power]! -= factor;
      });
      [before, current] = [current, next];
    }
  });
  return sums;
}

/** A special function that an engine has not got; undefined for any other. */
export function loweredSpecial(
  graph: Graph,
  make: Make,
  op: string,
  ...args: Node[]
): Node | undefined {
  const special = new Special(graph, make);
  const [a, b] = args as [Node, Node];
  switch (op) {
    case 'erf':
      return special.erf(a);
    case 'erfc':
      return special.erfc(a);
    case 'ndtr':
      return special.ndtr(a);
    case 'log_ndtr':
      return special.logNdtr(a);
    case 'lgamma':
      return special.lgamma(a);
    case 'stirling':
      return special.stirling(a);
    case 'lbeta':
      return special.lbeta(a, b);
    case 'log_i0':
      return special.logI0(a);
    case 'log_i0e':
      return special.logI0e(a);
    default:
      return undefined;
  }
}

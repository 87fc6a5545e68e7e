import type { Kernel, Known } from '../formula/compile.ts';
import { Extent, isBatchReduction, reachable, valueArguments, type Node } from '../formula/node.ts';
import { wideSum } from '../formula/wide.ts';
import type { Sums } from '../reduce/sums.ts';
import type { Statistic } from '../resample/statistic.ts';
import { rounderOf, type Dtype } from '../tensor/dtype.ts';
import type { Finish, Reduced } from './finish.ts';

/** What a finish is compiled with. */
interface Compiler {
  readonly dtype: Dtype;
  /** The length of a row. */
  readonly width: number;
  /** Whether kernels take sums beyond the doubles. */
  readonly isGuarded: boolean;
  kernel(outputs: readonly Node[], externals: readonly Node[], dtype?: Dtype): Kernel;
}

/**
 * The reductions over samples that a value is made of, where it is made of nothing but sums; undefined where it is of
 * extremes, or of sums that depend on others. The number of rows is one of the sums.
 */
export function sumsOf(value: Node): readonly Node[] | undefined {
  const isEnd = (node: Node): boolean => isBatchReduction(node) || node.op === 'rows';
  const sums = reachable([value], isEnd, valueArguments).filter(isEnd);
  const terms = reachable(sums.flatMap(valueArguments), undefined, valueArguments);
  const isSum = ({ op }: Node): boolean => ['batch_sum', 'column_sum', 'rows'].includes(op);
  return sums.every(isSum) && !terms.some(isEnd) ? sums : undefined;
}

/** The finish of a formula over the whole input: its value as an expression of the sums in it. */
export class FormulaFinish implements Finish {
  readonly size: number;
  readonly statistic: Statistic;
  /** What each sum is of, `rows` of 1 for each sample. */
  readonly terms: readonly Node[];
  readonly #sums: readonly Node[];
  readonly #widths: readonly number[];
  readonly #kernel: Kernel;
  readonly #isGuarded: boolean;
  readonly #round: (x: number) => number;
  readonly #out = new Float64Array(1);

  /** @param sums the reductions that the value is made of, see {@link sumsOf} */
  constructor(value: Node, sums: readonly Node[], compiler: Compiler) {
    this.#sums = sums;
    this.terms = sums.map((node) => (node.op === 'rows' ? node : node.args[0]!));
    this.#widths = sums.map(({ extent }) => (extent === Extent.column ? compiler.width : 1));
    this.size = this.#widths.reduce((sum, width) => sum + width, 0);
    this.#round = rounderOf(compiler.dtype);
    this.#isGuarded = compiler.isGuarded;
    this.#kernel = compiler.kernel([value], sums);
    const inDoubles = compiler.kernel([value], sums, 'float64');
    this.statistic = { isMean: false, at: (drawn) => this.#run(inDoubles, this.#split(drawn)) };
  }

  reduce(sums: Sums, group = 0): Reduced {
    const known = [...this.known(sums, group).values()];
    return { result: this.#run(this.#kernel, known), denominator: null };
  }

  /** The values of the reductions for the samples of a group. */
  known(sums: Sums, group = 0): ReadonlyMap<Node, Known> {
    const values = Float64Array.from({ length: this.size }, (_, k) =>
      this.#round(sums.value(k, group)),
    );
    const known = this.#isGuarded ? this.#withBeyond(values, sums, group) : this.#split(values);
    return new Map(this.#sums.map((node, k) => [node, known[k]!]));
  }

  /** Sums of finite numbers that are beyond the doubles as they are. */
  #withBeyond(values: Float64Array, sums: Sums, group: number): readonly Known[] {
    const known = this.#split(values);
    const isBeyond = (value: number, k: number): boolean =>
      Math.abs(value) === Infinity && sums.exact(k, group).special === 0;
    if (!values.some(isBeyond)) return known;
    let at = 0;
    return known.map((value, i) => {
      const places = Array.from({ length: this.#widths[i]! }, () => at++);
      if (!places.some((k) => isBeyond(values[k]!, k))) return value;
      return places.map((k) => wideSum(sums.exact(k, group)));
    });
  }

  #run(kernel: Kernel, known: readonly Known[]): number {
    kernel(0, [], known, [this.#out]);
    return this.#out[0]!;
  }

  /** Sums one after another as the kernel takes them: a number, or one for each column. */
  #split(sums: Float64Array): readonly Known[] {
    let at = 0;
    return this.#sums.map(({ extent }, k) => {
      const start = at;
      at += this.#widths[k]!;
      return extent === Extent.column ? sums.subarray(start, at) : sums[start]!;
    });
  }
}

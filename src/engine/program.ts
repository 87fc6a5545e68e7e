import { build } from '../formula/build.ts';
import { compile, type Kernel, type KernelOptions } from '../formula/compile.ts';
import { differentiate } from '../formula/differentiate.ts';
import type { Graph } from '../formula/graph.ts';
import { compileGuarded, isExtreme } from '../formula/guard.ts';
import { Extent, isBatchReduction, reachable, valueArguments, type Node } from '../formula/node.ts';
import { parse } from '../formula/parse.ts';
import { Ranges } from '../formula/ranges.ts';
import { RoundingError } from '../formula/rounding-error.ts';
import type { FormulaConvention } from '../losses/definition.ts';
import type { Dtype } from '../tensor/dtype.ts';
import { FormulaFinish, sumsOf } from './formula-finish.ts';
import { formulaInputs, formulaScope, inputRanges, scopeName } from './formula-scope.ts';
import type { LossRequest } from './request.ts';
import { requireVectorLengths } from './shapes.ts';

/** A request's formula for rows of one length: its graph and the kernels compiled from it, each once. */
export class Program {
  /** The length of a row. */
  readonly width: number;
  readonly dtype: Dtype;
  /** Whether nothing may overflow between: the frameworks overflow, and numbers of their conventions do as theirs. */
  readonly isGuarded: boolean;
  readonly graph: Graph;
  /** The loss's names of the inputs, in the order in which kernels take them; the seed of the gradient follows. */
  readonly inputs: readonly string[];
  /** The loss of a sample, or of the whole input. */
  readonly value: Node;
  /** What reductions sum: the value, or its sum over the row where they run over elements. */
  readonly objective: Node;
  /** The unreduced loss: what the value is the sum or mean of over the row. */
  readonly elements: Node | undefined;
  /** What a sample adds to the denominator of a mean, where that is not 1. */
  readonly count: Node | undefined;
  /** How many values of a row are changed by clipping. */
  readonly clipped: Node | undefined;
  /** Of a loss that is one number for the whole input, and made of sums. */
  readonly finish: FormulaFinish | undefined;
  readonly #pred: Node;
  /** Of an element that does not count the slope is 0, whatever the numbers in its place make of it. */
  readonly #counting: (slope: Node) => Node;
  readonly #compile: (outputs: readonly Node[], externals: readonly Node[], dtype: Dtype) => Kernel;
  readonly #kernels = new Map<string, Kernel>();
  #gradient: Node | undefined;

  /** @throws UserError when a list given for a parameter has not `width` numbers */
  constructor(request: LossRequest, convention: FormulaConvention, width: number) {
    const { dtype } = request;
    requireVectorLengths(request, width);
    const scope = formulaScope(request);
    const count = convention.count === undefined ? undefined : parse(convention.count);
    const computation = build(parse(convention.formula), scope, dtype, count);
    const { graph, value, elements } = computation;
    this.width = width;
    this.graph = graph;
    this.dtype = dtype;
    this.isGuarded = request.compat === 'exact' && dtype === 'float64';
    this.inputs = [...formulaInputs(request).keys()];
    this.value = value;
    this.elements = elements;
    this.objective =
      computation.sum ??
      (convention.over === 'elements' ? graph.reduceRow('sum', elements!) : value);
    this.count = computation.count;
    this.clipped = computation.clipped;
    this.#pred = computation.input('p');
    this.#counting = computation.counting ?? ((slope) => slope);
    const inputs = [...this.inputs.map((name) => scopeName(request, name)), 'seed'];
    const lists = Object.entries(scope.parameters).flatMap(([name, value]) =>
      typeof value === 'number' ? [] : [[name, value] as const],
    );
    const vectors = Object.fromEntries(lists);
    const hasExtremes = Object.values(scope.parameters).flat().some(isExtreme);
    const errors = new RoundingError(graph, new Ranges(inputRanges(request)));
    this.#compile = (outputs, externals, dtype) => {
      const options: KernelOptions = { dtype, width, inputs, vectors, externals };
      return this.isGuarded && dtype === 'float64'
        ? compileGuarded(outputs, options, { hasExtremes, errors })
        : compile(outputs, options);
    };
    const sums = this.isBatchLevel ? sumsOf(value) : undefined;
    this.finish = sums && new FormulaFinish(value, sums, this);
  }

  /** Whether the loss is one number for the whole input, and samples have none of their own. */
  get isBatchLevel(): boolean {
    return this.value.extent === Extent.constant;
  }

  /** Whether the loss of a sample depends on other samples. */
  get mixesSamples(): boolean {
    if (this.isBatchLevel) return false;
    const nodes = reachable(
      [this.objective, ...(this.count ? [this.count] : [])],
      undefined,
      valueArguments,
    );
    return nodes.some((node) => isBatchReduction(node) || node.op === 'rows');
  }

  /** For every element of pred, the derivative of the weighted sum of the objective; the seed holds the weights. */
  get gradient(): Node {
    const ofAll = (): Node => differentiate(this.graph, this.objective, this.#pred);
    this.#gradient ??= this.graph.spread(this.#counting(ofAll()));
    return this.#gradient;
  }

  /**
   * The kernel for these nodes; see {@link compile}.
   * @param dtype in place of that of the request
   */
  kernel(outputs: readonly Node[], externals: readonly Node[], dtype = this.dtype): Kernel {
    const lists = [outputs, externals].map((nodes) => nodes.map(({ id }) => id).join());
    const key = [...lists, dtype].join(';');
    let kernel = this.#kernels.get(key);
    if (!kernel) {
      kernel = this.#compile(outputs, externals, dtype);
      this.#kernels.set(key, kernel);
    }
    return kernel;
  }
}

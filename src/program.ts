import { build, type Computation } from './formula/build.ts';
import { compile, type Kernel } from './formula/compile.ts';
import { differentiate } from './formula/differentiate.ts';
import type { Graph } from './formula/graph.ts';
import { Extent, type Node } from './formula/node.ts';
import { parse } from './formula/parse.ts';
import type { ParameterValue } from './losses/definition.ts';
import { snakeCase } from './names.ts';
import { conventionOf, type LossRequest } from './request.ts';
import { requireVectorLengths } from './shapes.ts';

/** The inputs of a formula in the order in which kernels take them, and the seed of its gradient. */
const KERNEL_INPUTS = ['y', 'p', 'seed'];

/** A request's formula for rows of one length: its graph and the kernels compiled from it, each once. */
export class Program {
  readonly width: number;
  readonly graph: Graph;
  /** The loss of a sample, or of the whole input. */
  readonly value: Node;
  /** What reductions sum: the value, or its sum over the row where the convention reduces over elements. */
  readonly objective: Node;
  /** How many values of a row are changed by clipping. */
  readonly clipped: Node | undefined;
  readonly #computation: Computation;
  readonly #compile: (outputs: readonly Node[], externals: readonly Node[]) => Kernel;
  readonly #kernels = new Map<string, Kernel>();
  #gradient: Node | undefined;

  /** @throws UserError when a list given for a parameter has not `width` numbers */
  constructor(request: LossRequest, width: number) {
    const { dtype, params } = request;
    requireVectorLengths(params, width);
    const convention = conventionOf(request);
    const { numbers, vectors } = formulaParameters(params);
    const parameters = { ...convention.constants, ...numbers, ...vectors };
    const scope = { inputs: { y: 'element', p: 'element' }, parameters } as const;
    this.#computation = build(parse(convention.formula), scope, dtype);
    const { graph, value, rowTotal, clipped } = this.#computation;
    this.width = width;
    this.graph = graph;
    this.value = value;
    this.objective = convention.over === 'elements' ? rowTotal! : value;
    this.clipped = clipped;
    this.#compile = (outputs, externals) =>
      compile(outputs, { dtype, width, inputs: KERNEL_INPUTS, vectors, externals });
  }

  /** Whether the loss is one number for the whole input, and samples have none of their own. */
  get isBatchLevel(): boolean {
    return this.value.extent === Extent.constant;
  }

  /** For every element of pred, the derivative of the weighted sum of the objective; the seed holds the weights. */
  get gradient(): Node {
    this.#gradient ??= this.graph.spread(
      differentiate(this.graph, this.objective, this.#computation.input('p')),
    );
    return this.#gradient;
  }

  /** The kernel for these nodes; see {@link compile}. */
  kernel(outputs: readonly Node[], externals: readonly Node[]): Kernel {
    const key = [outputs, externals].map((nodes) => nodes.map(({ id }) => id).join()).join(';');
    let kernel = this.#kernels.get(key);
    if (!kernel) {
      kernel = this.#compile(outputs, externals);
      this.#kernels.set(key, kernel);
    }
    return kernel;
  }
}

function formulaParameters(params: Readonly<Record<string, ParameterValue>>): {
  numbers: Record<string, number>;
  vectors: Record<string, readonly number[]>;
} {
  const numbers: Record<string, number> = {};
  const vectors: Record<string, readonly number[]> = {};
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'object') vectors[snakeCase(name)] = value;
    else numbers[snakeCase(name)] = Number(value);
  }
  return { numbers, vectors };
}

import { build } from '../formula/build.ts';
import { compile, type Kernel } from '../formula/compile.ts';
import { differentiate } from '../formula/differentiate.ts';
import type { Graph } from '../formula/graph.ts';
import { Extent, type Node } from '../formula/node.ts';
import { parse } from '../formula/parse.ts';
import type { FormulaConvention, ParameterValue } from '../losses/definition.ts';
import { formulaName, inputsOf } from '../losses/inputs.ts';
import { snakeCase } from '../messages/names.ts';
import { type LossRequest } from './request.ts';
import { parametersOf } from './parameters.ts';
import { requireVectorLengths } from './shapes.ts';

/** A request's formula for rows of one length: its graph and the kernels compiled from it, each once. */
export class Program {
  readonly width: number;
  readonly graph: Graph;
  /** The loss's names of the inputs, in the order in which kernels take them; the seed of the gradient follows. */
  readonly inputs: readonly string[];
  /** The loss of a sample, or of the whole input. */
  readonly value: Node;
  /** What reductions sum: the value, or its sum over the row where the convention reduces over elements. */
  readonly objective: Node;
  /** The unreduced loss: what the value is the sum or mean of over the row. */
  readonly elements: Node | undefined;
  /** What a sample adds to the denominator of a mean, where that is not 1. */
  readonly count: Node | undefined;
  /** How many values of a row are changed by clipping. */
  readonly clipped: Node | undefined;
  readonly #pred: Node;
  readonly #compile: (outputs: readonly Node[], externals: readonly Node[]) => Kernel;
  readonly #kernels = new Map<string, Kernel>();
  #gradient: Node | undefined;

  /** @throws UserError when a list given for a parameter has not `width` numbers */
  constructor(request: LossRequest, convention: FormulaConvention, width: number) {
    const { definition, dtype } = request;
    requireVectorLengths(request.params, width);
    const extents = new Map<string, 'row' | 'element'>(
      [...inputsOf(definition)].map(([name, { shape }]) => {
        return [name, shape === 'sample' ? 'row' : 'element'];
      }),
    );
    if (convention.weighted) extents.set('weights', 'row');
    const { numbers, vectors } = formulaParameters(request);
    const scope = {
      inputs: Object.fromEntries([...extents].map(([name, extent]) => [formulaName(name), extent])),
      // Constants that these parameters leave unused keep the convention's values.
      parameters: { ...convention.constants, ...request.constants, ...numbers, ...vectors },
    };
    const count = convention.count === undefined ? undefined : parse(convention.count);
    const computation = build(parse(convention.formula), scope, dtype, count);
    const { graph, value, elements } = computation;
    this.width = width;
    this.graph = graph;
    this.inputs = [...extents.keys()];
    this.value = value;
    this.elements = elements;
    this.objective = convention.over === 'elements' ? graph.reduceRow('sum', elements!) : value;
    this.count = computation.count;
    this.clipped = computation.clipped;
    this.#pred = computation.input('p');
    const kernelInputs = [...this.inputs.map(formulaName), 'seed'];
    this.#compile = (outputs, externals) =>
      compile(outputs, { dtype, width, inputs: kernelInputs, vectors, externals });
  }

  /** Whether the loss is one number for the whole input, and samples have none of their own. */
  get isBatchLevel(): boolean {
    return this.value.extent === Extent.constant;
  }

  /** For every element of pred, the derivative of the weighted sum of the objective; the seed holds the weights. */
  get gradient(): Node {
    this.#gradient ??= this.graph.spread(differentiate(this.graph, this.objective, this.#pred));
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

/** The parameters by their names in formulas; one that is not set is NaN, which equals nothing. */
function formulaParameters({ definition, compat, params }: LossRequest): {
  numbers: Record<string, number>;
  vectors: Record<string, readonly number[]>;
} {
  const numbers: Record<string, number> = {};
  const vectors: Record<string, readonly number[]> = {};
  for (const [name] of parametersOf(definition, compat)) {
    const value: ParameterValue = params[name] ?? NaN;
    if (typeof value === 'object') vectors[snakeCase(name)] = value;
    else numbers[snakeCase(name)] = Number(value);
  }
  return { numbers, vectors };
}

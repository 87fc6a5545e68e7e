import type { Block, Widths } from '../tensor/block.ts';
import { OF_ELEMENTS } from './element-shares.ts';
import type { LossRequest } from './request.ts';
import { unnamedLists } from './column-numbers.ts';
import { kebabCase } from '../messages/names.ts';
import { formatCounted } from '../text/format-number.ts';
import type { LabelledTensor } from './shapes.ts';

/** Samples below which numbers may look like others by chance. */
const FEW = 10;

/** Something that the values of inputs may show, which computes without an error and is probably not meant. */
interface Doubt {
  /** Whether it may look so by chance where there are few samples. */
  readonly mayBeChance: boolean;
  /** Looks at a block; false once a value has shown that it is not so. */
  look(block: Pick<Block, 'rows' | 'inputs'>): boolean;
  /** What it is with its remedy, a sentence without a full stop; undefined where nothing is to be said. */
  message(): string | undefined;
}

/** What doubts are made from. */
interface Looked {
  readonly request: LossRequest;
  readonly widths: Widths;
  readonly isWeighted: boolean;
  readonly labelOf: (input: string) => string;
  /** Whether the columns of an input have names. */
  readonly isNamed: (input: string) => boolean;
}

/** Looks for doubts until each is settled: where all is well that is mostly the first value. */
export class Doubts {
  #open: readonly Doubt[];
  #rows = 0;

  constructor(request: LossRequest, tensors: ReadonlyMap<string, LabelledTensor>, widths: Widths) {
    const isOfElements = tensors.has(OF_ELEMENTS.weights);
    const isWeighted = isOfElements || tensors.has('weights');
    const labelOf = (input: string): string =>
      tensors.get(input === 'weights' && isOfElements ? OF_ELEMENTS.weights : input)!.label;
    const isNamed = (input: string): boolean => tensors.get(input)!.columns !== undefined;
    const looked = { request, widths, isWeighted, labelOf, isNamed };
    this.#open = KINDS.flatMap((doubtOf) => doubtOf(looked) ?? []);
  }

  /** @param samples how many the block stands for, where it holds what is telling only */
  check(block: Pick<Block, 'rows' | 'inputs'>, samples = block.rows): void {
    this.#rows += samples;
    if (this.#open.length > 0) this.#open = this.#open.filter((doubt) => doubt.look(block));
  }

  /** Tells what is doubtful, after all blocks. */
  warn(warn: (message: string) => void): void {
    for (const message of this.#messages) warn(message);
  }

  /** Whether there is something to tell. */
  get areAny(): boolean {
    return this.#messages.length > 0;
  }

  get #messages(): readonly string[] {
    return this.#open.flatMap((doubt) => {
      const message = doubt.mayBeChance && this.#rows < FEW ? undefined : doubt.message();
      return message ?? [];
    });
  }
}

/** The kinds of doubts; undefined where a loss has no reason for one. */
const KINDS: readonly ((looked: Looked) => Doubt | undefined)[] = [
  ({ request: { inputs, params }, widths, labelOf }) => {
    const isOfLabels = ['binary', 'probability'].includes(inputs.get('true')?.domain ?? '');
    if (!isOfLabels || inputs.get('pred')!.domainWith(params) !== 'probability') return undefined;
    if (params['fromLogits'] === true) return undefined;
    let isBetween = false;
    return {
      mayBeChance: true,
      look: ({ rows, inputs: { true: truth, pred } }) => {
        if (!all(pred!, rows * widths['pred']!, (p) => p === 0 || p === 1)) return false;
        isBetween ||= !all(truth!, rows * widths['true']!, (y) => !(y > 0 && y < 1));
        return true;
      },
      message: () =>
        isBetween
          ? `${labelOf('pred')}: all predictions are 0 or 1, and true values lie between; if they are swapped, exchange --true and --pred`
          : undefined,
    };
  },
  ({ request: { params }, widths, labelOf }) =>
    params['fromLogits'] === true
      ? ofProbabilities(
          widths,
          () =>
            `${labelOf('pred')}: all logits are from 0 to 1, as probabilities are; if they are such, leave --from-logits out`,
        )
      : undefined,
  ({ request: { definition, params, inputs }, widths, labelOf }) =>
    inputs.get('pred')!.isLogarithm(params)
      ? ofProbabilities(
          widths,
          () =>
            `${labelOf('pred')}: all predictions are from 0 to 1, and logarithms of probabilities are at most 0; ${definition.name} takes logarithms`,
        )
      : undefined,
  // Series.to_csv(header=False) of pandas. What has names is told by these.
  ({ widths: { true: width = 0, pred }, labelOf, isNamed }) => {
    if (width < 2 || width !== pred || isNamed('true') || isNamed('pred')) return undefined;
    let rows = 0;
    let last = -1;
    let highest = 0;
    return {
      mayBeChance: false,
      look: ({ rows: count, inputs }) => {
        for (let i = 0; i < count; i++) {
          const number = inputs['true']![i * width]!;
          if (number !== inputs['pred']![i * width] || number === last) return false;
          if (!Number.isInteger(number) || number < 0) return false;
          last = number;
          highest = Math.max(highest, number);
        }
        rows += count;
        return true;
      },
      // Whole numbers that are all different reach as high as that.
      message: () =>
        rows > 2 && highest >= rows - 1
          ? `${labelOf('true')}, ${labelOf('pred')}: the first column is the same in both, as row numbers are, and counts as a value; file#${width === 2 ? '2' : `2-${width}`} leaves it out`
          : undefined,
    };
  },
  ({ request: { convention, compat }, widths, labelOf }) => {
    if (!convention.passesNaN) return undefined;
    let found = 0;
    return {
      mayBeChance: false,
      look: ({ rows, inputs: { pred } }) => {
        for (let i = 0; i < rows * widths['pred']!; i++) found += Number(Number.isNaN(pred![i]));
        return true;
      },
      message: () =>
        found === 0
          ? undefined
          : `${labelOf('pred')}: ${formatCounted(found, 'prediction')} of NaN cost nothing with ${compat}; --compat exact has NaN for them`,
    };
  },
  ({ request, labelOf }) => {
    const [name] = unnamedLists(request);
    if (name === undefined) return undefined;
    const taken = [request.params[name]!].flat().join(',');
    return {
      mayBeChance: false,
      look: () => true,
      message: () =>
        `${labelOf('pred')}: no names of columns say what ${kebabCase(name)} are, taken as ${taken}; --${kebabCase(name)} ${taken} says so`,
    };
  },
  // Below 0 they make a mean of anything.
  ({ isWeighted, widths, labelOf }) => {
    if (!isWeighted) return undefined;
    let found: number | undefined;
    return {
      mayBeChance: false,
      look: ({ rows, inputs: { weights, ...others } }) => {
        const ofElements = others[OF_ELEMENTS.weights];
        const all = weights ?? ofElements!;
        const count = weights ? rows : rows * widths['pred']!;
        found ??= all.subarray(0, count).find((weight) => weight < 0);
        return true;
      },
      message: () =>
        found === undefined
          ? undefined
          : `${labelOf('weights')}: expected weights of at least 0, found ${found}; --mask leaves samples out`,
    };
  },
];

/** All predictions are as probabilities are. */
function ofProbabilities(widths: Widths, message: () => string): Doubt {
  return {
    mayBeChance: true,
    look: ({ rows, inputs: { pred } }) =>
      all(pred!, rows * widths['pred']!, (p) => p >= 0 && p <= 1),
    message,
  };
}

/** Whether the first `count` values are all so; it looks no further than the first that is not. */
function all(values: Float64Array, count: number, is: (value: number) => boolean): boolean {
  for (let i = 0; i < count; i++) if (!is(values[i]!)) return false;
  return true;
}

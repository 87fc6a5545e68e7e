import type { Block, Widths } from '../tensor/block.ts';
import { earlier, type RowOf, type ValueOfRow } from './renumbering.ts';
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
  /**
   * Looks at a block; false once a value has shown that it is not so.
   * @param before how many samples there were before it
   */
  look(block: Pick<Block, 'rows' | 'inputs'>, before: number): boolean;
  /** What it is with its remedy, a sentence without a full stop; undefined where nothing is to be said. */
  message(): string | undefined;
  /** What was seen so far, as numbers; absent where there is nothing to remember. */
  readonly seen?: () => readonly number[];
  /** Takes what was seen in other rows. */
  readonly absorb?: (seen: readonly number[], rowOf: RowOf) => void;
}

/** What is doubtful so far, as plain data: of each kind of doubt that is not settled what was seen, or null. */
export interface DoubtsState {
  readonly rows: number;
  readonly seen: readonly (readonly number[] | null)[];
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
  /** By kind; undefined where there is no reason for it, or it is settled. */
  #open: readonly (Doubt | undefined)[];
  #rows = 0;

  constructor(request: LossRequest, tensors: ReadonlyMap<string, LabelledTensor>, widths: Widths) {
    const isOfElements = tensors.has(OF_ELEMENTS.weights);
    const isWeighted = isOfElements || tensors.has('weights');
    const labelOf = (input: string): string =>
      tensors.get(input === 'weights' && isOfElements ? OF_ELEMENTS.weights : input)!.label;
    const isNamed = (input: string): boolean => tensors.get(input)!.columns !== undefined;
    const looked = { request, widths, isWeighted, labelOf, isNamed };
    this.#open = KINDS.map((doubtOf) => doubtOf(looked));
  }

  /** @param samples how many the block stands for, where it holds what is telling only */
  check(block: Pick<Block, 'rows' | 'inputs'>, samples = block.rows): void {
    const before = this.#rows;
    this.#rows += samples;
    if (this.#open.some(Boolean)) this.#keep((doubt) => doubt.look(block, before));
  }

  #keep(isOpen: (doubt: Doubt, kind: number) => boolean): void {
    this.#open = this.#open.map((doubt, kind) => {
      return doubt && isOpen(doubt, kind) ? doubt : undefined;
    });
  }

  get state(): DoubtsState {
    return {
      rows: this.#rows,
      seen: this.#open.map((doubt) => (doubt ? (doubt.seen?.() ?? []) : null)),
    };
  }

  /** Takes what was seen in other rows. */
  absorb({ rows, seen }: DoubtsState, rowOf: RowOf): void {
    if (rows === 0) return;
    this.#rows += rows;
    this.#keep((doubt, kind) => {
      const ofKind = seen[kind];
      if (ofKind) doubt.absorb?.(ofKind, rowOf);
      return ofKind !== null && ofKind !== undefined;
    });
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
      if (!doubt) return [];
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
      seen: () => [Number(isBetween)],
      absorb: ([between]) => (isBetween ||= between === 1),
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
      seen: () => [rows, highest],
      absorb: ([count = 0, other = 0]) => {
        rows += count;
        highest = Math.max(highest, other);
      },
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
      seen: () => [found],
      absorb: ([count = 0]) => (found += count),
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
  // PyTorch's weight of one axis lies along the last axis of predictions.
  ({ request: { compat, convention, inputs }, isWeighted, widths, labelOf }) => {
    const isOfSamples = isWeighted && !inputs.has(OF_ELEMENTS.weights);
    const columns = widths['pred']!;
    if (!isOfSamples || compat !== 'torch' || convention.over !== 'elements' || columns === 1) {
      return undefined;
    }
    let samples = 0;
    return {
      mayBeChance: false,
      look: ({ rows }) => (samples += rows) <= columns,
      message: () =>
        samples === columns
          ? `${labelOf('weights')}: ${samples} weights, as many as samples and as columns of pred, are those of samples here, and of columns in PyTorch; written as one row, [[1, 2, 0.5]] in JSON or a single line of a table, they are of columns`
          : undefined,
      seen: () => [samples],
      absorb: ([count = 0]) => (samples += count),
    };
  },
  // Below 0 they make a mean of anything.
  ({ isWeighted, widths, labelOf }) => {
    if (!isWeighted) return undefined;
    let found: ValueOfRow | undefined;
    return {
      mayBeChance: false,
      look: ({ rows, inputs: { weights, ...others } }, before) => {
        if (found) return true;
        const ofElements = others[OF_ELEMENTS.weights];
        const all = weights ?? ofElements!;
        const perRow = weights ? 1 : widths['pred']!;
        const at = all.subarray(0, rows * perRow).findIndex((weight) => weight < 0);
        if (at >= 0) found = { row: before + Math.floor(at / perRow) + 1, value: all[at]! };
        return true;
      },
      message: () =>
        found &&
        `${labelOf('weights')}: expected weights of at least 0, found ${found.value}; --mask leaves samples out`,
      seen: () => (found ? [found.row, found.value] : []),
      absorb: ([row, value], rowOf) => {
        if (row === undefined || value === undefined) return;
        found = earlier(found, { row, value }, rowOf);
      },
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

import { quote, UserError } from './errors.ts';
import { Evaluation, rowLength } from './evaluate.ts';
import type { ConventionName, Dtype, LossDefinition } from './losses/definition.ts';
import { findLoss, suggestLoss, type KnownLoss } from './losses/index.ts';
import { Program } from './program.ts';
import { resolveRequest, type LossRequest } from './request.ts';
import type { Result, Tensor } from './result.ts';
import { checkShapes, shapeError } from './shapes.ts';
import { nest, tensorOf, type Nested, type TensorLike } from './tensor/nested.ts';
import { elementCount, type Shape } from './tensor/shape.ts';

export { UserError } from './errors.ts';
export { LOSSES as losses } from './losses/index.ts';
export type {
  ConventionName,
  Dtype,
  LossDefinition,
  ParameterValue,
  Reduction,
} from './losses/definition.ts';
export type { Result, SampleDigest, SampleView, Tensor } from './result.ts';
export type { Nested, TensorLike } from './tensor/nested.ts';
export type { Shape } from './tensor/shape.ts';

type ByName = {
  [Definition in KnownLoss as Definition['name'] | Definition['aliases'][number]]: Definition;
};

/** The names and aliases of all losses. */
export type LossName = keyof ByName;

/** What can be said about every loss; what is left out takes the convention's default. */
export interface CommonOptions {
  /** Whose conventions to follow; by default the first that the loss lists, tf-keras where it has the loss. */
  readonly compat?: ConventionName;
  /** float32 rounds inputs, constants and every operation, as the frameworks do by default. */
  readonly dtype?: Dtype;
  /** losscalc's names, or Keras' `sum_over_batch_size` and `mean_with_sample_weight`. */
  readonly reduction?: string;
  /** Told of values the framework accepts though they are outside the loss's domain; by default `console.warn`. */
  readonly warn?: (message: string) => void;
}

/** The parameters of a loss: `{ delta?: number }` for huber. */
export type ParametersOf<Definition extends LossDefinition> = {
  readonly [Name in keyof Definition['parameters']]?: Definition['parameters'][Name] extends {
    kind: 'flag';
  }
    ? boolean
    : Definition['parameters'][Name] extends { kind: 'vector' }
      ? number | readonly number[]
      : number;
};

/** One weight for each sample. */
export interface Weights {
  readonly weights?: TensorLike;
}

interface Inputs extends Weights {
  readonly yTrue: TensorLike;
  readonly yPred: TensorLike;
  readonly gradient?: boolean;
}

/**
 * A loss ready to be computed. `yTrue` and `yPred` have one shape: the first axis is the batch, the last is what a
 * sample's loss is computed over; a list of N numbers is N samples. Every method throws a {@link UserError} for
 * shapes that differ, ragged arrays, and values outside the domain where the framework raises.
 */
export interface Loss {
  readonly definition: LossDefinition;
  /** One loss for each sample: the shape of `yPred` without its last axis. */
  perSample(yTrue: TensorLike, yPred: TensorLike): Nested;
  /** The losses reduced to one number; NaN propagates. With the reduction `none` a UserError. */
  reduced(yTrue: TensorLike, yPred: TensorLike, inputs?: Weights): number;
  /** d(reduced)/d(yPred), in the shape of `yPred`. */
  gradient(yTrue: TensorLike, yPred: TensorLike, inputs?: Weights): Nested;
  /** Everything at once, with what was used to compute it: convention, constants, denominator, clipped values. */
  evaluate(
    yTrue: TensorLike,
    yPred: TensorLike,
    inputs?: Weights & { readonly gradient?: boolean },
  ): Result;
}

/**
 * A loss by its name or alias, under a framework's conventions.
 *
 * @example
 * loss('huber', { delta: 0.5, compat: 'torch' }).reduced([0, 1], [0.6, 0.4]) // 0.175
 * @throws UserError for an unknown name, and for an option or parameter out of range
 * Source of each formula: `losses`, which lists references.
 */
export function loss<Name extends LossName>(
  name: Name,
  options?: CommonOptions & ParametersOf<ByName[Name]>,
): Loss;
export function loss(name: string, options?: CommonOptions & Record<string, unknown>): Loss;
export function loss(
  name: string,
  options: CommonOptions & Readonly<Record<string, unknown>> = {},
): Loss {
  const definition = findLoss(name);
  if (!definition) {
    const near = suggestLoss(name);
    const hint = near && `did you mean ${near}?`;
    throw new UserError({ problem: `unknown loss ${quote(name)}`, hint });
  }
  const { compat, dtype, reduction, warn = console.warn, ...params } = options;
  const request = resolveRequest(definition, { compat, dtype, reduction, params });
  const programs = new Map<number, Program>();
  const programFor = (width: number): Program => {
    const program = programs.get(width) ?? new Program(request, width);
    programs.set(width, program);
    return program;
  };
  const compute: Loss['evaluate'] = (yTrue, yPred, inputs = {}) =>
    evaluate(request, programFor, { yTrue, yPred, ...inputs }, warn);
  const unnested = ({ values, shape }: Tensor): Nested => nest(values, shape);
  return {
    definition,
    evaluate: compute,
    perSample: (yTrue, yPred) => unnested(compute(yTrue, yPred).perSample!),
    reduced: (yTrue, yPred, inputs) => requireResult(compute(yTrue, yPred, inputs)),
    gradient: (yTrue, yPred, inputs) =>
      unnested(compute(yTrue, yPred, { ...inputs, gradient: true }).gradient!),
  };
}

function evaluate(
  request: LossRequest,
  programFor: (width: number) => Program,
  { yTrue, yPred, weights, gradient = false }: Inputs,
  warn: (message: string) => void,
): Result {
  const given = { true: yTrue, pred: yPred, ...(weights === undefined ? {} : { weights }) };
  const tensors = Object.entries(given).map(
    ([name, tensor]) => [name, tensorOf(tensor, name)] as const,
  );
  const shapes = new Map<string, Shape>(tensors.map(([name, { shape }]) => [name, shape]));
  const described = new Map(
    tensors.map(([name, { shape }]) => [name, { label: name, axes: shape.slice(1) }]),
  );
  const batches = new Set([...shapes.values()].map((shape) => shape[0] ?? 1));
  if (!checkShapes(request, described) || batches.size > 1) throw shapeError(request, shapes);

  const pred = shapes.get('pred')!;
  const width = rowLength(pred.slice(1));
  const rows = elementCount(pred) / width;
  if (!(rows > 0)) throw new UserError({ where: 'pred', problem: 'expected samples, found none' });
  const options = { perSample: true, gradient, digest: false, warn };
  const evaluation = new Evaluation(request, described, options, programFor(width));
  const inputs = Object.fromEntries(tensors.map(([name, { values }]) => [name, values]));
  evaluation.push({ rows, inputs, firstRow: 1 });
  return evaluation.finish(0);
}

function requireResult({ result }: Result): number {
  if (result !== null) return result;
  throw new UserError({
    problem: 'with the reduction "none" there is no reduced loss',
    hint: 'use perSample, or another reduction',
  });
}

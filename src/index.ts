import { computeTensors } from './engine/compute.ts';
import { quote, UserError } from './messages/errors.ts';
import type { LossDefinition, Reduction } from './losses/definition.ts';
import type { KnownLoss } from './losses/index.ts';
import { namedLoss, suggestLoss } from './losses/names.ts';
import { meaningsOf } from './losses/words.ts';
import { Program } from './engine/program.ts';
import { resolveRequest } from './engine/request.ts';
import type { Result, Tensor } from './engine/result.ts';
import type { Dtype } from './tensor/dtype.ts';
import { nest, type Nested, type TensorLike } from './tensor/nested.ts';

export { UserError } from './messages/errors.ts';
export { LOSSES as losses } from './losses/index.ts';
export type {
  ConventionName,
  LossDefinition,
  ParameterValue,
  Reduction,
} from './losses/definition.ts';
export type { Result, Tensor } from './engine/result.ts';
export type { Dtype } from './tensor/dtype.ts';
export type { Nested, NumberArray, TensorLike } from './tensor/nested.ts';
export type { Shape } from './tensor/shape.ts';

type ByName = {
  [Definition in KnownLoss as Definition['name'] | Definition['aliases'][number]]: Definition;
};

/** The names and aliases of all losses. */
export type LossName = keyof ByName;

/** What can be said about every loss; what is left out takes the convention's default. */
export interface CommonOptions<Definition extends LossDefinition = LossDefinition> {
  /** Whose conventions to follow; by default the first that the loss lists, tf-keras where it has the loss. */
  readonly compat?: keyof Definition['conventions'] | undefined;
  /** float32 rounds inputs, constants and operations, as the frameworks do by default. */
  readonly dtype?: Dtype | undefined;
  /** losscalc's names, or those of Keras. */
  readonly reduction?: Reduction | 'sum_over_batch_size' | 'mean_with_sample_weight' | undefined;
  /** The axis, or axes, that the loss is computed over, in place of the framework's; negative from the end. */
  readonly axis?: number | readonly number[] | undefined;
  /** In place of the convention's own small constant. */
  readonly epsilon?: number | undefined;
  /** Told of values the framework accepts though they are outside the loss's domain; by default `console.warn`. */
  readonly warn?: ((message: string) => void) | undefined;
}

/** The parameters of a loss: `{ delta?: number }` for huber. */
export type ParametersOf<Definition extends LossDefinition> = {
  readonly [Name in keyof Definition['parameters']]?: Definition['parameters'][Name] extends {
    kind: 'flag';
  }
    ? boolean | undefined
    : Definition['parameters'][Name] extends { kind: 'vector' }
      ? number | readonly number[] | undefined
      : Definition['parameters'][Name] extends { choices: readonly (infer Choice)[] }
        ? Choice | undefined
        : number | undefined;
};

/** Inputs beyond true and pred: weights and a mask, one number for each sample, and those of the loss itself. */
export interface MoreInputs {
  readonly weights?: TensorLike | undefined;
  /** 0 for samples that are left out. */
  readonly mask?: TensorLike | undefined;
  /** An input of the loss's own, such as `variance` or `positive`. */
  readonly [name: string]: TensorLike | undefined;
}

/**
 * A loss ready to be computed. `yTrue` and `yPred` have one shape: the first axis is the batch, the last is what a
 * sample's loss is computed over (of masks all but the first); a list of N numbers is N samples, one number a list of one. Class indices have
 * the shape of `yPred` without its last axis; a loss without true values takes `undefined`. Every method throws a
 * {@link UserError} for shapes that differ, ragged arrays, and values outside the domain where the framework raises.
 */
export interface Loss {
  readonly definition: LossDefinition;
  /** One loss for each sample: the shape of `yPred` without its last axis. Of a loss of the whole input a UserError. */
  perSample(yTrue: TensorLike | undefined, yPred: TensorLike, inputs?: MoreInputs): Nested;
  /** The losses reduced to one number; NaN propagates. With the reduction `none` a UserError. */
  reduced(yTrue: TensorLike | undefined, yPred: TensorLike, inputs?: MoreInputs): number;
  /** d(reduced)/d(yPred), in the shape of `yPred`. */
  gradient(yTrue: TensorLike | undefined, yPred: TensorLike, inputs?: MoreInputs): Nested;
  /** Everything at once, with what was used to compute it: convention, constants, denominator, clipped values. */
  evaluate(
    yTrue: TensorLike | undefined,
    yPred: TensorLike,
    inputs?: MoreInputs,
    wanted?: Wanted,
  ): Result;
}

/** What to compute besides the reduced loss; by default every sample's. */
export interface Wanted {
  readonly perSample?: boolean;
  /** The unreduced loss of every element. */
  readonly perElement?: boolean;
  readonly gradient?: boolean;
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
  options: CommonOptions<ByName[Name]> & ParametersOf<ByName[Name]> = {},
): Loss {
  return lossNamed(name, options as CommonOptions & Readonly<Record<string, unknown>>);
}

/**
 * The same for a name and parameters that are known at run time only; any spelling of a framework is found.
 * @throws UserError as {@link loss}
 */
export function lossNamed(
  name: string,
  options: CommonOptions & Readonly<Record<string, unknown>> = {},
): Loss {
  const named = namedLoss(name);
  if (!named) {
    const meanings = meaningsOf(name).map(({ definition }) => definition.name);
    const near = suggestLoss(name);
    const suggestion = near && `did you mean ${near}?`;
    const hint = meanings.length > 0 ? `name one of ${meanings.join(', ')}` : suggestion;
    throw new UserError({ problem: `unknown loss ${quote(name)}`, hint });
  }
  const { definition } = named;
  const { dtype, reduction, axis, epsilon, warn = console.warn, ...given } = options;
  const { compat = named.compat, ...params } = { ...named.params, ...given };
  const request = resolveRequest(definition, { compat, dtype, reduction, axis, epsilon, params });
  const convention = request.convention;
  let last: Program | undefined;
  const programFor = (width: number): Program | undefined => {
    if (convention.kernel) return undefined;
    if (last?.width !== width) last = new Program(request, convention, width);
    return last;
  };
  const evaluate: Loss['evaluate'] = (yTrue, yPred, inputs, wanted = {}) => {
    const options = { perSample: true, gradient: false, digest: false, warn, ...wanted };
    return computeTensors(request, { true: yTrue, pred: yPred, ...inputs }, options, programFor);
  };
  const unnested = ({ values, shape }: Tensor): Nested => nest(values, shape);
  return {
    definition,
    evaluate,
    perSample: (...given) => unnested(requireSamples(evaluate(...given))),
    reduced: (yTrue, yPred, inputs) =>
      requireResult(evaluate(yTrue, yPred, inputs, { perSample: false })),
    gradient: (yTrue, yPred, inputs) =>
      unnested(evaluate(yTrue, yPred, inputs, { perSample: false, gradient: true }).gradient!),
  };
}

function requireSamples({ perSample, loss: name }: Result): Tensor {
  if (perSample) return perSample;
  throw new UserError({ problem: `${name} is one number for the whole input: use reduced` });
}

function requireResult({ result }: Result): number {
  if (result !== null) return result;
  throw new UserError({
    problem: 'with the reduction "none" there is no reduced loss',
    hint: 'use perSample, or another reduction',
  });
}

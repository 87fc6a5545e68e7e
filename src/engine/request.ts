import { quote, UserError } from '../messages/errors.ts';
import {
  CONVENTIONS,
  REDUCTIONS,
  type Convention,
  type ConventionName,
  type LossDefinition,
  type Parameter,
  type ParameterValue,
  type Reduction,
  usualConvention,
} from '../losses/definition.ts';
import { inputsOf, type Input } from '../losses/inputs.ts';
import type { Axis } from '../tensor/axis.ts';
import { DTYPES, type Dtype } from '../tensor/dtype.ts';
import { namesUsed } from '../formula/resolve.ts';
import { closest } from '../messages/closest.ts';
import { checkLogits, formulaFlags, parametersOf, resolveParameters } from './parameters.ts';

/** What a user may say about a loss; everything left out takes the loss's or the convention's default. */
export interface LossOptions {
  readonly compat?: string | undefined;
  readonly dtype?: string | undefined;
  /** losscalc's names or Keras' (`sum_over_batch_size`, `mean_with_sample_weight`). */
  readonly reduction?: string | undefined;
  /** The axis, or axes, that the loss is computed over, in place of the framework's; negative from the end. */
  readonly axis?: number | readonly number[] | undefined;
  /**
   * What results are wanted of, and classes that are left out; where it is `output` or there are such, an axis is that of
   * outputs, and asks for no loss of each sample.
   */
  readonly per?: string | undefined;
  readonly excludeClass?: number | readonly number[] | undefined;
  /** In place of the convention's own small constant `eps`. */
  readonly epsilon?: number | undefined;
  /** By camelCase name. */
  readonly params?: Readonly<Record<string, unknown>> | undefined;
}

/** A loss with everything about it decided; frozen. */
export interface LossRequest {
  readonly definition: LossDefinition;
  readonly compat: ConventionName;
  /** How `compat` computes the loss. */
  readonly convention: Convention;
  /** The inputs of the loss by name, true and pred first; once settled, those that are given. */
  readonly inputs: ReadonlyMap<string, Input>;
  /** What inputs that are not given are taken for, by their names in formulas. */
  readonly absent?: Readonly<Record<string, number>>;
  readonly dtype: Dtype;
  readonly reduction: Reduction;
  /** The reduction where weights are given, if that is another and none was chosen. */
  readonly weightedReduction?: Reduction | undefined;
  /** What the loss is computed over: an axis, of which -1 is the last, or several, or entries of the first. */
  readonly axis: Axis;
  /** Whether each element is a sample by itself, and does not count where a value of it is missing. */
  readonly skipsElements?: boolean;
  /** By camelCase name, defaults included; only those that the convention knows and that have a value. */
  readonly params: Readonly<Record<string, ParameterValue>>;
  /** The convention's constants by their names in formulas. */
  readonly constants: Readonly<Record<string, number>>;
}

/** The names by which Keras, PyTorch and TensorFlow.js call the reductions. */
const REDUCTION_ALIASES: ReadonlyMap<string, Reduction> = new Map([
  ['sum-over-batch-size', 'mean'],
  ['mean-with-sample-weight', 'weighted-mean'],
  ['sum-by-nonzero-weights', 'nonzero-mean'],
  ['batch-mean', 'batchmean'],
]);

/**
 * Decides everything about a loss: fills in defaults and checks what was said.
 * @throws UserError whose place is the option that is wrong
 */
export function resolveRequest(definition: LossDefinition, options: LossOptions): LossRequest {
  const compat = chooseConvention(definition, options.compat);
  const dtype = choose('--dtype', options.dtype, 'float64', DTYPES);
  const known = definition.conventions[compat]!;
  const reduction = choose(
    '--reduction',
    options.reduction,
    known.reduction ?? 'mean',
    REDUCTIONS,
    canonicalReduction,
  );
  const { given, epsilon } = givenParameters(definition, compat, options);
  const params = resolveParameters(definition, compat, dtype, given);
  checkLogits(definition, compat, params, given);
  const convention = conventionWith(known, params);
  return Object.freeze({
    definition,
    compat,
    convention,
    inputs: inputsOf(definition),
    dtype,
    reduction,
    weightedReduction: options.reduction === undefined ? convention.weightedReduction : undefined,
    axis: resolveAxis(options.axis, definition, convention),
    params,
    constants: resolveConstants(definition, compat, params, epsilon),
  });
}

/** The convention with what a flag of its own makes of it. */
function conventionWith(convention: Convention, params: LossRequest['params']): Convention {
  if (convention.kernel === undefined || convention.takes !== undefined) return convention;
  const { batchLevelWith } = convention;
  if (batchLevelWith === undefined || params[batchLevelWith.flag] !== true) return convention;
  return { ...convention, batchLevel: true, notASum: batchLevelWith.notASum };
}

/**
 * The parameters that the user gave, also by options of every loss: epsilon where the loss has a parameter of that
 * name, and an axis where that asks for a loss of each sample.
 */
function givenParameters(
  definition: LossDefinition,
  compat: ConventionName,
  { params = {}, epsilon, axis, per, excludeClass }: LossOptions,
): { given: Readonly<Record<string, unknown>>; epsilon: number | undefined } {
  const isImplied = axis !== undefined && per !== 'output' && excludeClass === undefined;
  const known = parametersOf(definition, compat);
  const implied = isImplied ? known.filter(isImpliedByAxis) : [];
  const flags = Object.fromEntries(implied.map(([name]) => [name, true]));
  return 'epsilon' in definition.parameters
    ? { given: { ...flags, epsilon, ...params }, epsilon: undefined }
    : { given: { ...flags, ...params }, epsilon };
}

function isImpliedByAxis([, parameter]: readonly [string, Parameter]): boolean {
  return parameter.kind === 'flag' && parameter.impliedBy === 'axis';
}

function resolveAxis(
  given: LossOptions['axis'],
  definition: LossDefinition,
  convention: Convention,
): Axis {
  if (given === undefined) return convention.axis ?? -1;
  const axes = [given].flat();
  const where = '--axis';
  if (convention.axis === 'masks') {
    throw new UserError({
      where,
      problem: `expected none, as ${convention.api} has classes along axis 1 and takes all others together`,
      hint: 'leave it out',
    });
  }
  const odd = axes.find((axis) => !Number.isInteger(axis));
  if (odd !== undefined || axes.length === 0) {
    const problem = `expected an integer, found ${odd ?? 'an empty list'}`;
    throw new UserError({ where, problem });
  }
  if (axes.length > 1 && needsOneAxis(definition, convention)) {
    throw new UserError({
      where: `${where} ${axes.join(',')}`,
      problem: `expected one axis, found ${axes.length}: the numbers along it are the classes or items of ${definition.name}`,
      hint: 'each place along the other axes has a loss of its own, which --reduction makes one number of',
    });
  }
  return axes.length === 1 ? axes[0]! : axes;
}

/** Whether what a loss is computed over is a list of classes or items, and no mere sum or mean of elements. */
function needsOneAxis(
  { family }: LossDefinition,
  { kernel, batchLevel = false }: Convention,
): boolean {
  const isByHand = kernel !== undefined && !batchLevel;
  return isByHand || ['multi-class', 'language-models', 'ranking', 'sequences'].includes(family);
}

/** The constants that the formula uses with these parameters, with the user's epsilon in place of the framework's. */
function resolveConstants(
  definition: LossDefinition,
  compat: ConventionName,
  params: Readonly<Record<string, ParameterValue>>,
  epsilon: number | undefined,
): Readonly<Record<string, number>> {
  const { constants = {}, formula, api } = definition.conventions[compat]!;
  const used =
    formula === undefined ? undefined : namesUsed(formula, formulaFlags(definition, params));
  const kept = Object.entries(constants).filter(([name]) => used?.has(name) ?? true);
  if (epsilon === undefined) return Object.fromEntries(kept);
  const where = '--epsilon';
  if (!kept.some(([name]) => name === 'eps')) {
    const problem = `${api} of ${compat} uses no epsilon here`;
    throw new UserError({ where, problem, hint: `leave ${where} out` });
  }
  if (!(epsilon >= 0 && epsilon < 0.5)) {
    const problem = `expected a number of at least 0 and below 0.5, found ${epsilon}`;
    throw new UserError({ where, problem });
  }
  return { ...Object.fromEntries(kept), eps: epsilon };
}

function canonicalReduction(name: string): string {
  const kebab = name.toLowerCase().replaceAll('_', '-');
  return REDUCTION_ALIASES.get(kebab) ?? kebab;
}

/** One of a few words, in any spelling that `canonical` understands. */
function choose<Word extends string>(
  option: string,
  word: string | undefined,
  otherwise: Word,
  words: readonly Word[],
  canonical: (word: string) => string = (same) => same,
): Word {
  if (word === undefined) return otherwise;
  const found = words.find((each) => each === canonical(word));
  if (found !== undefined) return found;
  const near = closest(word, words);
  throw new UserError({
    where: option,
    problem: `expected one of ${words.join(', ')}, found ${quote(word)}`,
    hint: near && `did you mean ${near}?`,
  });
}

function chooseConvention(definition: LossDefinition, word: string | undefined): ConventionName {
  const available = CONVENTIONS.filter((name) => definition.conventions[name]);
  const isKnown = (CONVENTIONS as readonly string[]).includes(word ?? '');
  if (word !== undefined && isKnown && !(available as readonly string[]).includes(word)) {
    const problem = `${word} has no ${definition.name}; expected one of ${available.join(', ')}`;
    throw new UserError({ where: '--compat', problem });
  }
  return choose('--compat', word, usualConvention(definition), available);
}

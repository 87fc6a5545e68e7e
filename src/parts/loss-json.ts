import { defineOwnLoss, type FormulaParameters } from '../engine/own-loss.ts';
import { resolveRequest, type LossRequest } from '../engine/request.ts';
import type { ConventionName, LossDefinition, ParameterValue } from '../losses/definition.ts';
import { LOSSES } from '../losses/index.ts';
import { inputsOf } from '../losses/inputs.ts';
import { findLoss } from '../losses/names.ts';
import { quote, UserError } from '../messages/errors.ts';
import type { Axis } from '../tensor/axis.ts';

/** A loss with all that was said of it, as plain data. */
export interface LossJson {
  /** As the user wrote it: `huber:delta=2`. */
  readonly spec: string;
  readonly loss: string;
  /** Of a loss of the user's own, and the inputs that it has besides. */
  readonly formula?: string | undefined;
  readonly inputs?: readonly string[] | undefined;
  readonly compat: string;
  readonly dtype: string;
  readonly reduction: string;
  /** Whether the reduction is another where weights are given, as none was chosen. */
  readonly isUsualReduction: boolean;
  readonly axis: Axis;
  readonly skipsElements: boolean;
  /** Those that are not what they usually are. */
  readonly params: Readonly<Record<string, ParameterValue>>;
  readonly epsilon?: number | undefined;
}

/** @param spec the loss as the user wrote it */
export function lossJson(spec: string, request: LossRequest): LossJson {
  const { definition, compat, convention, dtype, reduction, axis, params, constants } = request;
  const isOwn = !LOSSES.includes(definition);
  const [, , ...own] = inputsOf(definition).keys();
  const usual = isOwn ? {} : usualParameters(definition, compat);
  const given = Object.entries(params).filter(([name, value]) => !isSame(usual[name], value));
  const { eps } = constants;
  return {
    spec,
    loss: definition.name,
    ...(isOwn && { formula: convention.formula, inputs: own }),
    compat,
    dtype,
    reduction,
    isUsualReduction: request.weightedReduction !== undefined,
    axis,
    skipsElements: request.skipsElements ?? false,
    params: Object.fromEntries(given),
    epsilon: eps === convention.constants?.['eps'] ? undefined : eps,
  };
}

/** What parameters are where nothing is said. */
function usualParameters(
  { parameters, conventions }: LossDefinition,
  compat: ConventionName,
): Readonly<Record<string, unknown>> {
  const { defaults = {} } = conventions[compat]!;
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => {
      const { kind, default: value } = parameter;
      return [name, defaults[name] ?? (kind === 'flag' ? (value ?? false) : value)];
    }),
  );
}

function isSame(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b);
}

/**
 * The loss that was written.
 * @param where how messages call the place
 * @throws UserError for what is no loss, or takes no such parameters
 */
export function readLossJson(json: LossJson, where: string): LossRequest {
  const { compat, dtype, reduction, isUsualReduction, epsilon, params } = json;
  const definition = definitionOf(json, where);
  try {
    const request = resolveRequest(definition, {
      compat,
      dtype,
      reduction: isUsualReduction ? undefined : reduction,
      epsilon,
      params,
    });
    const { axis, skipsElements } = json;
    return Object.freeze({ ...request, axis, ...(skipsElements && { skipsElements }) });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { complaint } = error;
    throw new UserError(
      { ...complaint, where: `${where}: ${complaint.where ?? ''}` },
      { cause: error },
    );
  }
}

function definitionOf(
  { loss, formula, inputs = [], params }: LossJson,
  where: string,
): LossDefinition {
  if (formula !== undefined) {
    return defineOwnLoss({ name: loss, formula, params: params as FormulaParameters, inputs });
  }
  const definition = findLoss(loss);
  if (definition) return definition;
  throw new UserError({
    where,
    problem: `expected a loss, found ${quote(loss)}`,
    hint: 'put parts together with the version of losscalc that has made them',
  });
}

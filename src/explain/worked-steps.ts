import { computeTensors } from '../engine/compute.ts';
import { Refusals } from '../engine/refusals.ts';
import { UserError } from '../messages/errors.ts';
import { trace, type TracedInput, type TraceStep } from '../formula/trace.ts';
import type { ConventionName, LossDefinition, ParameterValue } from '../losses/definition.ts';
import { formulaName, inputsOf } from '../losses/inputs.ts';
import { resolveRequest, type LossOptions, type LossRequest } from '../engine/request.ts';
import { settled } from '../engine/settle.ts';
import { formulaConstants } from '../engine/formula-scope.ts';
import { formulaFlags } from '../engine/parameters.ts';

/** What a sample alone counts, where a formula heeds weights. */
const ONE_SAMPLE: TracedInput = { extent: 'row', values: [1] };

/** The numbers of one sample, by the loss's names of its inputs. */
export type SampleNumbers = Readonly<Record<string, readonly number[]>>;

/** One computation of a sample's loss. */
export interface WorkedSteps {
  /** The conventions that compute it so. */
  readonly conventions: readonly ConventionName[];
  /** The parameters and constants in the steps, by their names in formulas. */
  readonly settings: Readonly<Record<string, ParameterValue>>;
  readonly steps: readonly TraceStep[];
  readonly loss: number;
}

export interface WorkedSample {
  readonly worked: readonly WorkedSteps[];
  /** Why the other conventions do not compute it. */
  readonly refusals: readonly { readonly convention: ConventionName; readonly reason: string }[];
}

/**
 * Computes the loss of one sample step by step: under the chosen convention, or under all.
 * @throws UserError where the chosen convention, or every one, refuses the numbers or the parameters
 */
export function workSample(
  definition: LossDefinition,
  sample: SampleNumbers,
  { compat, ...options }: LossOptions,
  warn: (message: string) => void,
): WorkedSample {
  requireRows(definition);
  if (compat !== undefined) {
    const request = resolveRequest(definition, { compat, ...options });
    return { worked: [workRequest(request, sample, warn)], refusals: [] };
  }
  const worked: WorkedSteps[] = [];
  const refusals = new Refusals();
  for (const name of Object.keys(definition.conventions) as ConventionName[]) {
    refusals.attempt(name, () => {
      const request = resolveRequest(definition, { compat: name, ...options });
      worked.push(workRequest(request, sample, warn));
    });
  }
  const refusing = refusals.conventions;
  if (worked.length === 0) throw refusals.error(refusing[0]!);
  return {
    worked: grouped(worked),
    refusals: refusing.map((convention) => ({ convention, reason: refusals.reason(convention) })),
  };
}

/** A list of numbers is a row, and no tensor of higher rank. */
function requireRows(definition: LossDefinition): void {
  const tensor = [...inputsOf(definition)].find(([, { shape }]) => shape === 'batch')?.[0];
  if (tensor === undefined) return;
  throw new UserError({
    where: `--${tensor}`,
    problem: `${definition.name} takes no single row of numbers`,
    hint: `losscalc ${definition.name} computes it from files`,
  });
}

function workRequest(
  asked: LossRequest,
  sample: SampleNumbers,
  warn: (message: string) => void,
): WorkedSteps {
  const given = Object.entries(sample).map(([name, values]) => {
    return [name, { label: name, axes: [values.length] }] as const;
  });
  const request = settled(asked, new Map(given));
  const { definition, compat, convention, dtype, params } = request;
  const loss = computeLoss(request, sample, warn);
  if (convention.kernel) {
    const steps = [{ text: convention.method, values: [loss] }];
    return { conventions: [compat], settings: params, steps, loss };
  }
  // The steps show flags as they were given; formulas see them as 1 or 0.
  const parameters = { ...formulaConstants(request), ...formulaFlags(definition, params) };
  const inputs = {
    ...tracedInputs(request, sample),
    ...(convention.weighted ? { [formulaName('weights')]: ONE_SAMPLE } : {}),
  };
  const steps = trace(convention.formula, inputs, parameters, dtype);
  const names = new Set(steps.flatMap(({ text }) => text.match(/\w+/g) ?? []));
  const used = Object.entries(parameters).filter(([name]) => names.has(name));
  return { conventions: [compat], settings: Object.fromEntries(used), steps, loss };
}

/** The loss as a loss's command computes it, which checks the numbers too. */
function computeLoss(
  request: LossRequest,
  sample: SampleNumbers,
  warn: (message: string) => void,
): number {
  const { inputs } = request;
  const tensors = Object.entries(sample).map(([name, values]) => {
    return [name, inputs.get(name)?.shape === 'sample' ? values : [values]] as const;
  });
  const { perSample, result } = computeTensors(request, Object.fromEntries(tensors), {
    perSample: true,
    gradient: false,
    digest: false,
    warn,
  });
  return perSample?.values[0] ?? result!;
}

function tracedInputs(
  request: LossRequest,
  sample: SampleNumbers,
): Readonly<Record<string, TracedInput>> {
  const inputs = [...request.inputs].map(([name, { shape }]) => {
    const extent = shape === 'sample' ? 'row' : 'element';
    return [formulaName(name), { extent, values: sample[name]! }] as const;
  });
  return Object.fromEntries(inputs);
}

/** Conventions with the same steps share them. */
function grouped(worked: readonly WorkedSteps[]): readonly WorkedSteps[] {
  const groups = new Map<string, WorkedSteps>();
  for (const one of worked) {
    const key = JSON.stringify([one.settings, one.steps], (_, value: unknown) =>
      typeof value === 'number' ? String(value) : value,
    );
    const group = groups.get(key);
    const conventions = [...(group?.conventions ?? []), ...one.conventions];
    groups.set(key, { ...one, conventions });
  }
  return [...groups.values()];
}

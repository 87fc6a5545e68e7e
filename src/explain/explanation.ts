import { computeTensors } from '../engine/compute.ts';
import { formatFormula } from '../formula/index.ts';
import { latexFormula } from '../formula/latex.ts';
import type { ConventionName, LossDefinition } from '../losses/definition.ts';
import { formulaName, inputsOf } from '../losses/inputs.ts';
import { snakeCase } from '../messages/names.ts';
import { resolveRequest } from '../engine/request.ts';
import { formulaFlags, parametersOf } from '../engine/parameters.ts';

/** The flag that changes what predictions are, and with them the formula. */
const LOGITS_FLAG = 'fromLogits';

/** Conventions that compute a form of the loss in the same way. */
interface SharedFormula {
  readonly conventions: readonly ConventionName[];
  /** The formula, or what a loss written by hand computes. */
  readonly formula: string;
  /** The formula typeset; undefined where there is none. */
  readonly latex?: string;
}

/** The loss's example under a convention, in float64 with the convention's default reduction. */
interface WorkedResult {
  readonly convention: ConventionName;
  readonly result: number;
  /** What it adds to the first convention's result. */
  readonly difference: number;
}

/** A loss computed from one kind of predictions. */
export interface LossForm {
  /** Null where the loss takes one kind only. */
  readonly from: 'probabilities' | 'log-probabilities' | 'logits' | null;
  readonly formulas: readonly SharedFormula[];
  readonly results: readonly WorkedResult[];
}

/** The forms of a loss: one, or where it takes logits too, from probabilities and from logits. */
export function formsOf(definition: LossDefinition): readonly LossForm[] {
  if (!(LOGITS_FLAG in definition.parameters)) return [formOf(definition, null)];
  const areLogarithms = 'fromProbabilities' in definition.parameters;
  const others = areLogarithms ? 'log-probabilities' : 'probabilities';
  return [formOf(definition, others), formOf(definition, 'logits')];
}

function formOf(definition: LossDefinition, from: LossForm['from']): LossForm {
  const flags = from === null ? {} : { [LOGITS_FLAG]: from === 'logits' };
  const conventions = (Object.keys(definition.conventions) as ConventionName[]).filter(
    (convention) =>
      from === null ||
      (from === 'logits'
        ? parametersOf(definition, convention).some(([name]) => name === LOGITS_FLAG)
        : definition.conventions[convention]!.requires !== LOGITS_FLAG),
  );
  return {
    from,
    formulas: sharedFormulas(definition, conventions, flags),
    results: workedResults(
      definition,
      conventions.filter((convention) => takesExample(definition, convention)),
      flags,
    ),
  };
}

/** Whether predictions are to a convention what they are in the example: to some they are always logarithms. */
function takesExample(definition: LossDefinition, convention: ConventionName): boolean {
  const { requires, defaults } = definition.conventions[convention]!;
  if (requires === undefined || requires === LOGITS_FLAG) return true;
  return (defaults?.[requires] ?? definition.parameters[requires]!.default) === true;
}

type Flags = Readonly<Record<string, boolean>>;

function sharedFormulas(
  definition: LossDefinition,
  conventions: readonly ConventionName[],
  flags: Flags,
): readonly SharedFormula[] {
  const decided = formulaFlags(definition, flags);
  const byFormula = new Map<string, SharedFormula>();
  for (const convention of conventions) {
    const { formula: text, method } = definition.conventions[convention]!;
    const formula = text === undefined ? method : formatFormula(text, decided);
    const latex =
      text === undefined ? {} : { latex: latexFormula(text, decided, elementNames(definition)) };
    const sharing = byFormula.get(formula)?.conventions ?? [];
    byFormula.set(formula, { conventions: [...sharing, convention], formula, ...latex });
  }
  return [...byFormula.values()];
}

/** The names in formulas that have a value for each element of a row. */
function elementNames(definition: LossDefinition): readonly string[] {
  const inputs = [...inputsOf(definition)].filter(([, { shape }]) => shape === 'same');
  const lists = Object.entries(definition.parameters).filter(([, { kind }]) => kind === 'vector');
  return [...inputs.map(([name]) => formulaName(name)), ...lists.map(([name]) => snakeCase(name))];
}

function workedResults(
  definition: LossDefinition,
  conventions: readonly ConventionName[],
  flags: Flags,
): readonly WorkedResult[] {
  const results = conventions.map((convention) => computeExample(definition, convention, flags));
  return conventions.map((convention, i) => ({
    convention,
    result: results[i]!,
    difference: results[i]! - results[0]!,
  }));
}

function computeExample(definition: LossDefinition, compat: ConventionName, flags: Flags): number {
  const known = new Set(parametersOf(definition, compat).map(([name]) => name));
  const params = Object.fromEntries(Object.entries(flags).filter(([name]) => known.has(name)));
  const request = resolveRequest(definition, { compat, dtype: 'float64', params });
  const options = { perSample: false, gradient: false, digest: false, warn: () => undefined };
  return computeTensors(request, definition.example, options).result ?? NaN;
}

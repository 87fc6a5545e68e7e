import { snakeCase } from '../messages/names.ts';
import type {
  InputDefinition,
  InputDefinitions,
  LossDefinition,
  ParameterValue,
} from './definition.ts';

/** All there is to say about an input. */
export interface Input extends Required<Omit<InputDefinition, 'otherwise' | 'ofTraining'>> {
  readonly otherwise: number | undefined;
  readonly ofTraining: InputDefinition['ofTraining'];
}

type Inputs = ReadonlyMap<string, Input>;

const known = new WeakMap<InputDefinitions, Inputs>();

/** The inputs of a loss by name, true and pred first, in full; made once for each definition. */
export function inputsOf({ inputs }: LossDefinition): Inputs {
  const made = known.get(inputs) ?? makeInputs(inputs);
  known.set(inputs, made);
  return made;
}

function makeInputs({ true: truth, pred, ...others }: InputDefinitions): Inputs {
  const named: [string, InputDefinitions[string]][] = [
    ['true', truth],
    ['pred', pred],
    ...Object.entries(others),
  ];
  return new Map(
    named.flatMap(([name, definition]) => {
      if (definition === undefined) return [];
      const given: InputDefinition =
        typeof definition === 'string' ? { domain: definition } : definition;
      // Class indices are one for each sample.
      const shape = given.shape ?? (given.domain === 'class-index' ? 'sample' : 'same');
      const { domain, domainWith = () => domain, help = '', isLogarithm = () => false } = given;
      const { orIndices = false, areCounted = false } = given;
      const { otherwise, neededWith = () => false, ofTraining } = given;
      const input = {
        domain,
        domainWith,
        shape,
        orIndices,
        areCounted,
        otherwise,
        neededWith,
        ofTraining,
        help,
        isLogarithm,
      };
      return [[name, input] as const];
    }),
  );
}

/** Whether an input has to be given. */
export function isRequired(
  { otherwise, neededWith }: Input,
  params: Readonly<Record<string, ParameterValue>>,
): boolean {
  return otherwise === undefined || neededWith(params);
}

/** What an input is called in formulas: y, p, w, or its own name. */
export function formulaName(input: string): string {
  return { true: 'y', pred: 'p', weights: 'w' }[input] ?? snakeCase(input);
}

/** Whether the true values of a loss are labels of two classes. */
export function isBinary(definition: LossDefinition): boolean {
  const inputs = inputsOf(definition);
  const domains = [inputs.get('true')?.domain ?? 'real', inputs.get('pred')!.domain];
  const binary = ['binary', 'sign', 'binary-or-sign'];
  return (
    'threshold' in definition.parameters ||
    domains[0] === 'probability' ||
    binary.includes(domains[0]!) ||
    domains[1] === 'class-probability'
  );
}

/** Whether the true values of a loss may be names of classes. */
export function takesClassNames(definition: LossDefinition): boolean {
  const isOfIndices =
    hasClasses(definition) || inputsOf(definition).get('true')?.orIndices === true;
  return isOfIndices || takesNameSets(definition);
}

/** Whether the true values of a loss have a number for each class, 1 or 0, of which there may be any. */
export function takesNameSets(definition: LossDefinition): boolean {
  const truth = inputsOf(definition).get('true');
  const domains = ['probability', 'binary', 'label'];
  return truth?.shape === 'same' && domains.includes(truth.domain);
}

/** Whether the true values of a loss are indices of classes. */
export function hasClasses(definition: LossDefinition): boolean {
  return inputsOf(definition).get('true')?.domain === 'class-index';
}

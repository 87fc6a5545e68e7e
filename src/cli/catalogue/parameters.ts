import {
  usualConvention,
  type ConventionName,
  type FlagParameter,
  type LossDefinition,
  type Parameter,
} from '../../losses/definition.ts';
import { inputsOf } from '../../losses/inputs.ts';
import { rangeOf } from '../../losses/parameters.ts';
import { kebabCase } from '../../messages/names.ts';
import { NUMBERS_OF_SAMPLE } from './inputs.ts';
import { OF_ONE_LOSS } from './loss.ts';
import type { OptionEntry } from './option.ts';

/** The options that only this loss has: its inputs besides true and pred, and its parameters. */
export function optionsOfLoss(definition: LossDefinition): readonly OptionEntry[] {
  const others = [...inputsOf(definition)].filter(([name]) => name !== 'true' && name !== 'pred');
  const parameters = Object.entries(definition.parameters);
  return [
    ...others.map(([name, { help }]) => inputEntry(name, help)),
    ...parameters.map(([name, parameter]) => parameterEntry(name, parameter, definition)),
  ];
}

function inputEntry(name: string, help: string): OptionEntry {
  return {
    name: kebabCase(name),
    kind: 'source',
    help: `${help}, likewise`,
    group: 'Inputs',
    commands: ['loss', 'diff', 'explain'],
    variants: { explain: { ...NUMBERS_OF_SAMPLE, help } },
  };
}

function parameterEntry(
  name: string,
  parameter: Parameter,
  definition: LossDefinition,
): OptionEntry {
  const entry = {
    name: kebabCase(name),
    help: parameter.help,
    group: 'Loss',
    commands: OF_ONE_LOSS,
  } as const;
  const knowing = parameter.only?.filter((convention) => convention in definition.conventions);
  const only = knowing && `${knowing.join(', ')} only`;
  if (parameter.kind === 'flag') {
    return {
      ...entry,
      kind: 'flag',
      ...(only !== undefined && { usual: `off; ${only}` }),
      ...(parameter.default && { usual: 'on', negation: 'the opposite' }),
    };
  }
  const usual = [...defaultsOf(name, parameter, definition), ...(only === undefined ? [] : [only])];
  if (parameter.kind === 'choice') {
    return { ...entry, kind: 'choice', choices: parameter.choices, usual: usual.join('; ') };
  }
  const isList = parameter.kind === 'vector';
  const ofFile = isList ? ' A list may be in a file of JSON: weights.json.' : '';
  const details = `It is ${rangeOf(parameter)}.${ofFile}`;
  return {
    ...entry,
    kind: isList ? 'numbers' : 'number',
    ...(isList && { mayBeFile: true }),
    usual: usual.join('; '),
    details,
    variants: {
      plot: { kind: 'numbers', details: `${details} A list draws a curve for each of its values.` },
    },
  };
}

/** The default of a parameter where no convention is chosen, and those of conventions that have another. */
function defaultsOf(
  name: string,
  { default: ofLoss, only }: Exclude<Parameter, FlagParameter>,
  definition: LossDefinition,
): readonly string[] {
  const { conventions } = definition;
  const defaultIn = (convention: ConventionName): string =>
    String(conventions[convention]?.defaults?.[name] ?? ofLoss ?? 'none');
  const usual = usualConvention(definition);
  const others = (Object.keys(conventions) as ConventionName[]).filter(
    (each) => (only?.includes(each) ?? true) && defaultIn(each) !== defaultIn(usual),
  );
  return [
    defaultIn(usual),
    ...others.map((convention) => `${defaultIn(convention)} with ${convention}`),
  ];
}

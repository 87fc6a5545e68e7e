import {
  CONVENTIONS,
  REDUCTIONS,
  usualConvention,
  type LossDefinition,
} from '../../losses/definition.ts';
import { DTYPES } from '../../tensor/dtype.ts';
import type { CommandName } from './commands.ts';
import type { OptionEntry } from './option.ts';

/** The commands that compute a loss, or several, named by `--loss`. */
export const NAMING: readonly CommandName[] = [
  'run',
  'worst',
  'compare',
  'check',
  'baseline',
  'sql',
];
/** Those whose options follow from a loss that is named first. */
export const OF_ONE_LOSS: readonly CommandName[] = ['loss', 'diff', 'explain', 'plot'];

const SPEC = 'Its settings follow it: mse, huber:delta=2, bce:from-logits,compat=torch.';
const OF_OWN_LOSS = {
  placeholder: 'loss.name=value',
  help: 'a parameter of a loss of your own: cubic.k=3',
} as const;
const ONE_LOSS = { isRepeatable: true, help: 'the loss, with settings' } as const;

/** The options that say what to compute, whatever the loss. */
export const LOSS_OPTIONS: readonly OptionEntry[] = [
  {
    name: 'loss',
    short: 'l',
    kind: 'loss',
    isRepeatable: true,
    help: 'a loss, with settings; several times for several',
    details: SPEC,
    group: 'Loss',
    commands: NAMING,
    config: 'losses',
    saysWhat: true,
    variants: {
      worst: ONE_LOSS,
      check: { help: 'a loss for --max and --min, or of a baseline' },
    },
  },
  {
    name: 'define',
    kind: 'text',
    placeholder: 'name=formula',
    isRepeatable: true,
    help: 'a loss of your own, for --loss; several times',
    details: "Formulas are those of losscalc custom: --define 'cubic=mean(abs(p - y)^3)' -l cubic.",
    group: 'Loss',
    commands: NAMING,
  },
  {
    name: 'param',
    kind: 'parameter',
    help: 'a parameter of the formula; several times',
    details: 'A number, or a list with one for each column: w=0.5,2,1.',
    group: 'Loss',
    commands: ['custom', ...NAMING],
    variants: Object.fromEntries(NAMING.map((name) => [name, OF_OWN_LOSS])),
  },
  {
    name: 'compat',
    kind: 'choice',
    placeholder: 'framework',
    choices: CONVENTIONS,
    isLenient: true,
    help: 'whose numbers to reproduce',
    group: 'Loss',
    commands: ['loss', ...NAMING, 'explain', 'plot'],
    config: 'compat',
    variants: {
      explain: { help: 'one convention only' },
      plot: { kind: 'choices', placeholder: 'frameworks', help: 'whose curves to draw' },
    },
    forLoss: (definition) => {
      return {
        choices: Object.keys(definition.conventions),
        usual: usualConvention(definition),
      };
    },
  },
  {
    name: 'epsilon',
    kind: 'number',
    help: "in place of the framework's own small constant",
    details: 'Formulas call it eps.',
    group: 'Loss',
    commands: ['loss', 'diff', 'explain'],
    forLoss: (definition) => (usesEpsilon(definition) ? {} : undefined),
  },
  {
    name: 'axis',
    kind: 'numbers',
    placeholder: 'axes',
    help: 'the axis of features or classes, or several',
    usual: "the last, or the framework's",
    details: 'Counted from 0, or negative from the end. Several, 1,2,3, make one row.',
    group: 'Loss',
    commands: ['loss', 'diff', 'custom'],
  },
  {
    name: 'dtype',
    kind: 'choice',
    placeholder: 'type',
    choices: DTYPES,
    isLenient: true,
    usual: DTYPES[0],
    help: 'what to compute in',
    group: 'Loss',
    commands: [...OF_ONE_LOSS, ...NAMING, 'custom'],
    config: 'dtype',
  },
  {
    name: 'reduction',
    kind: 'choice',
    choices: REDUCTIONS,
    isLenient: true,
    usual: 'mean, or what the framework does',
    help: 'how losses of samples become one number',
    group: 'Loss',
    commands: ['loss', 'diff', 'custom', ...NAMING],
    config: 'reduction',
  },
];

function usesEpsilon({ conventions }: LossDefinition): boolean {
  return Object.values(conventions).some(({ constants = {} }) => 'eps' in constants);
}

import { inputsOf, isBinary, takesClassNames } from '../../losses/inputs.ts';
import { INPUT_FORMATS, MISSING_POLICIES } from '../../sources/index.ts';
import type { CommandName } from './commands.ts';
import { joinOptions } from './joining.ts';
import { NAMING } from './loss.ts';
import type { OptionEntry } from './option.ts';
import { textOptions } from './text-tables.ts';

/** The commands that compute losses of data. */
const COMPUTING: readonly CommandName[] = [
  'loss',
  'run',
  'worst',
  'compare',
  'check',
  'baseline',
  'diff',
  'custom',
];
/** Those that read a file at all, and so may have to warn of what is in it. */
export const READING: readonly CommandName[] = [...COMPUTING, 'inspect'];

const SOURCE =
  'A file, file#part, or - for standard input; with a table its columns: names, numbers from 1, ranges ' +
  '(p0-p9) and lists (a,b), or a key path of JSON.';

/** What a command that explains a sample says of an input. */
export const NUMBERS_OF_SAMPLE = {
  kind: 'numbers',
  placeholder: 'numbers',
  details: 'A number, or a list such as 0,1,0 for a row.',
} as const;

/** What inputs are where a query takes them from a table on an engine. */
const OF_TABLE = {
  placeholder: 'columns',
  details: 'Names, separated by commas; p0-p9 are ten columns, scores[10] an array of ten numbers.',
} as const;

/** The inputs that almost every loss has. */
export const TRUE_AND_PRED: readonly OptionEntry[] = [
  {
    name: 'true',
    short: 't',
    kind: 'source',
    help: 'true values',
    details: SOURCE,
    group: 'Inputs',
    commands: [...READING, 'explain', 'sql'],
    config: 'inputs.true',
    saysWhat: true,
    variants: {
      inspect: { placeholder: 'columns', details: 'Columns, where their names do not tell.' },
      explain: NUMBERS_OF_SAMPLE,
      sql: OF_TABLE,
    },
    forLoss: (definition) => {
      const input = inputsOf(definition).get('true');
      return input && { help: input.help || 'true values' };
    },
  },
  {
    name: 'pred',
    short: 'p',
    kind: 'source',
    help: 'predicted values, likewise',
    group: 'Inputs',
    commands: [...READING, 'explain', 'sql'],
    config: 'inputs.pred',
    saysWhat: true,
    variants: {
      inspect: { placeholder: 'columns' },
      explain: NUMBERS_OF_SAMPLE,
      sql: OF_TABLE,
      compare: {
        isRepeatable: true,
        help: 'predicted values of a model; once for each',
        details: 'The others are compared with the first, unless --against says otherwise.',
      },
    },
    forLoss: (definition) => {
      const inputs = inputsOf(definition);
      const help = inputs.get('pred')!.help || 'predicted values';
      return inputs.has('true') ? { help: `${help}, likewise` } : { help, details: SOURCE };
    },
  },
];

/** The other options that say where the data is, and how to read it. */
export const INPUT_OPTIONS: readonly OptionEntry[] = [
  {
    name: 'other',
    kind: 'source',
    help: 'those of one more model, as another --pred',
    group: 'Inputs',
    commands: ['compare'],
  },
  {
    name: 'against',
    kind: 'text',
    placeholder: 'source',
    help: 'which of --pred the others are compared with',
    usual: 'the first',
    group: 'Comparison',
    commands: ['compare'],
  },
  {
    name: 'weights',
    kind: 'source',
    help: 'weights, likewise: one number per sample',
    details:
      'Or as many as --pred has, for losses of single numbers: each is a sample by itself then; a file with one row of them holds for every row. torch, optax, tfjs and exact have such weights; a mask of single numbers every convention.',
    group: 'Inputs',
    commands: [...COMPUTING, 'sql'],
    config: 'inputs.weights',
  },
  {
    name: 'mask',
    kind: 'source',
    help: 'likewise: 0 where a sample is left out, or 1',
    details:
      'Or as many as --pred has: each number is a sample by itself then, or, in optax and exact, takes part in its row or not, such as a class in a softmax.',
    group: 'Inputs',
    commands: [...COMPUTING, 'sql'],
    config: 'inputs.mask',
  },
  {
    name: 'input',
    kind: 'named-source',
    isRepeatable: true,
    help: 'one more input, of losses or formulas: scale=sd',
    details:
      'It has the name of an option of the loss, such as scale of crps-gaussian. For a formula of your own it has one ' +
      'number per sample, and the name that the formula uses.',
    group: 'Inputs',
    commands: ['custom', ...NAMING],
    config: 'inputs.more',
  },
  {
    name: 'files-from',
    kind: 'read-file',
    help: 'a file that lists those of the table, one a line',
    details:
      'Or - for standard input; NUL characters may end the lines, as find -print0 writes them.',
    group: 'Inputs',
    commands: [...READING, 'merge'],
    variants: { merge: { help: 'a file that lists the parts, one a line' } },
  },
  {
    name: 'http-header',
    kind: 'text',
    placeholder: 'header',
    isRepeatable: true,
    help: 'a header that https:// files are asked for with',
    details:
      "Such as 'Authorization: Bearer @env:TOKEN': @env:NAME and @file:PATH at its end stand for a variable and what a " +
      'file holds, so that no secret is in the command line; @FILE for a file with a header a line. Headers are sent to ' +
      'the hosts that are named, and to no other.',
    group: 'Inputs',
    commands: READING,
  },
  {
    name: 'labels',
    kind: 'text',
    placeholder: 'names',
    help: 'what the classes are called: cat,dog',
    usual: 'the names of the columns of pred',
    details: 'Names are in the order of the columns of pred.',
    group: 'Inputs',
    commands: COMPUTING,
    config: 'inputs.labels',
    forLoss: (definition) => (takesClassNames(definition) ? {} : undefined),
  },
  {
    name: 'positive',
    kind: 'text',
    placeholder: 'label',
    help: 'the positive label, where true values are text',
    group: 'Inputs',
    commands: COMPUTING,
    config: 'inputs.positive',
    forLoss: (definition) => (isBinary(definition) ? {} : undefined),
  },
  {
    name: 'input-format',
    kind: 'choice',
    placeholder: 'format',
    choices: INPUT_FORMATS,
    usual: 'what the file says',
    help: 'how to read the files',
    group: 'Inputs',
    commands: READING,
    config: 'inputs.inputFormat',
  },
  {
    name: 'delimiter',
    kind: 'text',
    placeholder: 'character',
    usual: 'what the first row of a table says',
    help: 'what separates cells: a character, tab or space',
    details:
      'Found among comma, semicolon, bar and tab where the first row holds one kind of these only. With space cells ' +
      'are separated by any number of spaces and tabs.',
    group: 'Inputs',
    commands: READING,
    config: 'inputs.delimiter',
  },
  {
    name: 'header',
    kind: 'flag',
    help: 'the first row of a table holds names',
    details: 'Without it, what the row looks like decides.',
    negation: 'the first row of a table holds numbers',
    group: 'Inputs',
    commands: READING,
    config: 'inputs.header',
  },
  ...textOptions(READING),
  {
    name: 'missing',
    kind: 'choice',
    placeholder: 'policy',
    choices: MISSING_POLICIES,
    default: 'error',
    help: 'what to do with missing values',
    details:
      'They are an error, or with skip their rows are dropped. With skip-element only the elements of a row that are missing are, and a mean is over those that are left. nan lets NaN through.',
    group: 'Inputs',
    commands: [...COMPUTING, 'sql'],
    config: 'inputs.missing',
    variants: {
      sql: {
        choices: ['error', 'skip'],
        details:
          'A row with one is a NULL for the result, or with skip is left out, and counted. NaN is missing, too.',
      },
    },
  },
  {
    name: 'json-nan',
    kind: 'flag',
    help: 'JSON may hold NaN and infinities, as Python writes',
    details:
      'NaN then is a missing value, as it is in other formats; without it such words are errors.',
    group: 'Inputs',
    commands: COMPUTING,
    config: 'inputs.jsonNan',
  },
  {
    name: 'where',
    kind: 'text',
    placeholder: 'conditions',
    help: "rows that count: 'region=eu,horizon<=3'",
    usual: 'all',
    details:
      'Columns of the table, or of the file of the true values, compared by = != < <= > >= with a text, a number or a date. Rows that do not meet all of the conditions are left out, and counted.',
    group: 'Inputs',
    commands: [...COMPUTING, 'sql'],
    config: 'inputs.where',
    variants: {
      sql: {
        details:
          'Columns of the table, compared by = != < <= > >= with a text, a number or a date; a row has to meet all conditions.',
      },
    },
  },
  {
    name: 'group',
    kind: 'column',
    help: 'rows with the same text here are one list',
    usual: 'a row is a sample',
    details:
      'A column such as query, for losses that rank the items of a list: a sample then is a list, of a length of its own.',
    group: 'Inputs',
    commands: COMPUTING,
    config: 'inputs.group',
    forLoss: ({ lists }) => (lists ? {} : undefined),
  },
  ...joinOptions(COMPUTING),
  {
    name: 'threads',
    kind: 'count',
    help: 'threads that read large files',
    usual: 'one for each processor, up to 4',
    group: 'Inputs',
    commands: READING,
  },
];

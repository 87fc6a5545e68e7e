import { FAMILIES, TASKS } from '../../losses/definition.ts';
import { COMPARISON_FORMATS, REPORT_FORMATS, WORST_FORMATS } from '../../output/formats.ts';
import { READING } from './inputs.ts';
import type { OptionEntry } from './option.ts';

/** What `--per` may name: the unreduced losses to print, of samples unless said otherwise. */
export const PER_UNITS = ['sample', 'element', 'output'] as const;

const TEXT_OR_DATA = ['table', 'json', 'markdown'] as const;
export const PLOT_FORMATS = ['terminal', 'svg', 'json'] as const;

const ON_STANDARD_OUTPUT = {
  usual: 'table',
  choices: ['table', 'json'],
};
const OF_REPORT = {
  choices: REPORT_FORMATS,
  usual: 'table, or nothing with --output',
  help: 'what to print on standard output',
};
const SEVERAL_FILES = {
  isRepeatable: true,
  help: 'write to a file; several times for several',
  details:
    'Its extension decides the format, or one before it: junit:FILE; --format does where there is neither. It is ' +
    'written whole or not at all, and none of those that are read.',
};

/** The options that say what is printed, and where to. */
export const OUTPUT_OPTIONS: readonly OptionEntry[] = [
  {
    name: 'family',
    kind: 'choice',
    placeholder: 'family',
    choices: FAMILIES,
    help: 'one family only',
    group: 'Output',
    commands: ['list'],
  },
  {
    name: 'task',
    kind: 'choice',
    placeholder: 'task',
    choices: TASKS,
    help: 'the losses for a task only, of whatever family',
    group: 'Output',
    commands: ['list'],
  },
  {
    name: 'format',
    short: 'f',
    kind: 'choice',
    placeholder: 'format',
    choices: TEXT_OR_DATA,
    usual: "table, or what the output's name says",
    help: 'how to print',
    group: 'Output',
    commands: [
      'loss',
      'run',
      'worst',
      'compare',
      'check',
      'diff',
      'custom',
      'inspect',
      'explain',
      'list',
      'plot',
      'merge',
    ],
    variants: {
      loss: OF_REPORT,
      custom: OF_REPORT,
      run: OF_REPORT,
      check: OF_REPORT,
      merge: OF_REPORT,
      worst: { choices: WORST_FORMATS },
      compare: { choices: COMPARISON_FORMATS },
      explain: ON_STANDARD_OUTPUT,
      list: ON_STANDARD_OUTPUT,
      plot: {
        choices: PLOT_FORMATS,
        usual: "terminal, or what the output's name says",
        help: 'what to draw',
      },
    },
  },
  {
    name: 'range',
    kind: 'range',
    help: 'where the horizontal axis begins and ends',
    group: 'Drawing',
    commands: ['plot'],
  },
  {
    name: 'plot',
    kind: 'flag',
    help: 'draw the curve of the formula, without inputs',
    details: '--param k=1,2 draws several, -o curve.svg a picture.',
    group: 'Drawing',
    commands: ['custom'],
  },
  {
    name: 'gradient',
    kind: 'flag',
    help: 'add the gradient, d(result)/d(pred)',
    group: 'Output',
    commands: ['loss', 'run', 'custom', 'plot'],
    variants: { plot: { help: 'add the derivative of each curve' } },
  },
  {
    name: 'per',
    kind: 'choice',
    placeholder: 'unit',
    choices: PER_UNITS,
    usual: 'sample',
    help: 'what to show losses of',
    details:
      'Samples and elements are not reduced; each output, a column of pred, has a result of its own.',
    group: 'Output',
    commands: ['loss', 'run', 'custom'],
  },
  {
    name: 'per-sample',
    kind: 'flag',
    default: true,
    help: 'show single samples',
    details: 'Tables show the ends and the worst.',
    negation: 'leave the single samples out',
    group: 'Output',
    commands: ['loss', 'run', 'custom', 'sql'],
    variants: {
      run: { default: false },
      sql: {
        default: false,
        help: 'a query of the losses of rows',
        details: 'It has all columns of the table, and the losses besides.',
        negation: 'a query of results, as usual',
      },
    },
  },
  {
    name: 'partial',
    kind: 'flag',
    help: 'write sums, for losscalc merge to finish',
    details:
      'They are those of the rows that are read, as JSON: a run over files in parts, on several machines, comes to the ' +
      'same bits as one over all of them.',
    group: 'Output',
    commands: ['loss', 'run', 'custom', 'merge'],
    variants: { merge: { help: 'write sums, for another merge to finish' } },
  },
  {
    name: 'precision',
    kind: 'count',
    placeholder: 'digits',
    help: 'significant digits to print',
    group: 'Output',
    commands: ['loss', 'run', 'worst', 'compare', 'check', 'diff', 'custom', 'merge'],
  },
  {
    name: 'output',
    short: 'o',
    kind: 'written-file',
    help: 'write to a file, whole or not at all',
    details:
      'Its extension decides the format, unless --format does, or one before it: json:FILE. It is none of those ' +
      'that are read.',
    group: 'Output',
    commands: [
      'loss',
      'run',
      'worst',
      'compare',
      'check',
      'diff',
      'custom',
      'inspect',
      'plot',
      'merge',
    ],
    variants: {
      loss: SEVERAL_FILES,
      custom: SEVERAL_FILES,
      run: SEVERAL_FILES,
      check: SEVERAL_FILES,
      merge: SEVERAL_FILES,
    },
  },
  {
    name: 'verbose',
    kind: 'flag',
    help: 'say how much was read, and how fast',
    details: 'It is said on standard error.',
    group: 'Output',
    commands: ['loss', 'run', 'worst', 'compare', 'check', 'baseline', 'custom'],
  },
  {
    name: 'strict',
    kind: 'flag',
    help: 'treat warnings as errors',
    details: 'The first is told in place of any result, with exit status 2.',
    group: 'Output',
    commands: [...READING, 'merge'],
  },
  {
    name: 'quiet',
    kind: 'flag',
    help: 'leave warnings out',
    group: 'Output',
    commands: [...READING, 'merge'],
  },
];

import type { CommandName } from './commands.ts';
import type { OptionEntry } from './option.ts';

/** The commands that report losses in full. */
const REPORTING: readonly CommandName[] = ['loss', 'run', 'custom'];
const RESAMPLING: readonly CommandName[] = [...REPORTING, 'compare'];

/** The options that look into a result: segments, intervals, rows and distributions. */
export const ANALYSIS_OPTIONS: readonly OptionEntry[] = [
  {
    name: 'by',
    kind: 'columns',
    isRepeatable: true,
    help: 'results of each segment, by the texts in columns',
    details: 'A segment is the rows with the same text in a column, or in several: a,b.',
    group: 'Segments and intervals',
    commands: [...REPORTING, 'compare', 'baseline', 'sql'],
    config: 'baseline.by',
    saysWhat: true,
    variants: { baseline: { help: 'a baseline for each segment, too' } },
  },
  {
    name: 'skill',
    kind: 'source',
    placeholder: 'reference',
    help: '1 - loss / loss of a reference, such as mean',
    details:
      'The reference is mean, median, quantile=0.9 or prior (how often classes are) of true, of a segment its own, or else ' +
      'a file or columns with predictions. R2 is the skill of mse over mean. A column called mean is named by its number.',
    group: 'Segments and intervals',
    commands: [...REPORTING, 'check'],
    variants: { check: { group: 'Checks' } },
  },
  {
    name: 'exclude-class',
    kind: 'numbers',
    placeholder: 'classes',
    help: 'leave classes out, such as a background: 0',
    details:
      'Of losses that are sums over columns of pred, which count from 0; several are a list: 0,3.',
    group: 'Segments and intervals',
    commands: [...REPORTING, 'check', 'baseline'],
    config: 'excludeClass',
    variants: { check: { group: 'Checks' } },
  },
  {
    name: 'min-samples',
    kind: 'count',
    default: 30,
    help: 'samples below which a result is marked',
    group: 'Segments and intervals',
    commands: [...REPORTING, 'compare', 'check', 'merge'],
    config: 'minSamples',
    variants: { check: { group: 'Checks' } },
  },
  {
    name: 'ci',
    kind: 'number',
    placeholder: 'percent',
    help: 'an interval for each result, by the bootstrap',
    details: 'It is bias-corrected and accelerated (BCa).',
    group: 'Segments and intervals',
    commands: RESAMPLING,
    variants: {
      compare: {
        default: 95,
        help: 'the level of the interval of the difference',
        details: 'It is that of the paired bootstrap, bias-corrected and accelerated (BCa).',
        group: 'Comparison',
      },
    },
  },
  {
    name: 'seed',
    kind: 'number',
    default: 0,
    help: 'what the resampling starts from',
    group: 'Segments and intervals',
    commands: RESAMPLING,
    variants: { compare: { group: 'Comparison' } },
  },
  {
    name: 'cluster',
    kind: 'column',
    help: 'resample groups of rows with the same text',
    usual: 'rows are resampled',
    group: 'Segments and intervals',
    commands: RESAMPLING,
    variants: { compare: { group: 'Comparison' } },
  },
  {
    name: 'count',
    short: 'n',
    kind: 'count',
    placeholder: 'rows',
    default: 20,
    help: 'how many rows',
    group: 'Rows',
    commands: ['worst'],
  },
  {
    name: 'show',
    kind: 'columns',
    isRepeatable: true,
    help: 'columns to show besides, such as ids: id,region',
    group: 'Rows',
    commands: ['worst'],
  },
  {
    name: 'histogram',
    kind: 'flag',
    help: 'show how the losses of samples are distributed',
    group: 'Output',
    commands: [...REPORTING, 'check', 'merge'],
  },
  {
    name: 'calibration',
    kind: 'flag',
    help: 'show how often probabilities came true',
    group: 'Output',
    commands: [...REPORTING, 'check', 'merge'],
  },
];

import { inputsOf } from '../../losses/inputs.ts';
import type { LossDefinition } from '../../losses/definition.ts';
import type { OptionEntry } from './option.ts';

const COMMANDS = ['loss', 'run', 'worst', 'compare', 'check', 'baseline'] as const;

/** The options are for losses that are scaled by the naive errors of training series. */
function forLoss(definition: LossDefinition): Partial<OptionEntry> | undefined {
  const inputs = [...inputsOf(definition).values()];
  return inputs.some(({ ofTraining }) => ofTraining !== undefined) ? {} : undefined;
}

/** The options that say of which series the scales of losses are computed. */
export const TRAINING_OPTIONS: readonly OptionEntry[] = [
  {
    name: 'train',
    kind: 'source',
    placeholder: 'file',
    help: 'the training series that scales are computed of',
    details:
      'A file, or file#column where the values are not called as the true values are. A row is a value, in the order of ' +
      'time, or a whole series: several columns (train.csv#V2-V2795), of which the last may be empty, or a list of JSON.',
    group: 'Inputs',
    commands: COMMANDS,
    forLoss,
  },
  {
    name: 'season',
    kind: 'count',
    usual: '1, the value before',
    help: 'values in a season: 12 of months, 7 of days',
    details: 'The naive forecast of --train is the value of a season before.',
    group: 'Inputs',
    commands: COMMANDS,
    forLoss,
  },
  {
    name: 'series',
    kind: 'column',
    usual: 'all is one series',
    help: 'the column that names series, here and in --train',
    details:
      'Each row is in units of the naive error of its own series; --by has a result for each.',
    group: 'Inputs',
    commands: COMMANDS,
    forLoss,
  },
];

import { JOIN_POLICIES, KEY_FORM_NAMES } from '../../sources/index.ts';
import type { OptionEntry } from './option.ts';

/** The options that say which rows of several files belong together. */
export function joinOptions(commands: OptionEntry['commands']): readonly OptionEntry[] {
  return [
    {
      name: 'on',
      kind: 'columns',
      help: 'join files by a key: its column, or columns',
      usual: 'rows belong together in their order',
      details:
        'The columns (a,b) tell the rows of each file apart. With id=image_id the column is id in the file of true ' +
        'values and image_id in the others; a=b=c names one for each file.',
      group: 'Inputs',
      commands,
      config: 'inputs.on',
    },
    {
      name: 'join',
      kind: 'choice',
      choices: JOIN_POLICIES,
      usual: 'exact',
      help: 'what to do with keys that not all files have',
      details: 'They are an error, or with inner their rows are dropped.',
      group: 'Inputs',
      commands,
      config: 'inputs.join',
    },
    {
      name: 'keys',
      kind: 'choice',
      placeholder: 'form',
      choices: KEY_FORM_NAMES,
      usual: 'written',
      help: 'which keys are the same: those written alike',
      details: 'Or alike without blanks around them, as numbers (1, 1.0 and 001), or in any case.',
      group: 'Inputs',
      commands,
      config: 'inputs.keys',
    },
  ];
}

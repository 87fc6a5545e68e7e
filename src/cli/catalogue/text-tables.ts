import type { OptionEntry } from './option.ts';

/** The options that say how text is written. */
export function textOptions(commands: OptionEntry['commands']): readonly OptionEntry[] {
  const group = 'Inputs';
  return [
    {
      name: 'decimal',
      kind: 'text',
      placeholder: 'character',
      usual: 'a point',
      help: 'what decimals follow in a table, such as ,',
      details: 'A comma that they follow separates no cells.',
      group,
      commands,
      config: 'inputs.decimal',
    },
    {
      name: 'thousands',
      kind: 'text',
      placeholder: 'character',
      usual: 'nothing',
      help: 'what is between groups of three digits: , or space',
      details: "It is . , space ' or _ in a table; groups of other lengths are an error.",
      group,
      commands,
      config: 'inputs.thousands',
    },
    {
      name: 'missing-value',
      kind: 'text',
      placeholder: 'value',
      isRepeatable: true,
      help: 'what stands for missing values besides NA: -999',
      details:
        'A value or a list (-999,unknown). An empty cell, NA, N/A, n/a, #N/A, <NA>, null, NULL, None, ?, - and NaN ' +
        'stand for one anyway.',
      group,
      commands,
      config: 'inputs.missingValue',
    },
    {
      name: 'comment',
      kind: 'text',
      placeholder: 'mark',
      help: 'pass over lines of a table that begin so: #',
      group,
      commands,
      config: 'inputs.comment',
    },
    {
      name: 'encoding',
      kind: 'text',
      placeholder: 'name',
      usual: 'UTF-8',
      help: 'the encoding of text, such as windows-1252',
      details: 'A byte order mark of UTF-8 or UTF-16 goes before it.',
      group,
      commands,
      config: 'inputs.encoding',
    },
  ];
}

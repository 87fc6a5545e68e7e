import { DIALECT_NAMES } from '../../formula/sql/dialects/names.ts';
import type { OptionEntry } from './option.ts';

/** The options of `losscalc sql` alone. */
export const SQL_OPTIONS: readonly OptionEntry[] = [
  {
    name: 'from',
    kind: 'text',
    placeholder: 'table',
    help: 'the table on the engine: schema.preds',
    details:
      'Parts of its name are separated by points; one that has a point is quoted as in JSON.',
    group: 'Inputs',
    commands: ['sql'],
  },
  {
    name: 'dialect',
    kind: 'choice',
    placeholder: 'engine',
    choices: DIALECT_NAMES,
    default: 'duckdb',
    help: 'whose SQL to print',
    group: 'Output',
    commands: ['sql'],
  },
];

import type { LossDefinition } from '../../losses/definition.ts';
import type { Candidates, CommandName } from './commands.ts';

/** The headings of a command's help, in their order. */
export const GROUPS = [
  'Inputs',
  'Loss',
  'Segments and intervals',
  'Rows',
  'Comparison',
  'Checks',
  'Baseline',
  'Configuration',
  'Drawing',
  'Output',
  'Gate (exit status 1 when the result is beyond it, or NaN)',
  'Options',
] as const;

/**
 * What follows an option, and how it is read:
 * - `flag`: nothing;
 * - `number`, `numbers` (one, or a list), `count` (an integer of at least 1), `percentage` (`2%`), `range` (`-3,3`);
 * - `choice`: one of the choices; `choices`: a list of them;
 * - `columns`: columns of a table (`a,b`); `column`: one of them;
 * - `source`: an input, a file or the columns of a table; `named-source`: the same after a name of the user's own;
 * - `read-file` and `written-file`: any other file;
 * - `loss`: a loss with settings; `parameter`: `name=value`; `text`: anything else.
 */
export type OptionKind = keyof typeof PLACEHOLDERS;

/** What stands for the value in the help. */
const PLACEHOLDERS = {
  flag: undefined,
  number: 'number',
  numbers: 'numbers',
  count: 'count',
  percentage: 'percent',
  range: 'from,to',
  choice: 'kind',
  choices: 'kinds',
  columns: 'columns',
  column: 'column',
  source: 'source',
  'named-source': 'name=source',
  'read-file': 'file',
  'written-file': 'file',
  loss: 'spec',
  parameter: 'name=value',
  text: 'text',
} as const;

/** What commands may say differently about an option that they share. */
interface Said {
  readonly kind: OptionKind;
  /** What stands for the value, where the kind does not say it: `format`. */
  readonly placeholder?: string;
  readonly choices?: readonly string[];
  /** Set where other spellings of the choices are taken as well; whoever uses the value judges them. */
  readonly isLenient?: boolean;
  /** Set where a list of numbers may be the name of a file of JSON that holds it. */
  readonly mayBeFile?: boolean;
  /** Set where the option may be given several times, each of which counts. */
  readonly isRepeatable?: boolean;
  /** The value where none is given. */
  readonly default?: string | number | boolean;
  /** What happens where none is given, of an option without a value for that. */
  readonly usual?: string;
  /** Help of `--no-...`, for a flag that has such a counterpart. */
  readonly negation?: string;
  /** A line: what it is or does. */
  readonly help: string;
  /** Sentences for the long help. */
  readonly details?: string;
  readonly group: (typeof GROUPS)[number];
}

/** All there is to say about an option: parsing, help, manual, completion and configuration derive from it. */
export interface OptionEntry extends Said {
  /** kebab-case, without dashes: `input-format`. */
  readonly name: string;
  readonly short?: string;
  /** The commands that take it. */
  readonly commands: readonly CommandName[];
  /** Its path in losscalc.json, where it may stand there: `inputs.inputFormat`. */
  readonly config?: string;
  /** Set where a command line that has it says what to compute, so that no losscalc.json is looked for. */
  readonly saysWhat?: boolean;
  /** What is different in a command. */
  readonly variants?: Readonly<Partial<Record<CommandName, Partial<Said>>>>;
  /** What is different for a loss; undefined where the loss has no use for it. */
  readonly forLoss?: (definition: LossDefinition) => Partial<Said> | undefined;
}

/** The name by which an option's value is known in code: `inputFormat`. */
export function attributeOf({ name }: Pick<OptionEntry, 'name'>): string {
  return name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** What stands for an option's value in its help; undefined of a flag. */
export function placeholderOf({ kind, placeholder }: OptionEntry): string | undefined {
  return placeholder ?? PLACEHOLDERS[kind];
}

/** The option as the command line has it: `-f, --format <format>`. */
export function termOf(entry: OptionEntry): string {
  const { name, short } = entry;
  const placeholder = placeholderOf(entry);
  const value = placeholder === undefined ? '' : ` <${placeholder}>`;
  return `${short === undefined ? '' : `-${short}, `}--${name}${value}`;
}

/** What the long help says: `how to print: table, json (default: table)`, and the details. */
export function longHelpOf({ help, details, choices, default: value, usual }: OptionEntry): string {
  const among = choices === undefined ? '' : `: ${choices.join(', ')}`;
  const otherwise = usual ?? (typeof value === 'boolean' ? (value ? 'on' : 'off') : value);
  const unless = otherwise === undefined ? '' : ` (default: ${otherwise})`;
  return `${help}${among}${unless}${details === undefined ? '' : `. ${details}`}`;
}

/** What a shell can offer for the value; undefined of a flag. */
export function candidatesOf({ kind, choices }: OptionEntry): Candidates | undefined {
  switch (kind) {
    case 'flag':
      return undefined;
    case 'source':
    case 'read-file':
    case 'written-file':
      return 'files';
    case 'loss':
      return 'losses';
    default:
      return choices ?? 'any';
  }
}

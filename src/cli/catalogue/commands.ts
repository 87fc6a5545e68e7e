/** What may stand in a place: anything, a file, a loss, a loss or command, or one of a few words. */
export type Candidates = 'any' | 'files' | 'losses' | 'names' | readonly string[];

/** A word of a command line that is no option. */
export interface ArgumentEntry {
  readonly name: string;
  readonly isRequired: boolean;
  /** Whether there may be several. */
  readonly isRepeatable?: true;
  readonly help: string;
  readonly takes: Candidates;
}

/** A command that is no loss. */
interface CommandEntry {
  /** A sentence: what it does. */
  readonly summary: string;
  /** The same in a few words, for the list of all commands. */
  readonly brief: string;
  /** What it takes besides options; a loss that stands first decides on its options. */
  readonly arguments: readonly ArgumentEntry[];
}

/** The table whose columns are the sources, in one file or in several. */
export const TABLE: ArgumentEntry = {
  name: 'table',
  isRequired: false,
  isRepeatable: true,
  help: 'a table whose columns are the sources: files, folders, patterns in quotes; - is standard input',
  takes: 'files',
};

const LOSS: ArgumentEntry = {
  name: 'loss',
  isRequired: true,
  help: 'a name of the loss, in any spelling',
  takes: 'losses',
};

/** The shells that there is a completion for. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof SHELLS)[number];

/** The commands that are not losses, and what each does. */
export const COMMANDS = {
  list: {
    summary: 'Lists the losses by family, with short names and conventions.',
    brief: 'the losses by family',
    arguments: [],
  },
  run: {
    summary: 'Computes several losses in one read, by segments, with intervals.',
    brief: 'several losses in one read',
    arguments: [TABLE],
  },
  worst: {
    summary: 'Shows the rows with the highest loss.',
    brief: 'rows with the highest loss',
    arguments: [TABLE],
  },
  compare: {
    summary: 'Compares predictions of the same rows by several models, with intervals.',
    brief: 'models, by the same rows',
    arguments: [TABLE],
  },
  inspect: {
    summary: 'Shows what a file holds, and the loss that would fit.',
    brief: 'what a file holds',
    arguments: [
      {
        name: 'file',
        isRequired: false,
        isRepeatable: true,
        help: 'files of any format that is read, folders, patterns in quotes; - is standard input',
        takes: 'files',
      },
    ],
  },
  check: {
    summary: 'Holds losses to bounds and to a baseline, for CI.',
    brief: 'bounds to keep, for CI',
    arguments: [TABLE],
  },
  baseline: {
    summary: 'Writes results to a file, to compare later ones with.',
    brief: 'results to compare with',
    arguments: [
      { name: 'action', isRequired: true, help: 'write', takes: ['write'] },
      {
        name: 'file',
        isRequired: false,
        help: 'the baseline to write, whole or not at all (default: that of losscalc.json)',
        takes: 'files',
      },
      TABLE,
    ],
  },
  schema: {
    summary: 'Prints the JSON Schema of losscalc.json, the file of check.',
    brief: 'schema of losscalc.json',
    arguments: [],
  },
  merge: {
    summary: 'Finishes a run of parts, from the sums that --partial has written.',
    brief: 'one result of many parts',
    arguments: [
      {
        name: 'part',
        isRequired: false,
        isRepeatable: true,
        help: 'parts that --partial has written: files, folders, patterns in quotes; - is standard input',
        takes: 'files',
      },
    ],
  },
  sql: {
    summary:
      'Prints a query that computes losses on an engine: DuckDB, Spark, PostgreSQL and others.',
    brief: 'losses as SQL',
    arguments: [
      {
        name: 'loss',
        isRequired: false,
        isRepeatable: true,
        help: 'losses, with settings: mse, huber:delta=2',
        takes: 'losses',
      },
    ],
  },
  explain: {
    summary: 'Explains a loss: its use, its formula, how frameworks differ.',
    brief: 'formula and use of a loss',
    arguments: [LOSS],
  },
  diff: {
    summary: 'Computes a loss under every convention and says why they differ.',
    brief: 'why frameworks differ',
    arguments: [LOSS, TABLE],
  },
  custom: {
    summary: 'Computes a loss of your own, given as a formula.',
    brief: 'a formula of your own',
    arguments: [
      { name: 'formula', isRequired: true, help: 'the loss of a sample, in quotes', takes: 'any' },
      TABLE,
    ],
  },
  plot: {
    summary: 'Draws curves of a loss in the terminal, or as SVG.',
    brief: 'curves of a loss',
    arguments: [LOSS],
  },
  completion: {
    summary: 'Prints a script that completes commands in your shell.',
    brief: 'completion in your shell',
    arguments: [
      { name: 'shell', isRequired: true, help: 'the shell that completes', takes: SHELLS },
    ],
  },
  help: {
    summary: 'Shows the help of a loss or command.',
    brief: 'help of a loss or command',
    arguments: [{ name: 'name', isRequired: false, help: 'a loss or command', takes: 'names' }],
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;

/** What options are declared for: a command of that name, or that of any `loss`. */
export type CommandName = keyof typeof COMMANDS | 'loss';

/** The commands in the order of the help. */
export function commandEntries(): readonly (CommandEntry & { readonly name: CommandName })[] {
  return Object.entries<CommandEntry>(COMMANDS).map(([name, entry]) => {
    return { name: name as CommandName, ...entry };
  });
}

/** Whether a command takes a loss first, which decides on its options. */
export function isLossFirst(name: CommandName): boolean {
  return name !== 'loss' && (COMMANDS[name].arguments as readonly ArgumentEntry[])[0] === LOSS;
}

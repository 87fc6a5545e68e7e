import type { Command } from 'commander';
import { COMMANDS } from './catalogue/commands.ts';
import { namedLoss } from '../losses/names.ts';
import { bareCommand } from './commands/new-command.ts';
import type { Terminal } from './terminal/terminal.ts';

/**
 * Does what a command line says, given without the program's own name. Throws a UserError for a mistake in it
 * or in the input, a GateFailure when the result is beyond its gate, and commander's CommanderError when it
 * showed help or the version.
 */
export async function run(argv: readonly string[], terminal: Terminal): Promise<void> {
  const [first, ...rest] = argv[0] === '--' ? argv.slice(1) : argv;
  if (first === 'help') return run([...rest, '--help'], terminal);
  if (first === '--version' || first === '-V') {
    const { packageVersion } = await import('./version.ts');
    terminal.stdout.write(`${packageVersion()}\n`);
    return;
  }
  if (first === undefined || first.startsWith('-')) {
    const { programCommand } = await import('./help/program-help.ts');
    const program = programCommand(terminal);
    await program.parseAsync(first === undefined ? [] : [first], { from: 'user' });
    return;
  }
  // Only the command at hand is built, and only its modules loaded, since start-up is what users feel.
  const command = await commandNamed(first, rest, terminal);
  const program = bareCommand('losscalc', terminal).addCommand(command);
  const args = first === 'custom' ? guardFormula(rest) : rest;
  await program.parseAsync([command.name(), ...args], { from: 'user' });
}

type Build = (terminal: Terminal, words: readonly string[]) => Promise<Command>;

/** How each command is built, with its modules loaded on the way. */
const BUILDERS: Readonly<Record<Exclude<keyof typeof COMMANDS, 'help'>, Build>> = {
  list: async (terminal) => (await import('./commands/list.ts')).listCommand(terminal),
  run: async (terminal, words) => (await import('./commands/run.ts')).runCommand(terminal, words),
  worst: async (terminal) => (await import('./commands/worst.ts')).worstCommand(terminal),
  compare: async (terminal) => (await import('./commands/compare.ts')).compareCommand(terminal),
  inspect: async (terminal) => (await import('./commands/inspect.ts')).inspectCommand(terminal),
  check: async (terminal) => (await import('./commands/check.ts')).checkCommand(terminal),
  baseline: async (terminal) => (await import('./commands/baseline.ts')).baselineCommand(terminal),
  schema: async (terminal) => (await import('./commands/schema.ts')).schemaCommand(terminal),
  sql: async (terminal) => (await import('./commands/sql.ts')).sqlCommand(terminal),
  explain: async (terminal) => (await import('./commands/explain.ts')).explainCommand(terminal),
  diff: async (terminal) => (await import('./commands/diff.ts')).diffCommand(terminal),
  custom: async (terminal) => (await import('./commands/custom.ts')).customCommand(terminal),
  merge: async (terminal) => (await import('./commands/merge.ts')).mergeCommand(terminal),
  plot: async (terminal) => (await import('./commands/plot.ts')).plotCommand(terminal),
  completion: async (terminal) =>
    (await import('./commands/completion.ts')).completionCommand(terminal),
};

async function commandNamed(
  name: string,
  words: readonly string[],
  terminal: Terminal,
): Promise<Command> {
  if (Object.hasOwn(BUILDERS, name)) {
    return BUILDERS[name as keyof typeof BUILDERS](terminal, words);
  }
  const named = namedLoss(name);
  if (!named) {
    const { undecidedCommand } = await import('./commands/undecided-command.ts');
    return undecidedCommand(name, terminal, words);
  }
  return (await import('./commands/loss-command.ts')).lossCommand(named, terminal, words);
}

/** A formula may begin with a minus sign; with a space before it, commander does not read it as options. */
function guardFormula(args: readonly string[]): readonly string[] {
  const [formula = '', ...rest] = args;
  return /^-[^-]./.test(formula) ? [` ${formula}`, ...rest] : args;
}

import type { Command } from 'commander';
import { newCommand } from './commands/command.ts';
import { COMMANDS } from './commands/commands.ts';
import { packageVersion } from './terminal/package-version.ts';
import { requireLoss } from './options/require-loss.ts';
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
    terminal.stdout.write(`${packageVersion()}\n`);
    return;
  }
  const program = newCommand('losscalc', terminal);
  if (first === undefined || first.startsWith('-')) {
    const { describeProgram } = await import('./help/program-help.ts');
    describeProgram(program, terminal);
    await program.parseAsync(first === undefined ? [] : [first], { from: 'user' });
  } else {
    // Only the command at hand is built, and only its modules loaded, since start-up is what users feel.
    const command = await commandNamed(first, terminal);
    program.addCommand(command);
    const args = first === 'custom' ? guardFormula(rest) : rest;
    await program.parseAsync([command.name(), ...args], { from: 'user' });
  }
}

async function commandNamed(name: string, terminal: Terminal): Promise<Command> {
  if (name === 'list') return (await import('./commands/list.ts')).listCommand(terminal);
  if (name === 'run') return (await import('./commands/run.ts')).runCommand(terminal);
  if (name === 'worst') return (await import('./commands/worst.ts')).worstCommand(terminal);
  if (name === 'compare') return (await import('./commands/compare.ts')).compareCommand(terminal);
  if (name === 'inspect') return (await import('./commands/inspect.ts')).inspectCommand(terminal);
  if (name === 'check') return (await import('./commands/check.ts')).checkCommand(terminal);
  if (name === 'baseline')
    return (await import('./commands/baseline.ts')).baselineCommand(terminal);
  if (name === 'schema') return (await import('./commands/schema.ts')).schemaCommand(terminal);
  if (name === 'explain') return (await import('./commands/explain.ts')).explainCommand(terminal);
  if (name === 'diff') return (await import('./commands/diff.ts')).diffCommand(terminal);
  if (name === 'custom') return (await import('./commands/custom.ts')).customCommand(terminal);
  if (name === 'plot') return (await import('./commands/plot.ts')).plotCommand(terminal);
  if (name === 'completion') {
    return (await import('./commands/completion.ts')).completionCommand(terminal, commandNamed);
  }
  const definition = requireLoss(name, Object.keys(COMMANDS));
  return (await import('./commands/loss-command.ts')).lossCommand(definition, terminal);
}

/** A formula may begin with a minus sign; with a space before it, commander does not read it as options. */
function guardFormula(args: readonly string[]): readonly string[] {
  const [formula = '', ...rest] = args;
  return /^-[^-]./.test(formula) ? [` ${formula}`, ...rest] : args;
}

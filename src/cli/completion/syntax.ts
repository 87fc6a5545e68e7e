import { CommanderError, type Argument, type Command, type Option } from 'commander';
import { LOSSES } from '../../losses/index.ts';
import { newCommand } from '../commands/command.ts';
import { COMMANDS } from '../commands/commands.ts';
import { describeProgram } from '../help/program-help.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** What may stand in a place: anything, a file, a loss, a loss or command, or one of a few words. */
export type Candidates = 'any' | 'files' | 'losses' | 'names' | readonly string[];

/** An option as a shell needs to know it. */
export interface OptionSyntax {
  /** `-f`, `--format`: the short one first. */
  readonly flags: readonly string[];
  /** One line without the list of words and the default. */
  readonly help: string;
  /** What follows the option; undefined where nothing does. */
  readonly value: Candidates | undefined;
}

/** A command by its name, and what it takes besides options. */
export interface CommandSyntax {
  readonly name: string;
  readonly summary: string;
  /** Whether it takes a loss first, which decides on its options. */
  readonly lossFirst: boolean;
  readonly argument: Candidates;
}

/** A place of the command line where options may stand. */
export interface Context {
  readonly command: string;
  /** The loss that the command is about; undefined where there is none. */
  readonly loss: string | undefined;
  readonly options: readonly OptionSyntax[];
}

/** The whole command line as data. */
export interface Syntax {
  /** The options in place of any command. */
  readonly options: readonly OptionSyntax[];
  readonly commands: readonly CommandSyntax[];
  /** What a loss takes besides options. */
  readonly lossArgument: Candidates;
  readonly contexts: readonly Context[];
}

/** The other names of the losses; the loss itself says what such a name means. */
export function lossAliases(): readonly { readonly name: string; readonly summary: string }[] {
  return LOSSES.flatMap((loss) => loss.aliases.map((name) => ({ name, summary: loss.name })));
}

/** The command of a context whose command line begins with the loss itself. */
export const LOSS = 'loss';

/** Builds the command of a name, of a loss or any other. */
export type BuildCommand = (name: string, terminal: Terminal) => Promise<Command>;

/** A terminal for commands that are built only to be looked at. */
export const NOWHERE: Terminal = {
  stdin: {
    [Symbol.asyncIterator]: () => ({
      next: () => Promise.resolve({ done: true, value: undefined }),
    }),
  },
  stdout: { write: () => true },
  stderr: { write: () => true },
  env: {},
};

/** What may be typed after `losscalc`, read off the commands as they are built. */
export async function readSyntax(build: BuildCommand): Promise<Syntax> {
  const program = newCommand('losscalc', NOWHERE);
  describeProgram(program, NOWHERE);
  const commands: CommandSyntax[] = [];
  const contexts: Context[] = [];

  for (const [name, summary] of Object.entries(COMMANDS)) {
    if (name === 'help') {
      commands.push({ name, summary, lossFirst: false, argument: 'names' });
      continue;
    }
    const command = await build(name, NOWHERE);
    const lossFirst = command.registeredArguments[0]?.name() === 'loss';
    const made = lossFirst ? await commandsOfLosses(command) : [{ loss: undefined, command }];
    for (const each of made) {
      contexts.push({ command: name, loss: each.loss, options: optionsOf(each.command) });
    }
    commands.push({ name, summary, lossFirst, argument: argumentOf(made[0]!.command) });
  }

  let lossArgument: Candidates = 'any';
  for (const { name } of LOSSES) {
    const command = await build(name, NOWHERE);
    contexts.push({ command: LOSS, loss: name, options: optionsOf(command) });
    lossArgument = argumentOf(command);
  }
  return { options: optionsOf(program), commands, lossArgument, contexts };
}

/**
 * The commands that read what follows `losscalc explain huber`, for every loss. Such a command joins the program when
 * the loss has been read, so the program is asked for its help.
 */
async function commandsOfLosses(command: Command): Promise<{ loss: string; command: Command }[]> {
  const program = newCommand('losscalc', NOWHERE).addCommand(command);
  const made: { loss: string; command: Command }[] = [];
  for (const { name } of LOSSES) {
    await program.parseAsync([command.name(), name, '--help'], { from: 'user' }).catch(ignoreHelp);
    made.push({ loss: name, command: program.commands.at(-1)! });
  }
  return made;
}

function ignoreHelp(error: unknown): void {
  if (!(error instanceof CommanderError && error.exitCode === 0)) throw error;
}

function argumentOf({ registeredArguments }: Command): Candidates {
  const known = registeredArguments.map(candidatesOfArgument);
  return known.find((candidates) => candidates !== 'any') ?? 'any';
}

function candidatesOfArgument(argument: Argument): Candidates {
  return argument.argChoices ?? candidatesNamed(argument.name()) ?? 'any';
}

function optionsOf(command: Command): readonly OptionSyntax[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .map((option) => {
      const words = wordsOf(option);
      return {
        flags: [option.short, option.long].filter((flag) => flag !== undefined),
        help: shorten(option.description, words),
        value: option.required || option.optional ? (words ?? candidatesOf(option)) : undefined,
      };
    });
}

function candidatesOf(option: Option): Candidates {
  return candidatesNamed(placeholderOf(option)) ?? 'any';
}

/** What a placeholder such as `<file>` stands for, where that can be listed. */
function candidatesNamed(placeholder: string): Candidates | undefined {
  if (['file', 'source', 'table', 'config'].includes(placeholder)) return 'files';
  return placeholder === 'loss' ? 'losses' : undefined;
}

function placeholderOf({ flags }: Option): string {
  return /[<[](.*?)(?:\.\.\.)?[>\]]/.exec(flags)?.[1] ?? '';
}

const WORD = /^[a-z][a-z0-9-]*$/;

/** The words that the help of an option lists: `how to print: table, json` or `float64 or float32 (default: float64)`. */
function wordsOf(option: Option): readonly string[] | undefined {
  if (option.argChoices) return option.argChoices;
  if (!option.required || candidatesNamed(placeholderOf(option))) return undefined;
  const words = withoutDefault(option.description)
    .split(': ')
    .at(-1)!
    .split(/, | or /);
  return words.every((word) => WORD.test(word)) ? words : undefined;
}

function withoutDefault(help: string): string {
  return help.replace(/ \(default: [^)]*\)/, '');
}

function shorten(help: string, words: readonly string[] | undefined): string {
  const text = withoutDefault(help).replace(/; .*$/s, '');
  const list = words === undefined ? -1 : text.indexOf(`: ${words[0]!}`);
  return list < 0 ? text : text.slice(0, list);
}

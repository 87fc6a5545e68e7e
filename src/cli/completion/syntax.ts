import { LOSSES } from '../../losses/index.ts';
import {
  commandEntries,
  isLossFirst,
  TABLE,
  type ArgumentEntry,
  type Candidates,
  type CommandName,
} from '../catalogue/commands.ts';
import { optionsFor } from '../catalogue/index.ts';
import { candidatesOf, type OptionEntry } from '../catalogue/option.ts';

export type { Candidates } from '../catalogue/commands.ts';

/** An option as a shell needs to know it. */
export interface OptionSyntax {
  /** `-f`, `--format`: the short one first. */
  readonly flags: readonly string[];
  /** One line. */
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
export const LOSS: CommandName = 'loss';

/** What may be typed after `losscalc`. */
export function completionSyntax(): Syntax {
  const commands = commandEntries();
  // The command help takes what is asked about, and no options.
  const withOptions = commands.map(({ name }) => name).filter((name) => name !== 'help');
  return {
    options: [VERSION, HELP],
    commands: commands.map(({ name, summary, arguments: taken }) => {
      const lossFirst = isLossFirst(name);
      return {
        name,
        summary,
        lossFirst,
        argument: candidatesAmong(lossFirst ? taken.slice(1) : taken),
      };
    }),
    lossArgument: TABLE.takes,
    contexts: [...withOptions, LOSS].flatMap(contextsOf),
  };
}

function contextsOf(command: CommandName): readonly Context[] {
  const losses = command === LOSS || isLossFirst(command) ? LOSSES : [undefined];
  return losses.map((definition) => {
    const options = optionsFor(command, definition).flatMap(syntaxOf);
    return { command, loss: definition?.name, options: [...options, HELP] };
  });
}

/** What may stand where a command takes several things: that of which most is known. */
function candidatesAmong(taken: readonly ArgumentEntry[]): Candidates {
  return taken.map(({ takes }) => takes).find((candidates) => candidates !== 'any') ?? 'any';
}

function syntaxOf(entry: OptionEntry): readonly OptionSyntax[] {
  const { name, short, help, negation } = entry;
  const flags = [...(short === undefined ? [] : [`-${short}`]), `--${name}`];
  return [
    { flags, help, value: candidatesOf(entry) },
    ...(negation === undefined
      ? []
      : [{ flags: [`--no-${name}`], help: negation, value: undefined }]),
  ];
}

const HELP: OptionSyntax = { flags: ['-h', '--help'], help: 'show the help', value: undefined };
const VERSION: OptionSyntax = {
  flags: ['-V', '--version'],
  help: 'show the version',
  value: undefined,
};

import { Argument, Command, CommanderError, type Help } from 'commander';
import { stylesFor } from '../../output/layout/styles.ts';
import { COMMANDS, type ArgumentEntry } from '../catalogue/commands.ts';
import { LongHelp, ShortHelp, WIDEST_HELP } from '../help/help-pages.ts';
import { addOptions } from '../options/commander-options.ts';
import { usageError } from '../options/usage-error.ts';
import { terminalWidth, usesColor, type Terminal } from '../terminal/terminal.ts';

/** A part at the end of a long help; its title may be empty. */
export type HelpSection = readonly [title: string, text: string];

/** A command with a short help, `-h`, and a long one, `--help`. */
export class HelpfulCommand extends Command {
  #isBrief = false;
  readonly #terminal: Terminal;

  constructor(name: string, terminal: Terminal) {
    super(name);
    this.#terminal = terminal;
  }

  override createHelp(): Help {
    const help = this.#isBrief ? new ShortHelp() : new LongHelp();
    return Object.assign(help, this.configureHelp());
  }

  /** Ends the long help with texts that are written for lines of a width. */
  endHelpWith(write: (width: number) => readonly HelpSection[]): this {
    return this.addHelpText('after', () => {
      if (this.#isBrief) return '';
      const { bold } = stylesFor(usesColor(this.#terminal));
      const sections = write(helpWidth(this.#terminal)).map(([title, text]) =>
        title === '' ? `\n${text}\n` : `\n${bold(`${title}:`)}\n${text}\n`,
      );
      return sections.join('').trimEnd();
    });
  }

  /** Shows the help, and ends in commander's CommanderError. */
  showHelp(isBrief: boolean): never {
    this.#isBrief = isBrief;
    return this.help();
  }

  /** Adds the options that ask for help. */
  withHelp(): this {
    return this.option('-h', 'show a line for each option')
      .on('option:h', () => this.showHelp(true))
      .helpOption('--help', 'show all there is to say about them');
  }
}

/**
 * A commander command that talks to the given terminal and never exits: help and version end in commander's
 * own CommanderError, a mistake in the command line in a UserError.
 */
export function bareCommand(name: string, terminal: Terminal): HelpfulCommand {
  const command = new HelpfulCommand(name, terminal);
  return command
    .helpOption(false)
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      outputError: () => undefined,
      getOutHelpWidth: () => helpWidth(terminal),
      getErrHelpWidth: () => helpWidth(terminal),
      getOutHasColors: () => usesColor(terminal),
      getErrHasColors: () => false,
    })
    .exitOverride((error: CommanderError) => {
      throw usageError(error, command) ?? error;
    });
}

/**
 * A command as the catalogue has it: its description, what it takes, its options and its help.
 * @param words of the command line, where only the options that they need are built
 */
export function newCommand(
  name: Exclude<keyof typeof COMMANDS, 'help'>,
  terminal: Terminal,
  words?: readonly string[],
): HelpfulCommand {
  const { summary, arguments: taken } = COMMANDS[name];
  const command = bareCommand(name, terminal).description(summary);
  for (const entry of taken) command.addArgument(argumentOf(entry));
  addOptions(command, name, undefined, words);
  return command.withHelp();
}

/** An argument of the catalogue as commander has it. */
export function argumentOf({ name, isRequired, isRepeatable, help }: ArgumentEntry): Argument {
  const words = isRepeatable ? `${name}...` : name;
  return new Argument(isRequired ? `<${words}>` : `[${words}]`, help);
}

/** Columns of a line of help. */
export function helpWidth(terminal: Terminal): number {
  return Math.min(WIDEST_HELP, terminalWidth(terminal));
}

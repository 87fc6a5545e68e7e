import { Command, type CommanderError } from 'commander';
import { terminalWidth, usesColor, type Terminal } from '../terminal/terminal.ts';
import { stylesFor } from '../../output/layout/styles.ts';
import { usageError } from '../options/usage-error.ts';

/** Help is read as a page; longer lines than this are hard to follow. */
const WIDEST_HELP = 80;

/**
 * A commander command that talks to the given terminal and never exits: help and version end in commander's
 * own CommanderError, a mistake in the command line in a UserError.
 */
export function newCommand(name: string, terminal: Terminal): Command {
  const command = new Command(name);
  return command
    .helpOption('-h, --help', 'show this help')
    .configureHelp({
      styleTitle: (title) => stylesFor(true).bold(title),
      minWidthToWrap: 20,
    })
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      outputError: () => undefined,
      getOutHelpWidth: () => Math.min(WIDEST_HELP, terminalWidth(terminal)),
      getErrHelpWidth: () => WIDEST_HELP,
      getOutHasColors: () => usesColor(terminal),
      getErrHasColors: () => false,
    })
    .exitOverride((error: CommanderError) => {
      throw usageError(error, command) ?? error;
    });
}

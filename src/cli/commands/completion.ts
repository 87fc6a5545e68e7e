import { Argument, type Command } from 'commander';
import { quote, UserError } from '../../messages/errors.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { powershellCompletion } from '../completion/powershell.ts';
import { readSyntax, type BuildCommand, type Syntax } from '../completion/syntax.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { newCommand } from './command.ts';
import { COMMANDS } from './commands.ts';
import { openOutput } from '../terminal/output.ts';
import { didYouMean } from '../../messages/suggest.ts';
import type { Terminal } from '../terminal/terminal.ts';

const WRITERS: Readonly<Record<string, (syntax: Syntax) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  powershell: powershellCompletion,
};
const SHELLS = Object.keys(WRITERS);

const EXAMPLES = `
Keep the script in a file, and make a new one when losscalc has been updated:
  losscalc completion bash > ~/.losscalc.bash
    and in ~/.bashrc: source ~/.losscalc.bash
  losscalc completion zsh > "\${fpath[1]}/_losscalc"
  losscalc completion fish > ~/.config/fish/completions/losscalc.fish
  losscalc completion powershell > losscalc.ps1
    and in $PROFILE: . ./losscalc.ps1, with its folder`;

/**
 * `losscalc completion <shell>`: a script that makes the shell complete commands, losses, options and their values.
 * @param build builds the commands that are completed
 */
export function completionCommand(terminal: Terminal, build: BuildCommand): Command {
  const shell = new Argument('<shell>', 'the shell that completes').choices(SHELLS);
  return newCommand('completion', terminal)
    .description(COMMANDS.completion)
    .addArgument(shell.argParser(readShell))
    .addHelpText('after', EXAMPLES)
    .action(async (name: string) => {
      const script = WRITERS[name]!(await readSyntax(build));
      await openOutput(undefined, terminal).write([script]);
    });
}

function readShell(text: string): string {
  if (SHELLS.includes(text)) return text;
  throw new UserError({
    where: '<shell>',
    problem: `expected one of ${SHELLS.join(', ')}, found ${quote(text)}`,
    hint: didYouMean(text, SHELLS),
  });
}

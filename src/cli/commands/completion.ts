import type { Command } from 'commander';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { powershellCompletion } from '../completion/powershell.ts';
import { completionSyntax, type Syntax } from '../completion/syntax.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { newCommand } from './new-command.ts';
import { SHELLS, type Shell } from '../catalogue/commands.ts';
import { readChoice } from '../options/read-values.ts';
import { openOutput } from '../terminal/output.ts';
import type { Terminal } from '../terminal/terminal.ts';

const WRITERS: Readonly<Record<Shell, (syntax: Syntax) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  powershell: powershellCompletion,
};

const REMARKS = `Keep the script in a file, and make a new one when losscalc has been updated:
  losscalc completion bash > ~/.losscalc.bash
    and in ~/.bashrc: source ~/.losscalc.bash
  losscalc completion zsh > "\${fpath[1]}/_losscalc"
  losscalc completion fish > ~/.config/fish/completions/losscalc.fish
  losscalc completion powershell > losscalc.ps1
    and in $PROFILE: . ./losscalc.ps1, with its folder`;

/** `losscalc completion <shell>`: a script that makes the shell complete commands, losses, options and their values. */
export function completionCommand(terminal: Terminal): Command {
  const command = newCommand('completion', terminal).endHelpWith(() => [['', REMARKS]]);
  return command.action(async (word: string) => {
    const shell = readChoice(word, '<shell>', SHELLS);
    await openOutput(undefined, terminal).write([WRITERS[shell](completionSyntax())]);
  });
}

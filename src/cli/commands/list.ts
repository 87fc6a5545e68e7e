import type { Command } from 'commander';
import type { Family, TaskName } from '../../losses/definition.ts';
import { LOSSES } from '../../losses/index.ts';
import { serves } from '../../losses/tasks.ts';
import { listAsJson, listAsText } from '../../output/list/list.ts';
import { openOutput } from '../terminal/output.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { newCommand } from './new-command.ts';

interface ListOptions {
  readonly family?: Family | undefined;
  readonly task?: TaskName | undefined;
  readonly format?: 'table' | 'json';
}

/** `losscalc list`: the losses by family, with aliases, conventions and a summary of each. */
export function listCommand(terminal: Terminal): Command {
  const command = newCommand('list', terminal);
  return command.action(async () => {
    const { family, task, format } = command.opts<ListOptions>();
    const losses = LOSSES.filter(
      (loss) =>
        (family === undefined || loss.family === family) &&
        (task === undefined || serves(loss, task)),
    );
    const output = openOutput(undefined, terminal);
    await output.write([format === 'json' ? listAsJson(losses) : listAsText(losses, output)]);
  });
}

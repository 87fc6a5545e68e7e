import type { Command } from 'commander';
import { FAMILIES, type Family } from '../../losses/definition.ts';
import { LOSSES } from '../../losses/index.ts';
import { listAsJson, listAsText } from '../../output/list/list.ts';
import { newCommand } from './command.ts';
import { COMMANDS } from './commands.ts';
import { choiceOption } from '../options/options.ts';
import { openOutput } from '../terminal/output.ts';
import type { Terminal } from '../terminal/terminal.ts';

const FORMATS = ['table', 'json'] as const;

interface ListOptions {
  readonly family?: Family | undefined;
  readonly format: (typeof FORMATS)[number];
}

/** `losscalc list`: the losses by family, with aliases, conventions and a summary of each. */
export function listCommand(terminal: Terminal): Command {
  const command = newCommand('list', terminal)
    .description(COMMANDS.list)
    .addOption(choiceOption('--family <family>', 'one family only', FAMILIES))
    .addOption(
      choiceOption('-f, --format <format>', 'how to print', FORMATS).default('table', 'table'),
    );
  return command.action(async () => {
    const { family, format } = command.opts<ListOptions>();
    const losses = LOSSES.filter((loss) => family === undefined || loss.family === family);
    const output = openOutput(undefined, terminal);
    await output.write([format === 'json' ? listAsJson(losses) : listAsText(losses, output)]);
  });
}

import type { Command } from 'commander';
import { newCommand } from './command.ts';
import { COMMANDS } from './commands.ts';
import { explainAsJson } from './explain-json.ts';
import { explainAsText } from './explain-text.ts';
import { choiceOption } from './options.ts';
import { openOutput } from './output.ts';
import { requireLoss } from './require-loss.ts';
import type { Terminal } from './terminal.ts';

const FORMATS = ['table', 'json'] as const;

/** `losscalc explain <loss>`: what a loss is for, its formula, parameters, conventions and a worked example. */
export function explainCommand(terminal: Terminal): Command {
  const command = newCommand('explain', terminal)
    .description(COMMANDS.explain)
    .argument('<loss>', 'a name of the loss, in any spelling')
    .addOption(
      choiceOption('-f, --format <format>', 'how to print', FORMATS).default('table', 'table'),
    );
  return command.action(async (name: string) => {
    const definition = requireLoss(name);
    const { format } = command.opts<{ format: (typeof FORMATS)[number] }>();
    const output = openOutput(undefined, terminal);
    await output.write([
      format === 'json' ? explainAsJson(definition) : explainAsText(definition, output),
    ]);
  });
}

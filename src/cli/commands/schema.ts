import type { Command } from 'commander';
import { newCommand } from './command.ts';
import { COMMANDS } from './commands.ts';
import { configSchema } from '../options/config.ts';
import { openOutput } from '../terminal/output.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** `losscalc schema`: the JSON Schema of configuration files. */
export function schemaCommand(terminal: Terminal): Command {
  const command = newCommand('schema', terminal).description(COMMANDS.schema);
  return command.action(async () => {
    const output = openOutput(undefined, terminal);
    await output.write([`${JSON.stringify(configSchema(), null, 2)}\n`]);
  });
}

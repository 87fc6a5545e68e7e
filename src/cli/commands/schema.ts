import type { Command } from 'commander';
import { newCommand } from './new-command.ts';
import { configSchema } from '../options/config.ts';
import { openOutput } from '../terminal/output.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** `losscalc schema`: the JSON Schema of configuration files. */
export function schemaCommand(terminal: Terminal): Command {
  const command = newCommand('schema', terminal);
  return command.action(async () => {
    const output = openOutput(undefined, terminal);
    await output.write([`${JSON.stringify(configSchema(), null, 2)}\n`]);
  });
}

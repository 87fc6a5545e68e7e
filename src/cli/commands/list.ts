import type { Command } from 'commander';
import { stylesFor } from '../../output/layout/styles.ts';
import { FAMILIES, type Family, type LossDefinition } from '../../losses/definition.ts';
import { LOSSES } from '../../losses/index.ts';
import { inputsOf } from '../../losses/inputs.ts';
import { textTable } from '../../output/layout/columns.ts';
import { wrap } from '../../output/layout/text.ts';
import { newCommand } from './new-command.ts';
import { openOutput, type Output } from '../terminal/output.ts';
import type { Terminal } from '../terminal/terminal.ts';

interface ListOptions {
  readonly family?: Family | undefined;
  readonly format?: 'table' | 'json';
}

/** `losscalc list`: the losses by family, with aliases, conventions and a summary of each. */
export function listCommand(terminal: Terminal): Command {
  const command = newCommand('list', terminal);
  return command.action(async () => {
    const { family, format } = command.opts<ListOptions>();
    const losses = LOSSES.filter((loss) => family === undefined || loss.family === family);
    const output = openOutput(undefined, terminal);
    await output.write([format === 'json' ? asJson(losses) : asTable(losses, output)]);
  });
}

function asJson(losses: readonly LossDefinition[]): string {
  const entries = losses.map((definition) => ({
    name: definition.name,
    title: definition.title,
    family: definition.family,
    aliases: definition.aliases,
    summary: definition.summary,
    inputs: Object.fromEntries(
      [...inputsOf(definition)].map(([name, { domain, shape }]) => [name, { domain, shape }]),
    ),
    parameters: definition.parameters,
    conventions: Object.keys(definition.conventions),
  }));
  return `${JSON.stringify(entries, null, 2)}\n`;
}

function asTable(losses: readonly LossDefinition[], { width, color }: Output): string {
  const { bold, dim } = stylesFor(color);
  return FAMILIES.map((family) => losses.filter((loss) => loss.family === family))
    .filter((members) => members.length > 0)
    .map((members) => {
      const entries = members.map(({ name, aliases, summary, conventions }) => [
        ...textTable([[name, aliases.join(', ')]], {
          indent: 2,
          width,
          wrapLast: true,
          styles: [bold, dim],
        }),
        ...wrap(summary, width, 4),
        ...wrap(Object.keys(conventions).join(', '), width, 4).map((line) => dim(line)),
      ]);
      return `${bold(members[0]!.family)}\n${entries.flat().join('\n')}\n`;
    })
    .join('\n');
}

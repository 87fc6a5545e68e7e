import { FAMILIES, type LossDefinition } from '../../losses/definition.ts';
import { inputsOf } from '../../losses/inputs.ts';
import { tasksOf } from '../../losses/tasks.ts';
import { jsonString } from '../escape.ts';
import { textTable } from '../layout/columns.ts';
import { stylesFor, type Page } from '../layout/styles.ts';
import { wrap } from '../layout/text.ts';

/** Losses for programs: an array with an object for each. */
export function listAsJson(losses: readonly LossDefinition[]): string {
  const entries = losses.map((definition) => ({
    name: definition.name,
    title: definition.title,
    family: definition.family,
    tasks: tasksOf(definition),
    aliases: definition.aliases,
    summary: definition.summary,
    inputs: Object.fromEntries(
      [...inputsOf(definition)].map(([name, { domain, shape }]) => [name, { domain, shape }]),
    ),
    parameters: definition.parameters,
    conventions: Object.keys(definition.conventions),
  }));
  return `${jsonString(entries, 2)}\n`;
}

/** Losses for people at a terminal: by family, with aliases, conventions and a summary of each. */
export function listAsText(losses: readonly LossDefinition[], { width, color }: Page): string {
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
        ...wrap(Object.keys(conventions).join(', '), width, 4).map(dim),
      ]);
      return `${bold(members[0]!.family)}\n${entries.flat().join('\n')}\n`;
    })
    .join('\n');
}

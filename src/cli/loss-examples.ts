import { inputsOf } from '../losses/inputs.ts';
import { kebabCase } from '../names.ts';
import type { Domain, LossDefinition } from '../losses/definition.ts';

/** Files of this project that suit a loss, by what its predictions are. */
const FILES: Readonly<Partial<Record<Domain, string>>> = {
  probability: 'binary-crossentropy',
  distribution: 'categorical-crossentropy',
};

/** Commands for a loss's help that run as they are in a checkout of this project. */
export function lossExamples(definition: LossDefinition): string {
  const { name, aliases, parameters } = definition;
  const { domain } = inputsOf(definition).get('pred')!;
  const [short = name] = aliases.filter((alias) => alias.length < name.length);
  const file = `fixtures/essay/${FILES[domain] ?? 'huber'}`;
  const [table, columns] =
    domain === 'distribution'
      ? ['fixtures/essay/classes.csv', '--true y0-y2 --pred p0-p2']
      : ['fixtures/essay/table.csv', '--true y --pred yhat'];
  const number = Object.entries(parameters).find(([, { kind }]) => kind === 'number');
  const setting = number ? `--${kebabCase(number[0])} 0.5` : '--dtype float32';
  return [
    'Examples:',
    `  losscalc ${short} ${setting} \\`,
    `    --true ${file}.true.csv \\`,
    `    --pred ${file}.pred.csv`,
    `  losscalc ${short} ${table} ${columns}`,
    `  cat ${table} |`,
    `    losscalc ${short} - ${columns} -f json --max 2`,
  ].join('\n');
}

import { kebabCase } from '../names.ts';
import type { Domain, LossDefinition } from '../losses/definition.ts';

/** Files of this project that suit a loss, by what its predictions are. */
const FILES: Readonly<Record<Domain, string>> = {
  real: 'huber',
  probability: 'binary-crossentropy',
  distribution: 'categorical-crossentropy',
};

/** Commands for a loss's help that run as they are in a checkout of this project. */
export function lossExamples({ name, aliases, inputs, parameters }: LossDefinition): string {
  const [short = name] = aliases.filter((alias) => alias.length < name.length);
  const file = `fixtures/essay/${FILES[inputs.pred]}`;
  const [table, columns] =
    inputs.pred === 'distribution'
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

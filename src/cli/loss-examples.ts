import type { Domain, LossDefinition } from '../losses/definition.ts';
import { inputsOf } from '../losses/inputs.ts';
import { kebabCase } from '../names.ts';

/** What true and predicted values mean where files of this project suit a loss, and their names. */
const FILES: Readonly<Partial<Record<Domain, string>>> = {
  real: 'huber',
  probability: 'binary-crossentropy',
  distribution: 'categorical-crossentropy',
};

const WIDEST_LINE = 76;

/** Commands for a loss's help that run as they are in a checkout of this project. */
export function lossExamples(definition: LossDefinition): string {
  const inputs = inputsOf(definition);
  const domains = new Set([...inputs.values()].map(({ domain }) => domain));
  const [domain] = domains;
  const file = domains.size === 1 ? FILES[domain!] : undefined;
  const isPair = [...inputs.keys()].join() === 'true,pred';
  const lines = isPair && file ? fileExamples(definition, file) : inlineExample(definition);
  return ['Examples:', ...lines.map((line) => `  ${line}`)].join('\n');
}

function fileExamples(definition: LossDefinition, file: string): string[] {
  const name = shortName(definition);
  const [table, columns] =
    file === 'categorical-crossentropy'
      ? ['fixtures/essay/classes.csv', '--true y0-y2 --pred p0-p2']
      : ['fixtures/essay/table.csv', '--true y --pred yhat'];
  const number = Object.entries(definition.parameters).find(([, { kind }]) => kind === 'number');
  const setting = number ? `--${kebabCase(number[0])} 0.5` : '--dtype float32';
  return [
    `losscalc ${name} ${setting} \\`,
    `  --true fixtures/essay/${file}.true.csv \\`,
    `  --pred fixtures/essay/${file}.pred.csv`,
    `losscalc ${name} ${table} \\`,
    `  ${columns}`,
    `cat ${table} |`,
    `  losscalc ${name} - ${columns} -f json --max 2`,
  ];
}

/** The definition's own example, as JSON on standard input. */
function inlineExample(definition: LossDefinition): string[] {
  const given = Object.entries(definition.example).filter(([, rows]) => rows !== undefined);
  const members = given.map(([input, rows]) => jsonLines(input, rows!));
  const selections = given.map(([input]) => `--${kebabCase(input)} ${input}`).join(' ');
  return [
    `echo '{`,
    ...members.flatMap((lines, i) => (i < members.length - 1 ? withComma(lines) : lines)),
    `}' | losscalc ${shortName(definition)} - ${selections}`,
  ];
}

/** A member of an object: on one line, or with a row a line where that is too long. */
function jsonLines(name: string, rows: readonly unknown[]): string[] {
  const line = `  "${name}": ${JSON.stringify(rows)}`;
  if (line.length <= WIDEST_LINE) return [line];
  const last = rows.length - 1;
  const inner = rows.map((row, i) => `    ${JSON.stringify(row)}${i < last ? ',' : ''}`);
  return [`  "${name}": [`, ...inner, '  ]'];
}

function withComma(lines: readonly string[]): string[] {
  return lines.with(-1, `${lines.at(-1)!},`);
}

function shortName({ name, aliases }: LossDefinition): string {
  return aliases.find((alias) => alias.length < name.length) ?? name;
}

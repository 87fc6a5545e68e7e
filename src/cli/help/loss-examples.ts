import type { LossDefinition } from '../../losses/definition.ts';
import { kebabCase } from '../../messages/names.ts';

/** The losses of which this project has files with true and predicted values, and a table with columns that suit. */
const TABLES: Readonly<Record<string, readonly [table: string, columns: string]>> = {
  'mean-squared-error': ['table.csv', '--true y --pred yhat'],
  'mean-absolute-error': ['table.csv', '--true y --pred yhat'],
  huber: ['table.csv', '--true y --pred yhat'],
  'binary-crossentropy': ['table.csv', '--true y --pred yhat'],
  'categorical-crossentropy': ['classes.csv', '--true y0-y2 --pred p0-p2'],
};

const WIDEST_LINE = 76;

/** Commands for a loss's help that run as they are in a checkout of this project. */
export function lossExamples(definition: LossDefinition): string {
  const source = TABLES[definition.name];
  const lines = source ? fileExamples(definition, ...source) : inlineExample(definition);
  return lines.map((line) => `  ${line}`).join('\n');
}

function fileExamples(definition: LossDefinition, file: string, columns: string): string[] {
  const name = shortName(definition);
  const table = `fixtures/essay/${file}`;
  const number = Object.entries(definition.parameters).find(([, { kind }]) => kind === 'number');
  const setting = number ? `--${kebabCase(number[0])} 0.5` : '--dtype float32';
  return [
    `losscalc ${name} ${setting} \\`,
    `  --true fixtures/essay/${definition.name}.true.csv \\`,
    `  --pred fixtures/essay/${definition.name}.pred.csv`,
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
  const selections = given.map(([input]) => `--${kebabCase(input)} ${input}`);
  // Arrays have no names of columns that would say it.
  const lists = Object.entries(definition.parameters).flatMap(([name, parameter]) =>
    parameter.kind === 'vector' && parameter.ofColumns
      ? [`--${kebabCase(name)} ${[parameter.default].flat().join(',')}`]
      : [],
  );
  return [
    `echo '{`,
    ...members.flatMap((lines, i) => (i < members.length - 1 ? withComma(lines) : lines)),
    ...commandLines(`}' | losscalc ${shortName(definition)} -`, [...selections, ...lists]),
  ];
}

/** A command and its options: on one line, or on several that the shell takes for one. */
function commandLines(command: string, options: readonly string[]): string[] {
  const lines = [command];
  for (const option of options) {
    const line = `${lines.at(-1)!} ${option}`;
    if (line.length + ' \\'.length <= WIDEST_LINE) lines[lines.length - 1] = line;
    else lines.push(`  ${option}`);
  }
  return lines.map((line, i) => (i < lines.length - 1 ? `${line} \\` : line));
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

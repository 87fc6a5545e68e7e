import { conventionFacts, parameterText, versionText } from '../src/output/explain/explain-text.ts';
import { formsOf } from '../src/explain/explanation.ts';
import { CHOOSING } from '../src/losses/choosing.ts';
import { FAMILIES, usualConvention } from '../src/losses/definition.ts';
import { formulaName, inputsOf } from '../src/losses/inputs.ts';
import { kebabCase } from '../src/messages/names.ts';
import { formatNumber, formatSignificant } from '../src/text/format-number.ts';
import { escapeMarkdown as text } from '../src/output/escape.ts';
import { outputOf } from './console.ts';

/** Digits of a difference between conventions: it is looked at for its size. */
const DIFFERENCE_DIGITS = 3;

/** The losses by family, with links to their pages. */
export function indexPage(losses) {
  const families = FAMILIES.map((family) => [
    family,
    losses.filter((loss) => loss.family === family),
  ]);
  return paragraphs([
    '# Losses',
    'Each page has the formulas, the parameters, what sets the frameworks apart, and an example. ' +
      'The language of the formulas is explained in [formulas.md](../formulas.md).',
    ...families
      .filter(([, members]) => members.length > 0)
      .flatMap(([family, members]) => [`## ${heading(family)}`, indexTable(members)]),
    GENERATED,
  ]);
}

function indexTable(losses) {
  const rows = losses.map(({ name, title, aliases, summary }) => [
    `[${text(title)}](${name}.md)`,
    [name, ...aliases].map(code).join(', '),
    text(summary),
  ]);
  return table(['loss', 'names', 'what it is'], rows);
}

/** The page of a loss; `curve` is the file of its curve, where it has one. */
export function lossPage(definition, curve) {
  const { name, title, family, aliases, summary, description, references } = definition;
  const forms = formsOf(definition);
  return paragraphs([
    `# ${text(title)}`,
    `${[name, ...aliases].map(code).join(', ')} · ${family} · [all losses](README.md)`,
    `**${text(summary)}** ${text(description)}`,
    ...(curve === undefined ? [] : [`![Curve of the loss](${curve})`]),
    '## Choosing',
    choosing(family, name),
    ...forms.flatMap((form) => [`## Formula${fromPhrase(form)}`, ...formulas(form)]),
    legend(definition, forms),
    ...parameters(definition),
    '## Conventions',
    `The first is the default; ${code('--compat')} chooses another.`,
    conventions(definition),
    '## Example',
    example(definition),
    ...forms.flatMap((form) => [
      `The result under every convention${fromPhrase(form)}:`,
      results(form),
    ]),
    '## References',
    references.map((reference) => `- ${text(reference)}`).join('\n'),
    GENERATED,
  ]);
}

/** When to use which of a family, with links to the pages of the others. */
function choosing(family, self) {
  return CHOOSING[family]
    .split('`')
    .map((part, k) => {
      if (k % 2 === 0) return text(part);
      return part === self ? code(part) : `[${code(part)}](${part}.md)`;
    })
    .join('');
}

function formulas({ formulas }) {
  return formulas.flatMap(({ conventions, formula, latex }) => [
    `${conventions.map(code).join(', ')}:`,
    latex === undefined ? text(formula) : fenced('math', latex),
  ]);
}

/** What the letters of the formulas stand for, as far as they are used. */
function legend(definition, forms) {
  const latex = forms.flatMap(({ formulas }) => formulas.map(({ latex = '' }) => latex)).join('\n');
  if (latex === '') return '';
  const letters = [
    ...[...inputsOf(definition)].map(([name, input]) => [
      formulaName(name),
      meaningOf(name, input),
    ]),
    ['\\ell', 'its loss'],
    ...(/\bn\b/.test(latex) ? [['n', 'the length of the row']] : []),
    ...(/_\{?(\w, )?j\b/.test(latex) ? [['j', 'the place in the row']] : []),
    ...(/_\{i\b/.test(latex) ? [['i', 'the sample']] : []),
    ...(/\bN\b/.test(latex) ? [['N', 'the number of samples']] : []),
  ];
  const meanings = letters.map(([letter, meaning]) => `$${letter}$ for ${text(meaning)}`);
  return `Here ${meanings.join(', ').replace(' for ', ' stands for ')}.`;
}

function meaningOf(name, { shape, help }) {
  if (name === 'pred') return shape === 'sample' ? 'its prediction' : 'its predictions';
  if (name !== 'true') return help;
  return shape === 'sample' ? 'the true value of a sample' : 'the true values of a sample';
}

function parameters(definition) {
  const rows = Object.entries(definition.parameters).map(([name, parameter]) => [
    code(`--${kebabCase(name)}`),
    text(parameterText(parameter)),
  ]);
  return rows.length === 0 ? [] : ['## Parameters', table(['option', 'what it is'], rows)];
}

function conventions(definition) {
  const rows = Object.entries(definition.conventions).map(([name, convention]) => [
    code(name),
    (name === 'exact' ? text(convention.api) : convention.api.split(', ').map(code).join(', ')) +
      text(versionText(name)),
    text(conventionFacts(convention)),
    text(convention.note ?? ''),
  ]);
  return table(
    ['convention', 'its name there', 'reduction and constants', 'what sets it apart'],
    rows,
  );
}

/** The definition's example as a JSON document on standard input, and what the program prints. */
function example(definition) {
  const { requires } = definition.conventions[usualConvention(definition)];
  const inputs = Object.keys(definition.example).map((name) => `--${kebabCase(name)} ${name}`);
  const flag = requires === undefined ? '' : ` --${kebabCase(requires)}`;
  const command =
    `echo '${JSON.stringify(definition.example)}' |\n` +
    `    losscalc ${definition.name} - ${inputs.join(' ')}${flag}`;
  return fenced('console', `$ ${command}\n${outputOf(command)}`);
}

function results({ results }) {
  const rows = results.map(({ convention, result, difference }) => [
    code(convention),
    formatNumber(result, 'float64'),
    formatSignificant(difference, DIFFERENCE_DIGITS),
  ]);
  const headers = ['convention', 'result', `minus ${results[0].convention}`];
  return table(headers, rows, ['---', '---:', '---:']);
}

function fromPhrase({ from }) {
  return from === null ? '' : `, from ${from}`;
}

function heading(family) {
  return family.charAt(0).toUpperCase() + family.slice(1);
}

function table(headers, rows, alignment = headers.map(() => '---')) {
  return [headers, alignment, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function fenced(language, lines) {
  return `\`\`\`${language}\n${lines.trimEnd()}\n\`\`\``;
}

function code(name) {
  return `\`${name}\``;
}

function paragraphs(parts) {
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

const GENERATED = '<!-- Generated by npm run docs. -->';

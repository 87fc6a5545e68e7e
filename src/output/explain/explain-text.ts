import { stylesFor, type Page } from '../layout/styles.ts';
import { CHOOSING } from '../../losses/choosing.ts';
import { followedBy } from '../../losses/conventions.ts';
import type {
  Convention,
  ConventionName,
  LossDefinition,
  Parameter,
} from '../../losses/definition.ts';
import { kebabCase } from '../../messages/names.ts';
import { formatNumber, formatSignificant } from '../../text/format-number.ts';
import { textTable } from '../layout/columns.ts';
import { wrap } from '../layout/text.ts';
import { rangeOf } from '../../losses/parameters.ts';
import { formsOf, type LossForm } from '../../explain/explanation.ts';

/** Digits of a difference between conventions: it is looked at for its size. */
const DIFFERENCE_DIGITS = 3;
/** Digits of a constant: some are float32 numbers, meant as 1e-7. */
const CONSTANT_DIGITS = 6;

interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** An explanation for people, in sections of lines no wider than the output. */
export function explainAsText(definition: LossDefinition, { width, color }: Page): string {
  const { title, name, aliases, family, description, references } = definition;
  const { bold } = stylesFor(color);
  const names = [name, ...aliases].join(', ');
  const forms = formsOf(definition);
  const sections: readonly Section[] = [
    { heading: title, lines: wrap(`${names} (${family})`, width) },
    { heading: 'What it is for', lines: wrap(description, width, 2) },
    {
      heading: `Choosing (${family})`,
      lines: wrap(CHOOSING[family].replaceAll('`', ''), width, 2),
    },
    ...forms.map((form) => formulaSection(form, width)),
    { heading: 'Parameters', lines: parameterLines(definition, width) },
    {
      heading: 'Conventions (the first is the default)',
      lines: conventionLines(definition, width),
    },
    ...forms.map((form) => exampleSection(definition, form, width)),
    { heading: 'References', lines: references.flatMap((text) => wrap(text, width, 2)) },
  ];
  return sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ heading, lines }) => `${bold(heading)}\n${lines.join('\n')}\n`)
    .join('\n');
}

function formulaSection({ from, formulas }: LossForm, width: number): Section {
  const groups = formulas.map(({ conventions, formula }) => [
    ...wrap(conventions.join(', '), width, 2),
    ...formula.split('\n').flatMap((line) => wrapFormula(line, width)),
  ]);
  const usesLength = formulas.some(({ formula }) => /\bn\b/.test(formula));
  const legend =
    'y and p are the true values and the predictions of one sample' +
    (usesLength ? ', n is their number.' : '.');
  return {
    heading: `Formula${fromPhrase(from)}`,
    lines: [...groups.flatMap((lines) => [...lines, '']), ...wrap(legend, width, 2)],
  };
}

/** What does not fit on a formula's line goes on below, further in. */
function wrapFormula(line: string, width: number): readonly string[] {
  const [first = '', ...rest] = wrap(line, width - 2, 4);
  return [first, ...rest.map((text) => `  ${text}`)];
}

function parameterLines({ parameters }: LossDefinition, width: number): readonly string[] {
  const rows = Object.entries(parameters).map(([name, parameter]) => [
    `--${kebabCase(name)}`,
    parameterText(parameter),
  ]);
  return textTable(rows, { indent: 2, width, wrapLast: true });
}

/** What a parameter does, which values it takes, its default and who has it. */
export function parameterText(parameter: Parameter): string {
  const { help, only, kind } = parameter;
  const value =
    kind === 'flag'
      ? ''
      : `; ${rangeOf(parameter)}, ${String(parameter.default ?? 'none')} by default`;
  const holders = only ? ` (${only.join(', ')})` : '';
  return `${help}${value}${holders}`;
}

function conventionLines({ conventions }: LossDefinition, width: number): readonly string[] {
  const rows = Object.entries(conventions).flatMap(([name, convention]) => [
    [name, convention.api + versionText(name as ConventionName)],
    ['', conventionFacts(convention)],
    ...(convention.note === undefined ? [] : [['', convention.note]]),
  ]);
  return textTable(rows, { indent: 2, width, wrapLast: true });
}

/** The framework's version that a convention follows: ` (Keras 3.15)`. */
export function versionText(convention: ConventionName): string {
  const version = followedBy(convention);
  return version === undefined ? '' : ` (${version})`;
}

/** How a convention reduces, its constants and what it demands: `mean over samples, eps 1e-7`. */
export function conventionFacts(convention: Convention): string {
  const { reduction, over, constants, defaults, requires } = convention;
  return [
    `${reduction ?? 'mean'} over ${over ?? 'samples'}`,
    ...Object.entries(constants ?? {}).map(
      ([name, value]) => `${name} ${formatSignificant(value, CONSTANT_DIGITS)}`,
    ),
    ...Object.entries(defaults ?? {}).map(
      ([name, value]) => `--${kebabCase(name)} ${String(value)} by default`,
    ),
    ...(requires === undefined ? [] : [`only with --${kebabCase(requires)}`]),
  ].join(', ');
}

function exampleSection(
  { example }: LossDefinition,
  { from, results }: LossForm,
  width: number,
): Section {
  const rows = results.map(({ convention, result, difference }) => [
    convention,
    formatNumber(result, 'float64'),
    formatSignificant(difference, DIFFERENCE_DIGITS),
  ]);
  const headers = ['', 'result', `minus ${results[0]!.convention}`];
  return {
    heading: `Worked example${fromPhrase(from)}`,
    lines: [
      ...Object.entries(example).flatMap(([input, rows]) =>
        wrap(`${input} ${JSON.stringify(rows)}`, width, 2),
      ),
      '',
      ...textTable(rows, { headers, align: ['left', 'right', 'right'], indent: 2, width }),
    ],
  };
}

function fromPhrase(from: LossForm['from']): string {
  if (from === null) return '';
  return from === 'logits' ? ', from logits (--from-logits)' : `, from ${from}`;
}

import { quote } from '../messages/errors.ts';
import type { ColumnSummary } from './column-facts.ts';
import { findClasses } from './classes.ts';
import { areClasses, areTexts, isWithin, looksLikeLogits } from './fitting-loss.ts';
import type { InspectedColumn, Inspection, RoleContent, RoleContents } from './inspection.ts';

/** Labels that are named one by one. */
const MOST_PAIRS = 10;

/** What is worth knowing before a loss is computed, in sentences. */
export function findingsOf(
  columns: readonly InspectedColumn[],
  { true: truth, pred }: RoleContents,
  missingAs: Inspection['missingAs'] = 'missing',
): string[] {
  return [
    ...columns.flatMap(({ name, content }) =>
      'problem' in content
        ? [`${quote(name)} was not read: ${content.problem}`]
        : columnFindings(name, content.summary, missingAs),
    ),
    ...(pred && arePredictionsOfClasses(truth, pred) ? predictionFindings(pred) : []),
    ...(truth && pred ? pairFindings(truth, pred) : []),
  ];
}

function columnFindings(
  name: string,
  summary: ColumnSummary,
  missingAs: Inspection['missingAs'],
): string[] {
  const { kind, cells, missing, infinite, texts, firstText, values } = summary;
  const column = quote(name);
  const findings: string[] = [];
  if (kind === 'empty') findings.push(`${column} is empty: all its values are missing`);
  else if (missing > 0) {
    findings.push(
      `${column} has ${missingAs === 'NaN' ? 'NaN' : 'missing values'}, ${missing} of ${cells}; --missing skip drops such rows`,
    );
  }
  if (infinite > 0) {
    findings.push(
      `${column} has infinite values, ${infinite} of ${cells}, which min, max and mean leave out`,
    );
  }
  if (kind === 'mixed') {
    findings.push(
      `${column} mixes numbers and text: ${texts} of ${cells} cells hold text, the first ${quote(firstText!)}${missingHint(values)}`,
    );
  }
  if (values?.length === 1 && cells - missing > 1) {
    findings.push(`${column} is constant: it holds nothing but ${shown(values[0]!.value)}`);
  }
  const repeated = values?.find(({ count }) => count > 1);
  if (isIdName(name) && repeated && values && values.length > 1) {
    findings.push(
      `${column} holds ids that are not unique: ${shown(repeated.value)} is there ${repeated.count} times`,
    );
  }
  return findings;
}

/** Texts among numbers that may all stand for missing values. */
const MOST_MISSING = 3;

function missingHint(values: ColumnSummary['values']): string {
  const texts = (values ?? []).flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  const areFew = texts.length > 0 && texts.length <= MOST_MISSING;
  if (!areFew || texts.some((text) => text.includes(','))) return '';
  return `; where ${texts.length === 1 ? 'it stands' : 'they stand'} for missing values, --missing-value=${texts.join(',')} says so`;
}

/** Names of ids of rows; those of users or sessions repeat for a reason. */
function isIdName(name: string): boolean {
  return /^(?:(?:row|sample|example|record)[-_ ]?)?(?:id|uuid)$/i.test(name);
}

/** Whether it matters if predictions are probabilities; where the true values are not known, if they look so. */
function arePredictionsOfClasses(truth: RoleContent | undefined, pred: RoleContent): boolean {
  return truth ? areClasses(truth, pred) : isWithin('probability', pred);
}

function predictionFindings(pred: RoleContent): string[] {
  const name = quote(pred.source);
  if (!isWithin('real', pred)) return [];
  if (isWithin('binary', pred)) {
    return [`${name} looks like predicted labels: it holds nothing but 0 and 1`];
  }
  if (isWithin('probability', pred)) return [probabilities(name, pred)];
  return looksLikeLogits(pred)
    ? [`${name} looks like logits: it holds numbers outside of [0, 1], also below 0`]
    : [`${name} is no probability: it goes beyond 1, but unlike most logits never below 0`];
}

function probabilities(name: string, { unnormalised }: RoleContent): string {
  const start = `${name} looks like probabilities: all numbers are in [0, 1]`;
  if (unnormalised === undefined) return start;
  return unnormalised === 0
    ? `${start}, and all rows sum to 1`
    : `${start}, but ${unnormalised} ${unnormalised === 1 ? 'row does' : 'rows do'} not sum to 1`;
}

function pairFindings(truth: RoleContent, pred: RoleContent): string[] {
  const [labels] = truth.summaries;
  const [from, to] = [quote(truth.source), quote(pred.source)];
  if (truth.rows !== pred.rows) {
    return [`${from} has ${truth.rows} rows, ${to} ${pred.rows}: they cannot belong together`];
  }
  if (truth.width !== 1 || labels === undefined) return [];
  if (pred.width === 1 && labels.kind === 'text') return labelFindings(from, labels, pred);
  return classFindings(from, truth, pred);
}

function labelFindings(name: string, { values }: ColumnSummary, pred: RoleContent): string[] {
  if (values?.length !== 2 || areTexts(pred)) return [];
  const [first, second] = values.map(({ value }) => shown(value));
  return [`${name} has two labels, ${first!} and ${second!}: --positive says which counts as 1`];
}

/** Which columns of the predictions the labels go with. */
function classFindings(name: string, truth: RoleContent, pred: RoleContent): string[] {
  const found = findClasses(truth, pred);
  if (!found) return [];
  const to = quote(pred.source);
  if ('problem' in found) {
    return [
      `the labels of ${name} do not go with the columns of ${to}: ${found.problem}; --labels names the classes in the order of those columns`,
    ];
  }
  const { columns, by } = found;
  const pairs = [...columns].slice(0, MOST_PAIRS).map(([label, index]) => {
    const column = pred.columns?.[index];
    return `${quote(label)} is ${column === undefined ? `number ${index + 1}` : quote(column)}`;
  });
  const more = columns.size > MOST_PAIRS ? ` and ${columns.size - MOST_PAIRS} more` : '';
  const way = {
    names: 'their names',
    places: 'place, from 0',
    labels: `--labels ${found.labels!}`,
  }[by];
  return [
    `the labels of ${name} go with the columns of ${to} by ${way}: ${pairs.join(', ')}${more}`,
  ];
}

function shown(value: number | string): string {
  return typeof value === 'string' ? quote(value) : String(value);
}

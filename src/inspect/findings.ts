import { quote } from '../messages/errors.ts';
import type { ColumnSummary } from './column-facts.ts';
import { areClasses, isWithin, looksLikeLogits, looksSwapped } from './fitting-loss.ts';
import type { InspectedColumn, RoleContent, RoleContents } from './inspection.ts';

/** What is worth knowing before a loss is computed, in sentences. */
export function findingsOf(
  columns: readonly InspectedColumn[],
  { true: truth, pred }: RoleContents,
): string[] {
  return [
    ...columns.flatMap(({ name, content }) =>
      'problem' in content
        ? [`${quote(name)} was not read: ${content.problem}`]
        : columnFindings(name, content.summary),
    ),
    ...(pred && arePredictionsOfClasses(truth, pred) ? predictionFindings(pred) : []),
    ...(truth && pred ? pairFindings(truth, pred) : []),
  ];
}

function columnFindings(name: string, summary: ColumnSummary): string[] {
  const { kind, cells, missing, infinite, texts, firstText, values } = summary;
  const column = quote(name);
  const findings: string[] = [];
  if (kind === 'empty') findings.push(`${column} is empty: all its values are missing`);
  else if (missing > 0) {
    findings.push(
      `${column} has missing values, ${missing} of ${cells}; --missing skip drops such rows`,
    );
  }
  if (infinite > 0) findings.push(`${column} has infinite values, ${infinite} of ${cells}`);
  if (kind === 'mixed') {
    findings.push(
      `${column} mixes numbers and text: ${texts} of ${cells} cells hold text, the first ${quote(firstText!)}`,
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
  if (looksSwapped(truth, pred)) {
    return [
      `true and pred look swapped: ${from} holds many numbers in [0, 1], ${to} nothing but 0 and 1`,
    ];
  }
  if (truth.width !== 1 || labels === undefined) return [];
  if (labels.kind === 'text') return labelFindings(from, labels, pred);
  if (pred.width === 1 || labels.kind !== 'integers') return [];
  const { min, max } = labels;
  if (min! >= 1 && max === pred.width) {
    return [
      `${from} counts ${pred.width} classes from 1: losscalc counts from 0, so subtract 1 first`,
    ];
  }
  if (max! >= pred.width) {
    return [
      `${from} reaches ${max!}: the ${pred.width} predictions of a row are for classes 0 to ${pred.width - 1}`,
    ];
  }
  return [];
}

function labelFindings(name: string, { values }: ColumnSummary, pred: RoleContent): string[] {
  if (pred.width === 1 && values?.length === 2) {
    const [first, second] = values.map(({ value }) => shown(value));
    return [`${name} has two labels, ${first!} and ${second!}: --positive says which counts as 1`];
  }
  const unknown = values?.find(({ value }) => !pred.names.includes(String(value)));
  if (pred.width === 1 || unknown === undefined) return [];
  return [
    `${name} has the label ${shown(unknown.value)}, which no column of ${quote(pred.source)} is called: ` +
      '--labels names the classes in the order of those columns',
  ];
}

function shown(value: number | string): string {
  return typeof value === 'string' ? quote(value) : String(value);
}

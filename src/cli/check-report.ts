import type { CheckOutcome, CheckStatus } from '../check/outcome.ts';
import { escapeControls } from '../errors.ts';
import { formatCounted } from '../render/facts.ts';
import type { Style } from '../render/columns.ts';
import { formatCount, formatNumber, formatSignificant, textTable } from '../render/index.ts';
import { jsonNumber } from '../render/json-text.ts';
import { escapeMarkdown, table } from '../render/markdown.ts';
import { stylesFor } from '../render/styles.ts';
import { rounderOf, type Dtype } from '../tensor/dtype.ts';
import { jsonString } from '../report/safe-text.ts';

/** Ways to print the outcomes of checks. */
export const CHECK_FORMATS = ['table', 'json', 'markdown'] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** What checks of one input have come to. */
export interface CheckReport {
  /** What was read: `preds.csv`. */
  readonly input: string;
  readonly checks: readonly CheckOutcome[];
  /** Samples below which a result is marked. */
  readonly minSamples: number;
}

interface Options {
  readonly precision: number | undefined;
  readonly width: number;
  readonly color: boolean;
}

const WORDS: Readonly<Record<CheckStatus, string>> = {
  passed: 'PASS',
  failed: 'FAIL',
  warned: 'WARN',
};
const DEFAULT_DIGITS = 6;

/** The outcomes of checks as text that ends with a newline. */
export function renderChecks(report: CheckReport, format: CheckFormat, options: Options): string {
  switch (format) {
    case 'table':
      return asTable(report, options);
    case 'json':
      return asJson(report, options);
    case 'markdown':
      return asMarkdown(report, options);
  }
}

/** `1 of 3 checks failed, 1 warned`. */
export function checkSummary(checks: readonly CheckOutcome[]): string {
  const count = (status: CheckStatus): number =>
    checks.filter((check) => check.status === status).length;
  const [failed, warned] = [count('failed'), count('warned')];
  const all = formatCounted(checks.length, 'check');
  const verdict = failed === 0 ? `${all} passed` : `${failed} of ${all} failed`;
  if (warned === 0) return verdict;
  return failed === 0
    ? `${count('passed')} of ${all} passed, ${warned} warned`
    : `${verdict}, ${warned} warned`;
}

function asTable({ input, checks, minSamples }: CheckReport, options: Options): string {
  const { bold, dim, yellow } = stylesFor(options.color);
  const mark: Style = (word) => (word === WORDS.passed ? word : yellow(word));
  const rows = checks.map((check) => [
    WORDS[check.status],
    escapeControls(check.assertion),
    formatCount(check.samples) + (check.few ? ' !' : '  '),
    ...comparedCells(check, options),
  ]);
  const lines = textTable(rows, {
    headers: ['', 'check', 'samples  ', ...COMPARED],
    align: ['left', 'left', 'right', 'right', 'right', 'right'],
    width: options.width,
    indent: 2,
    headerStyle: dim,
    styles: [mark],
  });
  const reasons = textTable(
    checks
      .filter(({ status }) => status !== 'passed')
      .map((check) => [WORDS[check.status], sentence(check)]),
    { indent: 2, width: options.width, wrapLast: true, styles: [mark] },
  );
  const note = checks.some(({ few }) => few)
    ? [`  ! fewer than ${formatCounted(minSamples, 'sample')}: such a result says little`]
    : [];
  const head = [`${bold(escapeControls(input))} · ${checkSummary(checks)}`];
  return [head, lines, reasons, note]
    .filter((block) => block.length > 0)
    .map((block) => `${block.join('\n')}\n`)
    .join('\n');
}

function asJson({ input, checks }: CheckReport, { precision }: Options): string {
  const objects = checks.map((check) => {
    const { segment, value, bound, dtype } = check;
    const fields = [
      `"status": "${check.status}"`,
      `"assertion": ${jsonString(check.assertion)}`,
      `"loss": ${jsonString(check.loss)}`,
      `"segment": ${segment ? jsonString(segment) : 'null'}`,
      `"value": ${value === null ? 'null' : jsonNumber(value, dtype, precision)}`,
      `"comparison": "${check.comparison}"`,
      `"bound": ${jsonNumber(bound, 'float64')}`,
      `"samples": ${check.samples}`,
      `"few": ${check.few}`,
      `"message": ${jsonString(check.message)}`,
    ];
    return `    {\n      ${fields.join(',\n      ')}\n    }`;
  });
  const passed = checks.every(({ status }) => status !== 'failed');
  return `{\n  "input": ${jsonString(input)},\n  "passed": ${passed},\n  "checks": [\n${objects.join(',\n')}\n  ]\n}\n`;
}

function asMarkdown({ input, checks, minSamples }: CheckReport, options: Options): string {
  const rows = checks.map((check) => [
    check.status === 'passed' ? WORDS.passed : `**${WORDS[check.status]}**`,
    escapeMarkdown(escapeControls(check.assertion)),
    formatCount(check.samples) + (check.few ? ` (fewer than ${formatCount(minSamples)})` : ''),
    ...comparedCells(check, options),
  ]);
  const reasons = checks
    .filter(({ status }) => status !== 'passed')
    .map((check) => `- ${WORDS[check.status]}: ${escapeMarkdown(sentence(check))}\n`);
  const alignment = ['---', '---', '---:', '---:', '---:', '---:'];
  return [
    `**${escapeMarkdown(escapeControls(input))}** · ${checkSummary(checks)}\n\n`,
    ...table(['', 'check', 'samples', ...COMPARED], alignment, rows),
    ...(reasons.length > 0 ? ['\n', ...reasons] : []),
  ].join('');
}

const COMPARED = ['result', 'bound', 'difference'] as const;

/** The result, its bound, and by how much it is above that. */
function comparedCells({ value, bound, dtype }: CheckOutcome, { precision }: Options): string[] {
  const number = (x: number, of: Dtype): string =>
    precision === undefined
      ? formatSignificant(x, DEFAULT_DIGITS, of)
      : formatNumber(x, of, precision);
  if (value === null) return ['-', number(bound, 'float64'), '-'];
  // In float32 it was the float32 nearest to the bound that was compared with.
  const difference = value - rounderOf(dtype)(bound);
  if (Number.isNaN(difference)) return [number(value, dtype), number(bound, 'float64'), '-'];
  return [
    number(value, dtype),
    number(bound, 'float64'),
    (difference > 0 ? '+' : '') + formatSignificant(difference, precision ?? DEFAULT_DIGITS),
  ];
}

/** `rmse[region=eu] <= 0.3: 0.31 is above 0.3 by 0.01`. */
function sentence({ assertion, message }: CheckOutcome): string {
  return escapeControls(`${assertion}: ${message}`);
}

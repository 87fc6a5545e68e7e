import type { LossDefinition } from '../losses/definition.ts';
import { DOMAINS, type Domain } from '../losses/domain.ts';
import { findLoss } from '../losses/names.ts';
import { inputsOf } from '../losses/inputs.ts';
import { findClasses } from './classes.ts';
import type { ColumnSummary } from './column-facts.ts';
import type { RoleContent } from './inspection.ts';

/** A loss and the settings that the data calls for, as words of a command line. */
export interface FittingLoss {
  readonly definition: LossDefinition;
  readonly flags: readonly string[];
}

/** How many numbers truth and prediction have in a row: one each, as many, or an index among several. */
type Widths = 'single' | 'same' | 'several' | 'index';

interface Candidate {
  readonly loss: string;
  /** What true values must be for this loss to be the first to think of; its own domain may be wider. */
  readonly true: Domain;
  /** Likewise, where it is less than the loss takes. */
  readonly pred?: Domain;
  readonly widths: Widths;
}

/** The usual loss of each kind of data, the most particular kind first. */
const CANDIDATES: readonly Candidate[] = [
  { loss: 'zero-one', true: 'binary', pred: 'binary', widths: 'single' },
  { loss: 'sparse-categorical-crossentropy', true: 'class-index', widths: 'index' },
  { loss: 'categorical-crossentropy', true: 'distribution', widths: 'several' },
  { loss: 'binary-crossentropy', true: 'binary', widths: 'same' },
  { loss: 'hinge', true: 'sign', widths: 'single' },
  { loss: 'mean-squared-error', true: 'real', widths: 'same' },
];

/** The loss of labels that are compared as they are written. */
const OF_TEXTS = 'zero-one';

/** Labels that say themselves that they are the positive one of two. */
const POSITIVE = ['true', 'yes', 'positive', 'pos'];

/** The usual loss of such data; undefined where none is sure to fit. */
export function fittingLoss(truth: RoleContent, pred: RoleContent): FittingLoss | undefined {
  if (truth.rows !== pred.rows || looksSwapped(truth, pred)) return undefined;
  if (areTexts(truth) && areTexts(pred)) return { definition: findLoss(OF_TEXTS)!, flags: [] };
  for (const candidate of CANDIDATES) {
    const labels = labelFlags(candidate, truth, pred);
    if (!haveWidths(candidate.widths, truth, pred) || labels === undefined) continue;
    if (candidate.pred && !isWithin(candidate.pred, pred)) continue;
    const definition = findLoss(candidate.loss)!;
    if (isWithin(inputsOf(definition).get('pred')!.domain, pred)) {
      return { definition, flags: labels };
    }
    // A loss for another kind of true values would fit the predictions, and say nothing.
    if (!('fromLogits' in definition.parameters) || !looksLikeLogits(pred)) return undefined;
    return { definition, flags: [...labels, '--from-logits'] };
  }
  return undefined;
}

/** Whether an input is one column of labels that are text. */
export function areTexts({ summaries, width }: RoleContent): boolean {
  return width === 1 && summaries[0]!.kind === 'text';
}

/** Whether all numbers of an input are valid in a domain, and there are no texts. */
export function isWithin(domain: Domain, { summaries }: RoleContent): boolean {
  return summaries.every((summary) => {
    const numbers = tellingNumbers(summary);
    return summary.texts === 0 && numbers.length > 0 && numbers.every(DOMAINS[domain].accepts);
  });
}

/** Whether predictions are numbers on both sides of 0; what only exceeds 1 may be percentages. */
export function looksLikeLogits(pred: RoleContent): boolean {
  return isWithin('real', pred) && pred.summaries.some(({ min }) => min! < 0);
}

/** Whether the true values are classes, by their numbers or labels, or by what is predicted. */
export function areClasses(truth: RoleContent, pred: RoleContent): boolean {
  return (
    pred.width > truth.width ||
    truth.unnormalised === 0 ||
    isWithin('binary-or-sign', truth) ||
    truth.summaries.some(({ kind }) => kind === 'text')
  );
}

/** Whether the true values look like scores and the predictions like labels. */
function looksSwapped(truth: RoleContent, pred: RoleContent): boolean {
  return (
    truth.width === 1 &&
    pred.width === 1 &&
    isWithin('probability', truth) &&
    truth.summaries.some(({ fraction, values }) => fraction !== undefined && !hasFew(values)) &&
    isWithin('binary', pred)
  );
}

/** Different numbers up to which true values may be soft labels, such as shares of annotators, and no scores. */
const FEW_VALUES = 10;

function hasFew(values: ColumnSummary['values']): boolean {
  return values !== undefined && values.length <= FEW_VALUES;
}

/** The options that tell what the true values stand for; undefined where they are none of the candidate's. */
function labelFlags(
  candidate: Candidate,
  truth: RoleContent,
  pred: RoleContent,
): string[] | undefined {
  const [summary] = truth.summaries;
  if (summary?.kind === 'text') {
    if (candidate.widths === 'index') return classFlags(truth, pred);
    const labels = (summary.values ?? []).map(({ value }) => String(value));
    const positive = labels.filter((label) => POSITIVE.includes(label.toLowerCase()));
    const isBinary = candidate.loss === 'binary-crossentropy' && labels.length === 2;
    return isBinary && positive.length === 1 ? ['--positive', positive[0]!] : undefined;
  }
  if (!isWithin(candidate.true, truth)) return undefined;
  if (candidate.widths === 'index') return classFlags(truth, pred);
  return DOMAINS[candidate.true].normalised && truth.unnormalised !== 0 ? undefined : [];
}

/** The option that names the classes, where one has to; undefined where labels and columns do not go together. */
function classFlags(truth: RoleContent, pred: RoleContent): string[] | undefined {
  const found = findClasses(truth, pred);
  if (!found || 'problem' in found) return undefined;
  return found.labels === undefined ? [] : ['--labels', found.labels];
}

function haveWidths(widths: Widths, truth: RoleContent, pred: RoleContent): boolean {
  if (widths === 'index') return truth.width === 1 && pred.width > 1;
  if (truth.width !== pred.width) return false;
  return widths === 'same' || (widths === 'single') === (pred.width === 1);
}

/** Numbers of a column that a domain accepts only where it accepts all of them. */
export function tellingNumbers({ values, min, max, fraction }: ColumnSummary): number[] {
  const known = values?.map(({ value }) => value) ?? [fraction];
  return [...known, min, max].filter((value) => typeof value === 'number');
}

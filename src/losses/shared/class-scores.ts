import { quote, UserError } from '../../messages/errors.ts';
import type { ClassCounts, CountsKernel } from '../class-counts.ts';
import type {
  ChoiceParameter,
  CountsConvention,
  InputDefinition,
  ParameterValue,
} from '../definition.ts';
import { decidedInputs } from './decided.ts';
import { compensatedSum } from './numeric.ts';

type Params = Readonly<Record<string, ParameterValue>>;

/** How scores of classes become one. */
export const average: ChoiceParameter = {
  kind: 'choice',
  choices: ['binary', 'micro', 'macro', 'weighted'],
  default: 'binary',
  help: 'of the positive class, or of all: over samples, over classes, or over these by their samples',
};

/** What stands for the score of a class that has none. */
export const zeroDivision: ChoiceParameter = {
  kind: 'choice',
  choices: ['warn', '0', '1', 'nan'],
  default: 'warn',
  help: 'the score of a class without samples to divide by; nan leaves it out, warn is 0 and says so',
};

/** The inputs of a score of labels: these, or scores of the classes; they are counted by class. */
export const countedInputs = {
  true: { ...decidedInputs.true, areCounted: true },
  pred: decidedInputs.pred,
} satisfies Record<string, InputDefinition>;

/** What every description of such a score says of its inputs. */
export const OF_LABELS =
  ' Labels are numbers or text; of a row with a score for each class the largest decides, and a single score needs a ' +
  'threshold.';

/** What the counts of one class, or of all together, are. */
export interface Counts {
  readonly hits: number;
  readonly truths: number;
  readonly preds: number;
  /** Of all samples, for each class that is in the counts. */
  readonly total: number;
}

/** A score of one class: a quotient, of which the divisor may be 0. */
export interface Quotient {
  readonly of: (counts: Counts, params: Params) => readonly [dividend: number, divisor: number];
  /** What no sample does where the divisor is 0, before the name of the class: `is`, `was taken for`. */
  readonly lacking: string;
}

/**
 * How classes are averaged. TorchMetrics gives classes that were named no share that no sample has or was taken for, and
 * lets NaN through, as a plain mean does; the others leave out what has no score. Where no weight is left, it is 0 in
 * TorchMetrics, and else the mean without weights.
 */
export type Averaging = 'sklearn' | 'torchmetrics' | 'plain' | 'exact';

/** The kernel of a score that is a quotient for each class, averaged over these. */
function averaged(quotient: Quotient, averaging: Averaging): CountsKernel {
  return (counts, params) => {
    const undefinedIs = valueOfNothing(params, averaging);
    const kind = params['average'];
    if (kind === 'macro' || kind === 'weighted') {
      const { scores, weights, missing } = scoresOf(
        counts,
        quotient,
        params,
        undefinedIs,
        averaging,
      );
      const loss = meanOf(scores, weights, averaging);
      return { loss, doubt: doubtOf(missing.map(named), quotient, params, undefinedIs) };
    }
    const [dividend, divisor] = quotient.of(
      kind === 'micro' ? sumOf(counts) : positiveOf(counts),
      params,
    );
    if (divisor !== 0) return { loss: dividend / divisor };
    const name = kind === 'micro' ? 'any class' : 'the positive class';
    return { loss: undefinedIs, doubt: doubtOf([name], quotient, params, undefinedIs) };
  };
}

/** The kernel of Keras, for the positive class, or all labels of rows together; what has no score is 0. */
export function ofKeras(quotient: Quotient): CountsKernel {
  const kernel = averaged(quotient, 'sklearn');
  return (counts, params) =>
    kernel(counts, { ...params, average: counts.areSets ? 'micro' : 'binary', zeroDivision: '0' });
}

/** What the note of CatBoost's scores of labels says. */
const ofRawScores =
  'Takes logits, of which those above 0 are of class 1; of a row with a score for each class the largest decides.';

/**
 * What CatBoost's scores of labels have in common: they are of raw predictions.
 * @param about what sets it apart besides, as a sentence
 */
export function ofCatboost(
  kernel: CountsKernel,
  method: string,
  about?: string,
): ReturnType<typeof counting> & RawScores {
  return {
    ...counting(kernel, method),
    weighted: true,
    defaults: { threshold: 0 },
    decidesRows: true,
    note: about === undefined ? ofRawScores : `${ofRawScores} ${about}`,
  };
}

type RawScores = Pick<CountsConvention, 'weighted' | 'defaults' | 'decidesRows' | 'note'>;

/**
 * The convention of CatBoost's scores of one class.
 * @param nothing what 0 / 0 counts as
 */
export function ofOneClass(
  quotient: Quotient,
  method: string,
  nothing: '0' | '1',
): ReturnType<typeof ofCatboost> {
  const kernel = averaged(quotient, 'sklearn');
  return ofCatboost(
    (counts, params) => kernel(counts, { ...params, average: 'binary', zeroDivision: nothing }),
    method,
    `It is of the positive class alone, and ${nothing} where it is not defined; --positive names another.`,
  );
}

/** A parameter that Keras and CatBoost do not know. */
export function ofAveraged(parameter: ChoiceParameter): ChoiceParameter {
  return { ...parameter, only: ['torchmetrics', 'sklearn', 'exact'] };
}

/** The scores of classes and what each weighs, and the classes that have none. */
function scoresOf(
  counts: ClassCounts,
  quotient: Quotient,
  params: Params,
  undefinedIs: number,
  averaging: Averaging,
): { scores: number[]; weights: number[]; missing: string[] } {
  const [scores, weights, missing]: [number[], number[], string[]] = [[], [], []];
  for (const [k, name] of counts.classes.entries()) {
    const own = countsOf(counts, k);
    const isAbsent = own.truths === 0 && own.preds === 0;
    if (averaging === 'torchmetrics' && isAbsent && !counts.areSets) continue;
    const [dividend, divisor] = quotient.of(own, params);
    if (divisor === 0) missing.push(name);
    scores.push(divisor === 0 ? undefinedIs : dividend / divisor);
    weights.push(params['average'] === 'weighted' ? own.truths : 1);
  }
  return { scores, weights, missing };
}

function meanOf(
  scores: readonly number[],
  weights: readonly number[],
  averaging: Averaging,
): number {
  const keepsAll = averaging === 'torchmetrics' || averaging === 'plain';
  const isThere = (_: number, k: number): boolean => keepsAll || !Number.isNaN(scores[k]);
  const found = scores.filter(isThere);
  const ofFound = weights.filter(isThere);
  const weight = compensatedSum(ofFound);
  if (weight !== 0) {
    return compensatedSum(found.map((score, k) => score * ofFound[k]!)) / weight;
  }
  return averaging === 'torchmetrics' ? 0 : compensatedSum(found) / found.length;
}

/** What 0 / 0 counts as. */
function valueOfNothing(params: Params, averaging: Averaging): number {
  const given = params['zeroDivision'] ?? 'warn';
  if (given !== 'warn') return Number(given);
  return averaging === 'exact' ? NaN : 0;
}

function doubtOf(
  classes: readonly string[],
  { lacking }: Quotient,
  params: Params,
  undefinedIs: number,
): string | undefined {
  const given = params['zeroDivision'];
  if (classes.length === 0 || given === '0' || given === '1') return undefined;
  const does = Number.isNaN(undefinedIs) ? 'is left out' : `counts as ${undefinedIs}`;
  const remedy = given === 'warn' ? '; --zero-division says what it counts as' : '';
  return `no sample ${lacking} ${shortened(classes).join(' or ')}, whose score ${does}${remedy}`;
}

/** Classes that a message names. */
const MOST_NAMES = 5;

/** A class as messages show it: a number as it is. */
function named(name: string): string {
  return /^-?\d+(\.\d+)?$/.test(name) ? name : quote(name);
}

/** The counts of one class. */
function countsOf({ hits, truths, preds, total }: ClassCounts, k: number): Counts {
  return { hits: hits[k]!, truths: truths[k]!, preds: preds[k]!, total };
}

/** Those of all classes together. */
function sumOf({ hits, truths, preds, total, classes }: ClassCounts): Counts {
  const [sumOfHits, sumOfTruths, sumOfPreds] = [hits, truths, preds].map(compensatedSum);
  return {
    hits: sumOfHits!,
    truths: sumOfTruths!,
    preds: sumOfPreds!,
    total: total * classes.length,
  };
}

/**
 * The counts of the positive class.
 * @throws UserError where there is none, or where it is not said which of several classes it is
 */
function positiveOf(counts: ClassCounts): Counts {
  const { positive, classes, areSets, total } = counts;
  const isUnclear = classes.length > 2 && !positive?.isChosen;
  if (areSets || isUnclear) {
    throw new UserError({
      where: '--average binary',
      problem: `expected two classes, found ${classes.length}: ${listed(classes)}`,
      hint: 'choose --average macro, micro or weighted, or name one class by --positive',
    });
  }
  if (positive?.isMet === false) {
    throw new UserError({
      where: '--positive',
      problem: `expected one of the labels ${listed(classes)}, found none of them`,
      hint: 'labels are compared letter by letter',
    });
  }
  if (!positive && classes.length > 1) {
    throw new UserError({
      where: '--average binary',
      problem: `expected a label that is 1, found ${listed(classes)}`,
      hint: `name the positive class, such as --positive ${classes[1]!}, or choose --average macro`,
    });
  }
  return { hits: 0, truths: 0, preds: 0, ...positive, total };
}

/** @throws UserError for samples that have any number of labels, of which none is the class */
export function requireLabels({ areSets }: ClassCounts, name: string): void {
  if (!areSets) return;
  throw new UserError({
    where: name,
    problem: 'expected one label for each sample, found rows of several',
    hint: 'leave --threshold out where one class of a row is right, or take --per output',
  });
}

function listed(classes: readonly string[]): string {
  return shortened(classes.map(named)).join(', ');
}

function shortened(names: readonly string[]): readonly string[] {
  return names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES), '...'] : names;
}

/**
 * What the conventions of a score of classes have in common, by the framework.
 * @param plainly whether scikit-learn takes classes that have no score into means, as NaN where these are that
 */
export function conventionsOf(
  quotient: Quotient,
  method: string,
  { plainly = false } = {},
): Record<'sklearn' | 'torchmetrics' | 'exact', ReturnType<typeof counting> & SharedFacts> {
  const of = (averaging: Averaging): ReturnType<typeof counting> =>
    counting(averaged(quotient, averaging), method);
  return {
    sklearn: {
      ...of(plainly ? 'plain' : 'sklearn'),
      weighted: true,
      note: 'A class that has no score counts 0, and a warning says so.',
    },
    torchmetrics: {
      ...of('torchmetrics'),
      note: 'A class that has no score counts 0; one that no sample has or was taken for has no share in a mean.',
    },
    exact: {
      ...of('exact'),
      weighted: true,
      note: 'A class that has no score is left out of means, and is NaN by itself.',
    },
  };
}

type SharedFacts = Pick<CountsConvention, 'weighted' | 'note'>;

/** What conventions of such scores have in common. */
export function counting(
  kernel: CountsKernel,
  method: string,
): Pick<CountsConvention, 'kernel' | 'takes' | 'batchLevel' | 'method' | 'better' | 'raises'> {
  return {
    kernel,
    takes: 'counts',
    batchLevel: true,
    method,
    better: 'larger',
    raises: ['true', 'pred'],
  };
}

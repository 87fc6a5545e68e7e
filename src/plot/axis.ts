import { UserError } from '../messages/errors.ts';
import type { LossDefinition } from '../losses/definition.ts';
import { DOMAINS, type Domain } from '../losses/domain.ts';
import { inputsOf } from '../losses/inputs.ts';
import type { LossRequest } from '../engine/request.ts';
import { noCurve } from './no-curve.ts';
import { dependsOnErrorAlone, requireSingleSamples, requireSumOverRow } from './probe.ts';
import type { Sample } from './samples.ts';

export type Range = readonly [from: number, to: number];

/** What a chart's horizontal axis stands for, and the samples it runs through. */
export interface Axis {
  readonly title: string;
  /** From where to where it goes by default. */
  readonly range: Range;
  /** The kinds of samples to draw, each a curve. */
  readonly paths: readonly Path[];
  /** Whether predictions may be what they are at x. */
  readonly accepts: (x: number) => boolean;
}

/** Samples with one prediction that varies. */
export interface Path {
  /** What tells it from the axis's other paths: `y = 1`; empty where it is the only one. */
  readonly label: string;
  readonly sample: (x: number) => Sample;
  /** The derivative of every prediction of the sample by x. */
  readonly direction: readonly number[];
}

/** Enough classes for the others to share what the true one leaves. */
const CLASSES = 3;

/** Where predictions of each domain are worth looking at; what is not a quantity has no curve. */
const RANGES: Readonly<Partial<Record<Domain, Range>>> = {
  real: [-3, 3],
  'non-negative': [0, 3],
  positive: [0, 3],
  'above-minus-1': [-1, 3],
  probability: [0, 1],
  distribution: [0, 1],
  'class-probability': [0, 1],
};
/** The linear parts of the curves have begun at a probability of 0.0025. */
const LOGIT_RANGE: Range = [-6, 6];

/** The true values to draw curves for; one row of targets is drawn for the others. */
const LABELS: Readonly<Partial<Record<Domain, readonly number[]>>> = {
  probability: [0, 1],
  binary: [0, 1],
  sign: [-1, 1],
  // Conventions that take labels of 0 and 1 convert them; none converts these.
  'binary-or-sign': [-1, 1],
};

/** Why true values of a domain leave no single prediction to vary. */
const OBSTACLES: Readonly<Partial<Record<Domain, string>>> = {
  'class-indices': 'takes several classes of a sample',
  label: 'compares samples by their labels',
};

/**
 * The axis on which a loss shows its shape: the error where the loss depends on nothing else, otherwise a prediction
 * for fixed targets; for a choice of classes the prediction for the true class.
 * @param requests the loss under each of the settings to draw
 * @throws UserError for a loss that is not made of the losses of single predictions
 */
export function axisOf(requests: readonly LossRequest[]): Axis {
  const { definition } = requests[0]!;
  requireTruthAndPrediction(definition);
  const truth = inputsOf(definition).get('true')!.domain;
  const obstacle = OBSTACLES[truth];
  if (obstacle !== undefined) throw noCurve(definition, obstacle);
  const prediction = predictionOf(requests);
  if (truth === 'distribution' || truth === 'class-index') {
    const axis = classAxis(truth, prediction);
    checkPaths(requests, axis, requireSingleSamples);
    return axis;
  }
  const axis = numberAxis(truth, prediction, requests);
  checkPaths(requests, axis, requireSingleSamples);
  checkPaths(requests, axis, requireSumOverRow);
  return axis;
}

/** What predictions are, and where they are worth looking at. */
interface Prediction {
  readonly noun: 'prediction' | 'probability' | 'logit';
  readonly domain: Domain;
  readonly range: Range;
}

function predictionOf(requests: readonly LossRequest[]): Prediction {
  const { definition } = requests[0]!;
  const [fromLogits, otherwise] = [true, false].map((value) =>
    requests.find(({ params }) => (params['fromLogits'] === true) === value),
  );
  if (fromLogits && otherwise) {
    throw new UserError({
      where: '--compat',
      problem: `${fromLogits.compat} takes logits, ${otherwise.compat} does not`,
      hint: 'one axis cannot be both: plot them by themselves, or say --from-logits',
    });
  }
  if (fromLogits) return { noun: 'logit', domain: 'real', range: LOGIT_RANGE };
  const { domainWith } = inputsOf(definition).get('pred')!;
  const domains = requests.map(({ params }) => domainWith(params));
  // Where parameters decide what predictions may be, the axis holds what all of them allow.
  const domain = domains.find((each) => each !== 'real') ?? 'real';
  const range = RANGES[domain];
  if (range) return { noun: isBounded(domain) ? 'probability' : 'prediction', domain, range };
  throw noCurve(definition, `takes predictions that are ${DOMAINS[domain].words}`);
}

function isBounded(domain: Domain): boolean {
  return ['probability', 'distribution', 'class-probability'].includes(domain);
}

function numberAxis(
  truth: Domain,
  { noun, domain, range }: Prediction,
  requests: readonly LossRequest[],
): Axis {
  const { accepts } = DOMAINS[domain];
  const labels = LABELS[truth];
  if (labels) {
    const title = noun === 'logit' ? 'logit p' : 'prediction p';
    const paths = labels.map((y) => numberPath(y, `y = ${y}`));
    return { title, range, paths, accepts };
  }
  const onlyError =
    truth === 'real' &&
    domain === 'real' &&
    requests.every((request) => dependsOnErrorAlone(request, probePoints(range)));
  return onlyError
    ? { title: 'error p - y', range, paths: [numberPath(0)], accepts }
    : { title: `${noun} p (y = 1)`, range, paths: [numberPath(1)], accepts };
}

function numberPath(y: number, label = ''): Path {
  return { label, sample: (x) => ({ true: [y], pred: [x] }), direction: [1] };
}

function classAxis(
  truth: 'distribution' | 'class-index',
  { noun, domain, range }: Prediction,
): Axis {
  const others = CLASSES - 1;
  const shares = isBounded(domain);
  const other = shares ? (x: number) => (1 - x) / others : () => 0;
  const row = (first: number, rest: number): readonly number[] => [
    first,
    ...Array<number>(others).fill(rest),
  ];
  // The first class is the true one.
  const target = truth === 'class-index' ? [0] : row(1, 0);
  const path: Path = {
    label: '',
    sample: (x) => ({ true: target, pred: row(x, other(x)) }),
    direction: row(1, shares ? -1 / others : 0),
  };
  const title = `${noun} of the true class ${shares ? `(of ${CLASSES})` : `(${others} others at 0)`}`;
  return { title, range, paths: [path], accepts: DOMAINS[domain].accepts };
}

/** Points within a range that no simple loss has its kinks at, on both sides of its middle. */
function probePoints([from, to]: Range): readonly number[] {
  return [0.07, 0.29, 0.41, 0.63, 0.94].map((share) => from + share * (to - from));
}

function checkPaths(
  requests: readonly LossRequest[],
  { paths, range }: Axis,
  check: (request: LossRequest, samples: readonly Sample[]) => void,
): void {
  for (const { sample } of paths) {
    const samples = probePoints(range).map(sample);
    for (const request of requests) check(request, samples);
  }
}

function requireTruthAndPrediction(definition: LossDefinition): void {
  const inputs = inputsOf(definition);
  const [truth, pred] = [inputs.get('true'), inputs.get('pred')];
  if (!truth || !pred || inputs.size > 2) {
    throw noCurve(definition, `takes ${[...inputs.keys()].join(', ')}`);
  }
  const fits = truth.shape === 'same' || truth.domain === 'class-index';
  if (pred.shape !== 'same' || !fits) throw noCurve(definition, 'takes whole sequences');
  if (definition.family === 'scores')
    throw noCurve(definition, 'is a score of all samples together');
  if (definition.lists === 'ranked') throw noCurve(definition, 'is computed over a whole list');
}

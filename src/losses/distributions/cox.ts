import { ExactSum } from '../../reduce/exact-sum.ts';
import { defineLoss } from '../definition.ts';
import type { BatchKernel } from '../kernel.ts';
import { logAddExp } from '../shared/numeric.ts';
import { eventTimes, type EventTime, type Study } from '../shared/risk-sets.ts';

const METHOD =
  'the sum over events of the log of the sum of exp(p) over all samples at risk, less p of the event; of events at one ' +
  'time Efron takes the k-th of d with (k - 1) / d of the tied hazards left out, Breslow with all of them';

/** Which shares of the tied hazards are left out of the risk set, one for each event of a time. */
function sharesLeftOut({ events }: EventTime, isEfron: boolean): number[] {
  return events.map((_, k) => (isEfron ? k / events.length : 0));
}

/** The log of the hazards at risk less a share of the tied ones, less the largest log hazard. */
function logAtRisk({ logRisk, logTied }: EventTime, share: number): number {
  return share === 0 ? logRisk : logRisk + Math.log1p(-share * Math.exp(logTied - logRisk));
}

const coxKernel: BatchKernel = ({ rows, inputs, params, weights }) => {
  const isEfron = params['ties'] !== 'breslow';
  const [times, events, hazards] = [inputs['true']!, inputs['event']!, inputs['pred']!];
  const study: Study = { times, events, hazards, weights };
  const isMissing = [times, events, hazards].some((values) => values.some(Number.isNaN));
  const groups = isMissing ? [] : eventTimes(study).filter((group) => group.events.length > 0);
  /** What an event of a time counts: events of one time share their weights. */
  const weightOf = (group: EventTime): number =>
    group.events.reduce((sum, i) => sum + weights[i]!, 0) / group.events.length;

  const total = new ExactSum();
  const counted = new ExactSum();
  for (const group of groups) {
    const weight = weightOf(group);
    // Without any weight nobody may be at risk, and the log of that is no number.
    if (weight === 0) continue;
    for (const share of sharesLeftOut(group, isEfron)) total.add(weight * logAtRisk(group, share));
    for (const i of group.events) {
      total.add(weights[i]! * (group.largest - hazards[i]!));
      counted.add(weights[i]!);
    }
  }
  const ofAll = weights.reduce((sum, weight) => sum + weight, 0);
  const divisors = { none: 1, events: counted.sum(), samples: ofAll };
  const divisor = divisors[params['normalize'] as keyof typeof divisors];

  const gradient = (seed: Float64Array): Float64Array => {
    const scale = seed[0]! / divisor;
    const slopes = new Float64Array(rows).fill(isMissing ? NaN : 0);
    // How much the log hazards at risk weigh, of all events up to a time.
    let log = -Infinity;
    const all = isMissing ? [] : eventTimes(study).reverse();
    for (const group of all) {
      const logWeight = Math.log(group.events.length === 0 ? 0 : weightOf(group));
      let ofTied = -Infinity;
      for (const share of sharesLeftOut(group, isEfron)) {
        const term = logWeight - (group.largest + logAtRisk(group, share));
        log = logAddExp(log, term);
        ofTied = logAddExp(ofTied, term + Math.log(share));
      }
      for (const i of group.samples) {
        const ended = events[i] === 1;
        const atRisk = Math.exp(hazards[i]! + log) - (ended ? Math.exp(hazards[i]! + ofTied) : 0);
        slopes[i] = scale * weights[i]! * (atRisk - Number(ended));
      }
    }
    return slopes;
  };
  return { losses: isMissing ? NaN : total.dividedBy(divisor), gradient };
};

/** Cox partial likelihood. Source: D. R. Cox, Regression models and life-tables, 1972; B. Efron, 1977. */
export const cox = defineLoss({
  name: 'cox',
  title: 'Cox partial likelihood',
  family: 'distributions',
  aliases: ['cox-ph', 'partial-likelihood'],
  summary: 'The negative log partial likelihood of event times under proportional hazards.',
  description:
    'For survival: true is the time of each sample, --event 1 where it ended with the event and 0 where it was censored, and ' +
    'pred the log hazard, the larger the earlier. At each event it asks how large the hazard of that sample was among all ' +
    'that were still there, so that only differences of predictions count. Samples of batches are compared within a batch ' +
    'only: losses of two batches do not add up to that of both. Events at the same time are taken as Efron or Breslow did.',
  parameters: {
    ties: {
      kind: 'choice',
      choices: ['efron', 'breslow'],
      default: 'efron',
      only: ['exact'],
      help: 'how events at the same time are taken',
    },
    normalize: {
      kind: 'choice',
      choices: ['none', 'events', 'samples'],
      default: 'none',
      help: 'what the sum is divided by: nothing, the number of events, or that of samples',
    },
  },
  inputs: {
    true: { domain: 'non-negative', shape: 'sample' },
    pred: { domain: 'real', shape: 'sample', help: 'the log hazard of each sample' },
    event: {
      domain: 'binary',
      shape: 'sample',
      help: '1 where the time is that of the event, 0 where it is censored',
    },
  },
  conventions: {
    lifelines: {
      api: 'lifelines.CoxPHFitter',
      kernel: coxKernel,
      method: METHOD,
      batchLevel: true,
      weighted: true,
      notASum: 'each event is compared with all samples that are still at risk',
      note: "The events of one time as Efron takes them: less the fitter's log_likelihood_ where pred is its linear predictor.",
    },
    exact: {
      api: 'Cox partial likelihood',
      kernel: coxKernel,
      method: METHOD,
      batchLevel: true,
      weighted: true,
      notASum: 'each event is compared with all samples that are still at risk',
    },
  },
  references: [
    'D. R. Cox, Regression models and life-tables, 1972, Journal of the Royal Statistical Society B 34',
    'B. Efron, The efficiency of Cox’s likelihood function for censored data, 1977, Journal of the American Statistical Association 72',
    'N. Breslow, Covariance analysis of censored survival data, 1974, Biometrics 30',
  ],
  example: { true: [5, 3, 3, 8], pred: [0.2, 1, 0.4, -0.5], event: [1, 1, 1, 0] },
});

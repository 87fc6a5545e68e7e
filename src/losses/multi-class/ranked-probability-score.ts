import { defineLoss } from '../definition.ts';
import type { BatchKernel } from '../kernel.ts';
import { rowsOf } from '../shared/numeric.ts';

const kernel: BatchKernel = ({ rows, inputs, params }) => {
  const truth = rowsOf(inputs['true']!, rows);
  // How far the cumulative prediction is ahead of the cumulative truth after each class.
  const leads = rowsOf(inputs['pred']!, rows).map((predicted, i) => {
    let lead = 0;
    return predicted.map((p, j) => (lead += p - truth[i]![j]!));
  });
  const share = params['normalize'] === true ? 1 / (leads[0]!.length - 1) : 1;
  return {
    losses: Float64Array.from(
      leads,
      (row) => share * row.reduce((sum, lead) => sum + lead ** 2, 0),
    ),
    gradient: (seed) => {
      // A prediction is part of the cumulative sums from its own class on.
      const slopes = leads.map((row, i) => {
        let later = 0;
        return row
          .toReversed()
          .map((lead) => (later += 2 * share * seed[i]! * lead))
          .reverse();
      });
      return Float64Array.from(slopes.flatMap((row) => [...row]));
    },
  };
};

/** Ranked probability score. Source: E. S. Epstein, 1969; A. H. Murphy, 1971. */
export const rankedProbabilityScore = defineLoss({
  name: 'ranked-probability-score',
  title: 'Ranked probability score',
  family: 'multi-class',
  aliases: ['rps'],
  summary: 'The squared differences of the cumulative probabilities of ordered classes.',
  description:
    'For classes in an order, such as ratings or categories of rain: a prediction that misses by one class costs ' +
    'less than one that misses by three, which cross-entropy does not know. The columns must be in that order. ' +
    'Some authors divide by the number of classes less 1 (--normalize), so that the worst prediction scores 1; ' +
    'compare only scores of the same kind.',
  parameters: {
    normalize: { kind: 'flag', help: 'divide by the number of classes less 1' },
  },
  inputs: { true: 'distribution', pred: 'distribution' },
  conventions: {
    exact: {
      api: 'ranked probability score',
      kernel,
      method:
        'the sum over k of (P[k] - Y[k])^2, where P and Y are cumulative sums of pred and true',
      raises: ['true', 'pred'],
    },
  },
  references: [
    'E. S. Epstein, A scoring system for probability forecasts of ranked categories, 1969, Journal of Applied Meteorology 8',
    'A. H. Murphy, A note on the ranked probability score, 1971, Journal of Applied Meteorology 10',
  ],
  example: {
    true: [
      [0, 1, 0],
      [0, 0, 1],
    ],
    pred: [
      [0.2, 0.7, 0.1],
      [0.6, 0.3, 0.1],
    ],
  },
});

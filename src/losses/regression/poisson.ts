import { defineLoss } from '../definition.ts';

const keras = {
  formula: 'mean(p - y * log(p + eps))',
  constants: { eps: 1e-7 },
  outside: 'takes their logarithm, which is NaN',
  note: 'Adds 1e-7 inside the logarithm.',
};

/** Poisson loss. Source: P. McCullagh and J. A. Nelder, Generalized linear models, 1989. */
export const poisson = defineLoss({
  name: 'poisson',
  title: 'Poisson loss',
  family: 'regression',
  aliases: [],
  summary: 'The negative log-likelihood of counts under a Poisson distribution.',
  description:
    'For counts of events; the prediction is the expected count, not its logarithm (poisson-nll takes either). The ' +
    'part of the likelihood that the prediction cannot change is left out, so a perfect prediction does not cost 0 ' +
    'and the loss can be negative; poisson-deviance is 0 there.',
  parameters: {},
  inputs: { true: 'non-negative', pred: 'non-negative' },
  conventions: {
    'tf-keras': { api: 'tf.keras.losses.Poisson', ...keras },
    keras: { api: 'keras.losses.Poisson', ...keras },
    lightgbm: {
      api: 'lightgbm.poisson',
      formula: 'q = max(p, eps); mean(q - float32(y) * log(q))',
      // A float32 in the source.
      constants: { eps: Math.fround(1e-10) },
      outside: 'lifts predictions to 1e-10',
      reduction: 'weighted-mean',
      note: 'Lifts predictions below 1e-10 to that. True values are rounded to float32.',
    },
    exact: {
      api: 'Poisson negative log-likelihood',
      formula: 'mean(p - xlogy(y, p))',
      raises: ['true', 'pred'],
      note: 'No epsilon: a count above 0 where 0 is expected costs Infinity.',
    },
  },
  references: [
    'P. McCullagh and J. A. Nelder, Generalized linear models, second edition, 1989, Chapman and Hall',
  ],
  example: { true: [[3], [0]], pred: [[2], [0.5]] },
});

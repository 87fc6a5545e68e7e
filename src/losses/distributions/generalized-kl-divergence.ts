import { defineLoss } from '../definition.ts';
import { maskIsWhere } from '../shared/where.ts';

/** Generalized Kullback-Leibler divergence. Source: I. Csiszár, 1991. */
export const generalizedKlDivergence = defineLoss({
  name: 'generalized-kl-divergence',
  title: 'Generalized Kullback-Leibler divergence',
  family: 'distributions',
  aliases: ['gkl', 'i-divergence'],
  summary: 'The Kullback-Leibler divergence of positive numbers that need not sum to 1.',
  description:
    'The sum of y log(y / p) - y + p: never negative and 0 only where pred equals true, also for counts, spectra ' +
    'and other masses of any sum, for which the plain divergence can be negative. For distributions both are the ' +
    'same. It is the loss of non-negative matrix factorization with Poisson noise.',
  parameters: {
    logInput: { kind: 'flag', help: 'predictions are logarithms' },
  },
  inputs: {
    true: 'non-negative',
    pred: {
      domain: 'non-negative',
      domainWith: ({ logInput }) => (logInput === true ? 'real' : 'non-negative'),
      isLogarithm: ({ logInput }) => logInput === true,
    },
  },
  conventions: {
    optax: {
      api: 'optax.losses.generalized_kl_divergence, optax.losses.convex_kl_divergence',
      names: {
        generalized_kl_divergence: { logInput: true },
        convex_kl_divergence: { logInput: true },
      },
      formula: `l = log_input ? p : log(p);
sum(y * ((y == 0 ? 0 : log(y)) - l)) + sum(exp(l) - y)`,
      masksRows: true,
      note: `Takes logarithms of predictions; a prediction of 0 that is true to be 0 gives NaN. ${maskIsWhere}`,
    },
    exact: {
      api: 'I-divergence',
      formula: 'sum(kl_div(y, log_input ? exp(p) : p))',
      masksRows: true,
      raises: ['true', 'pred'],
      note: '0 log 0 is 0, and a prediction of 0 for what is not 0 costs Infinity.',
    },
  },
  references: [
    'I. Csiszár, Why least squares and maximum entropy? An axiomatic approach to inference for linear inverse problems, 1991, Annals of Statistics 19',
    'D. D. Lee and H. S. Seung, Algorithms for non-negative matrix factorization, 2000, NIPS 13',
  ],
  example: {
    true: [
      [1, 3],
      [0.5, 2],
    ],
    pred: [
      [1.5, 2],
      [1, 2],
    ],
  },
});

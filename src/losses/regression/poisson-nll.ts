import { defineLoss } from '../definition.ts';

/** Poisson negative log-likelihood of rates or their logarithms. Source: PyTorch's PoissonNLLLoss. */
export const poissonNll = defineLoss({
  name: 'poisson-nll',
  title: 'Poisson negative log-likelihood',
  family: 'regression',
  aliases: [],
  summary: 'The negative log-likelihood of counts under predicted log-rates.',
  description:
    'For counts of events. Predictions are logarithms of the expected counts, which may be any number; with ' +
    '--no-log-input they are the expected counts themselves, as poisson has them. Mixing the two up gives no error ' +
    'but wrong numbers. The part of the likelihood that the prediction cannot change is left out; with --full an ' +
    'approximation of it is added, for targets above 1 only.',
  parameters: {
    logInput: {
      kind: 'flag',
      default: true,
      help: 'predictions are logarithms of the expected counts',
    },
    full: {
      kind: 'flag',
      only: ['torch'],
      help: "adds Stirling's approximation of log(y!) for targets above 1",
    },
  },
  inputs: {
    true: 'non-negative',
    pred: {
      domain: 'real',
      domainWith: ({ logInput }) => (logInput === true ? 'real' : 'non-negative'),
    },
  },
  conventions: {
    torch: {
      api: 'torch.nn.PoissonNLLLoss',
      formula: `stirling = y > 1 ? y * log(y) - y + log(2 * pi * y) / 2 : 0;
mean((log_input ? exp(p) - y * p : p - y * log(p + eps)) + (full ? stirling : 0))`,
      constants: { eps: 1e-8, pi: Math.PI },
      over: 'elements',
      outside: 'takes their logarithm, which is NaN',
      note: 'Of expected counts it takes the logarithm after adding 1e-8.',
    },
    xgboost: {
      api: 'xgboost.poisson-nloglik',
      formula: 'q = log_input ? exp(p) : p; mean(lgamma(y + 1) + q - log(max(q, eps)) * y)',
      constants: { eps: 1.0000000168623835e-16 },
      defaults: { logInput: false },
      outside: 'lifts predictions to 1e-16 in the logarithm only',
      reduction: 'weighted-mean',
      note: 'Takes expected counts, of which it has those below 1e-16 for that inside the logarithm, and adds the logarithm of the factorial. XGBoost computes in float32 whatever the dtype.',
    },
    catboost: {
      api: 'catboost.Poisson',
      formula: 'mean(exp(p) - float32(y) * p)',
      requires: 'logInput',
      reduction: 'weighted-mean',
      note: 'Takes logarithms of expected counts only. True values are rounded to float32.',
    },
    exact: {
      api: 'Poisson negative log-likelihood',
      formula: 'mean(log_input ? exp(p) - (y == 0 ? 0 : y * p) : p - xlogy(y, p))',
      raises: ['true', 'pred'],
      note: 'No epsilon: a count above 0 where 0 is expected costs Infinity.',
    },
  },
  references: [
    'P. McCullagh and J. A. Nelder, Generalized linear models, second edition, 1989, Chapman and Hall',
    'PyTorch documentation, torch.nn.PoissonNLLLoss',
  ],
  example: { true: [[3], [0]], pred: [[0.7], [-0.5]] },
});

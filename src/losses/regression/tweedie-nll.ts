import { defineLoss } from '../definition.ts';

/** Tweedie negative log-likelihood. Source: B. Jørgensen, Exponential dispersion models, 1987. */
export const tweedieNll = defineLoss({
  name: 'tweedie-nll',
  title: 'Tweedie negative log-likelihood',
  family: 'regression',
  aliases: ['tweedie-nloglik', 'tweedie-loss'],
  summary: 'The part of the log-likelihood of a Tweedie distribution that predictions change.',
  description:
    'The loss of gradient boosting for amounts that are often 0 and else positive, as rainfall and claims, with a ' +
    'power of the variance between 1 (Poisson) and 2 (gamma). The prediction is the expected amount. It has the ' +
    'minimum of tweedie-deviance and half of its gradient, but a perfect prediction does not cost 0.',
  parameters: {
    power: {
      kind: 'number',
      default: 1.5,
      above: 1,
      below: 2,
      help: 'the power of the mean that the variance is proportional to',
    },
    logInput: {
      kind: 'flag',
      only: ['exact', 'catboost'],
      help: 'predictions are logarithms of expected amounts',
    },
  },
  inputs: {
    true: 'non-negative',
    pred: {
      domain: 'positive',
      domainWith: ({ logInput }) => (logInput === true ? 'real' : 'positive'),
    },
  },
  conventions: {
    exact: {
      api: 'Tweedie negative log-likelihood',
      formula: `a = log_input ? exp((1 - power) * p) : p^(1 - power);
b = log_input ? exp((2 - power) * p) : p^(2 - power);
mean(b / (2 - power) - (y == 0 ? 0 : y * a / (1 - power)))`,
      raises: ['true', 'pred'],
    },
    lightgbm: {
      api: 'lightgbm.tweedie',
      formula: `q = log(max(p, eps));
mean(exp((2 - power) * q) / (2 - power) - float32(y) * exp((1 - power) * q) / (1 - power))`,
      // A float32 in the source.
      constants: { eps: Math.fround(1e-10) },
      outside: 'lifts predictions to 1e-10',
      reduction: 'weighted-mean',
      note: 'Lifts predictions below 1e-10 to that. True values are rounded to float32.',
    },
    xgboost: {
      api: 'xgboost.tweedie-nloglik',
      formula: `q = log(p);
mean(-(y * exp((1 - power) * q) / (1 - power)) + exp((2 - power) * q) / (2 - power))`,
      outside: 'takes their logarithm, which is NaN',
      reduction: 'weighted-mean',
      note: 'XGBoost computes in float32 whatever the dtype.',
    },
    catboost: {
      api: 'catboost.Tweedie',
      formula: `v = float32(power);
mean(exp((2 - v) * p) / (2 - v) - float32(y) * exp((1 - v) * p) / (1 - v))`,
      requires: 'logInput',
      reduction: 'weighted-mean',
      note: 'Takes logarithms of expected amounts only; the power and true values are rounded to float32.',
    },
  },
  references: [
    'B. Jørgensen, Exponential dispersion models, 1987, Journal of the Royal Statistical Society B 49',
  ],
  example: { true: [[3], [0]], pred: [[2], [0.5]] },
});

import { defineLoss } from '../definition.ts';

/** What PyTorch computes, and GluonTS with it. */
const ofTorch = {
  formula: `r = count; e = 1 + eps_double == 1 ? eps_single : eps_double; q = clip(p, e, 1 - e);
l = logits ? p : probability ? log(q) - log1p(-q) : log(p / r);
mean(r * softplus(l) + y * softplus(-l) + (-lgamma(r + y) + lgamma(1 + y) + lgamma(r)))`,
  constants: { eps_double: 2 ** -52, eps_single: 2 ** -23 },
  defaults: { predicts: 'logits' },
  over: 'elements',
  raises: ['true', 'count'],
} as const;

/** Negative binomial negative log-likelihood. Source: A. C. Cameron and P. K. Trivedi, Econometric models, 1986. */
export const negativeBinomialNll = defineLoss({
  name: 'negative-binomial-nll',
  title: 'Negative binomial negative log-likelihood',
  family: 'distributions',
  aliases: ['nb-nll'],
  summary: 'The negative log-likelihood of counts that spread more than Poisson has it.',
  description:
    'For counts whose variance is above their mean, as sales, reads of genes and events that come in clusters: with ' +
    '--count r it is mean + mean^2 / r, so that r is the inverse of the dispersion alpha of regression; the larger r, the ' +
    'nearer to the Poisson distribution. What pred is differs: the mean here, logits in PyTorch and GluonTS, a ' +
    "probability in SciPy (--predicts), which is 1 less PyTorch's. The gradient here is that by pred.",
  parameters: {
    predicts: {
      kind: 'choice',
      choices: ['mean', 'logits', 'probability'],
      default: 'mean',
      help: 'what predictions are: the mean, or the probability of what is counted, or its log-odds',
    },
  },
  inputs: {
    true: 'non-negative',
    pred: {
      domain: 'non-negative',
      domainWith: ({ predicts }) =>
        predicts === 'logits'
          ? 'real'
          : predicts === 'probability'
            ? 'probability'
            : 'non-negative',
    },
    count: {
      domain: 'positive',
      help: 'the number r of each element, 1 over the dispersion (total_count, n)',
    },
  },
  conventions: {
    torch: {
      api: 'torch.distributions.NegativeBinomial',
      ...ofTorch,
      note: 'Clips probabilities to the machine epsilon; of means it takes log(mean / r) as logits.',
    },
    gluonts: {
      api: 'gluonts.torch.distributions.negative_binomial.NegativeBinomial',
      ...ofTorch,
      note: "PyTorch's, with the same parameters.",
    },
    scipy: {
      api: 'scipy.stats.nbinom',
      formula: `r = count; q = logits ? sigmoid(-p) : probability ? p : r / (r + p);
nll = lgamma(1 + y) + lgamma(r) - lgamma(r + y) - r * log(q) - xlog1py(y, -q);
mean(q == 0 ? 0 / 0 : nll)`,
      defaults: { predicts: 'probability' },
      over: 'elements',
      outside: { true: 'returns Infinity', pred: 'returns NaN', count: 'returns NaN' },
      note: 'Its probability p is of what ends the counting, that of the others less 1, and the mean r (1 - p) / p.',
    },
    exact: {
      api: 'negative binomial negative log-likelihood',
      // Half of the deviance and the likelihood of the count itself, each where its digits do not cancel.
      formula: `r = count; m = logits ? r * exp(p) : probability ? r * p / (1 - p) : p;
a = r * (y - m) / (m * (r + y)); b = (m - y) / (r + y);
near = b * (m - y) * (r / m) + y * log1pmx(a) + r * log1pmx(b);
far = y * log1p(a) + r * log1p(b);
deviance = abs(a) < 1 / 3 && abs(b) < 1 / 3 ? near : far;
own = log(2 * pi * y) / 2 + log1p(y / r) / 2 + stirling(y) + stirling(r) - stirling(r + y);
mean(with_derivative(y == 0 ? r * log1p(m / r) : deviance + own, m, r / (r + m) * ((m - y) / m)))`,
      constants: { pi: Math.PI },
      raises: ['true', 'pred', 'count'],
    },
  },
  references: [
    'A. C. Cameron and P. K. Trivedi, Econometric models based on count data, 1986, Journal of Applied Econometrics 1',
    'PyTorch documentation, torch.distributions',
  ],
  example: { true: [[3], [0]], pred: [[0.8], [0.5]], count: [[2], [5]] },
});

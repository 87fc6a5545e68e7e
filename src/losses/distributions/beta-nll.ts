import { defineLoss } from '../definition.ts';

/** Beta negative log-likelihood. Source: S. Ferrari and F. Cribari-Neto, Beta regression, 2004. */
export const betaNll = defineLoss({
  name: 'beta-nll',
  title: 'Beta negative log-likelihood',
  family: 'distributions',
  aliases: [],
  summary: 'The negative log-likelihood of shares under beta distributions.',
  description:
    'For shares and rates between 0 and 1, as beta regression has them: pred is the mean and --concentration what ' +
    'alpha and beta sum to, the precision. With --predicts alpha they are alpha and beta themselves. True values of ' +
    'exactly 0 or 1 have a density of 0 or of Infinity, and are better moved inside before. The gradient here is ' +
    'that by pred.',
  parameters: {
    predicts: {
      kind: 'choice',
      choices: ['mean', 'alpha'],
      default: 'mean',
      help: 'what predictions are: the mean, beside alpha + beta as concentration, or alpha, beside beta',
    },
  },
  inputs: {
    true: 'probability',
    pred: {
      domain: 'probability',
      domainWith: ({ predicts }) => (predicts === 'alpha' ? 'positive' : 'probability'),
    },
    concentration: {
      domain: 'positive',
      help: 'alpha + beta of each element; with --predicts alpha, beta',
    },
  },
  conventions: {
    torch: {
      api: 'torch.distributions.Beta',
      formula: `a = alpha ? p : p * concentration; b = alpha ? concentration : (1 - p) * concentration;
mean(-(xlogy(a - 1, y) + xlogy(b - 1, 1 - y) + lgamma(a + b) - (lgamma(a) + lgamma(b))))`,
      over: 'elements',
      raises: ['true', 'pred', 'concentration'],
      note: 'Its concentration1 is alpha, and its concentration0 beta.',
    },
    scipy: {
      api: 'scipy.stats.beta',
      formula: `a = alpha ? p : p * concentration; b = alpha ? concentration : (1 - p) * concentration;
mean(lbeta(a, b) - (xlog1py(b - 1, -y) + xlogy(a - 1, y)))`,
      over: 'elements',
      outside: { true: 'returns Infinity', pred: 'returns NaN', concentration: 'returns NaN' },
      note: 'Its a and b are alpha and beta.',
    },
    exact: {
      api: 'beta negative log-likelihood',
      // As divergences, and by what lgamma is beyond Stirling's approximation: of a large concentration digits would cancel.
      formula: `a = alpha ? p : p * concentration; b = alpha ? concentration : (1 - p) * concentration;
s = alpha ? a + b : concentration; m = alpha ? a / s : p; l = alpha ? b / s : 1 - p;
c = log(2 * pi) / 2 + (log(s) - log(a) - log(b)) / 2 + stirling(a) + stirling(b) - stirling(s);
f = s * (kl_div(m, y) + kl_div(l, 1 - y)) + log(y) + log1p(-y) + c;
low = a == 1 ? -log(b) : (a - 1) * inf; high = b == 1 ? -log(a) : (b - 1) * inf;
byA = digamma(a) - log(y); byB = digamma(b) - log1p(-y);
slope = alpha ? byA - digamma(s) : s * (byA - byB);
mean(with_derivative(y == 0 ? low : y == 1 ? high : f, p, slope))`,
      constants: { pi: Math.PI },
      raises: ['true', 'pred', 'concentration'],
      note: 'A true value of 0 costs Infinity where alpha is above 1 and -Infinity below; so does 1 by beta.',
    },
  },
  references: [
    'S. Ferrari and F. Cribari-Neto, Beta regression for modelling rates and proportions, 2004, Journal of Applied Statistics 31',
    'PyTorch documentation, torch.distributions',
  ],
  example: { true: [[0.3], [0.8]], pred: [[0.4], [0.7]], concentration: [[5], [10]] },
});

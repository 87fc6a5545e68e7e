import { defineLoss } from '../definition.ts';

/** Student-t negative log-likelihood. Source: K. L. Lange and others, Robust statistical modeling, 1989. */
export const studentTNll = defineLoss({
  name: 'student-t-nll',
  title: 'Student-t negative log-likelihood',
  family: 'distributions',
  aliases: ['student-t'],
  summary: "The negative log-likelihood of targets under Student's t distributions.",
  description:
    'For models that predict how uncertain they are, of targets with outliers: pred is the center, --scale the spread ' +
    'and --df the degrees of freedom of every element. Few degrees make large errors cheap, as they grow with their ' +
    'logarithm; with many it becomes gaussian-nll, of the scale squared as the variance and with --full. The scale is ' +
    'no standard deviation, which is larger, and does not exist up to 2 degrees. The gradient here is that by the center.',
  parameters: {},
  inputs: {
    true: 'real',
    pred: 'real',
    df: { domain: 'positive', help: 'the degrees of freedom of each element' },
    scale: { domain: 'positive', otherwise: 1, help: 'the predicted scale of each element' },
  },
  conventions: {
    torch: {
      api: 'torch.distributions.StudentT',
      formula: `z = (y - p) / scale;
c = log(scale) + log(df) / 2 + log(pi) / 2 + lgamma(df / 2) - lgamma((df + 1) / 2);
mean((df + 1) / 2 * log1p(z^2 / df) + c)`,
      constants: { pi: Math.PI },
      over: 'elements',
      raises: ['scale', 'df'],
    },
    scipy: {
      api: 'scipy.stats.t',
      formula: `z = (y - p) / scale;
ratio = lgamma((df + 1) / 2) - lgamma(df / 2) - (log(df) + log(pi)) / 2;
t = (df + 1) / 2 * log1p(z^2 / df) - ratio;
mean(log(scale) + (df == inf ? z^2 / 2 + log(2 * pi) / 2 : t))`,
      constants: { pi: Math.PI },
      over: 'elements',
      outside: { df: 'returns NaN', scale: 'returns NaN' },
      note: 'Of infinite degrees of freedom it is the normal distribution.',
    },
    exact: {
      api: 'Student-t negative log-likelihood',
      // The gamma functions by what they are beyond Stirling's approximation: their digits would cancel where df is large.
      formula: `z = (y - p) / scale; a = df / 2;
c = df == inf ? 0 : stirling(a) - stirling(a + 1 / 2) - a * log1pmx(1 / df);
t = df == inf ? z^2 / 2 : (df + 1) / 2 * log1p(z^2 / df);
s = df == inf ? (p - y) / scale^2 : (df + 1) * (p - y) / (df * scale^2 + (y - p)^2);
mean(with_derivative(log(scale) + log(2 * pi) / 2 + c + t, p, s))`,
      constants: { pi: Math.PI },
      raises: ['scale', 'df'],
      note: 'Of infinite degrees of freedom it is the normal distribution.',
    },
  },
  references: [
    'K. L. Lange, R. J. A. Little and J. M. G. Taylor, Robust statistical modeling using the t distribution, 1989, Journal of the American Statistical Association 84',
    'PyTorch documentation, torch.distributions',
  ],
  example: { true: [[1], [2]], pred: [[1.5], [2]], df: [[4], [4]], scale: [[0.5], [1]] },
});

import { defineLoss } from '../definition.ts';
import { gammaDeviance, poissonDeviance } from '../shared/deviance.ts';

const powers = (poisson: string, gamma: string, others: string): string =>
  `mean(power == 0 ? (p - y)^2 : power == 1 ? ${poisson} : power == 2 ? ${gamma} : ${others})`;

/** Tweedie deviance. Source: B. Jørgensen, Exponential dispersion models, 1987. */
export const tweedieDeviance = defineLoss({
  name: 'tweedie-deviance',
  title: 'Tweedie deviance',
  family: 'regression',
  aliases: ['tweedie'],
  summary: 'The deviance of a distribution whose variance is a power of its mean.',
  description:
    'One loss for a family of distributions, chosen by how the variance grows with the mean: power 0 is the squared ' +
    'error, 1 poisson-deviance, 2 gamma-deviance, 3 the inverse Gaussian. Powers between 1 and 2 suit amounts that ' +
    'are often 0 and else positive, as rainfall and claims; between 0 and 1 there is no such distribution. The higher ' +
    'the power, the less errors at large values count.',
  parameters: {
    power: {
      kind: 'number',
      default: 0,
      except: [0, 1],
      help: 'the power of the mean that the variance is proportional to',
    },
  },
  inputs: {
    true: {
      domain: 'real',
      domainWith: ({ power }) =>
        Number(power) < 1 ? 'real' : Number(power) < 2 ? 'non-negative' : 'positive',
    },
    pred: { domain: 'real', domainWith: ({ power }) => (power === 0 ? 'real' : 'positive') },
  },
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.mean_tweedie_deviance',
      formula: `a = 1 - power;
b = 2 - power;
d = 2 * (max(y, 0)^b / (a * b) - y * p^a / a + p^b / b);
${powers(poissonDeviance.sklearn, gammaDeviance.sklearn, 'd')}`,
      reduction: 'weighted-mean',
      raises: ['true', 'pred'],
      note: 'scikit-learn itself takes a single column.',
    },
    torchmetrics: {
      api: 'torchmetrics.functional.tweedie_deviance_score',
      formula: `a = 1 - power;
b = 2 - power;
d = 2 * (max(y, 0)^b / (a * b) - y * p^a / a + p^b / b);
${powers('2 * (xlogy(y, y / p) + p - y)', '2 * (log(p / y) + y / p - 1)', 'd')}`,
      raises: ['true', 'pred'],
    },
    exact: {
      api: 'Tweedie deviance',
      formula: powers(poissonDeviance.exact, gammaDeviance.exact, '2 * beta_div(y, p, 2 - power)'),
      raises: ['true', 'pred'],
      note: 'Close values keep their digits.',
    },
  },
  references: [
    'B. Jørgensen, Exponential dispersion models, 1987, Journal of the Royal Statistical Society B 49',
  ],
  example: { true: [[3], [2]], pred: [[2], [2.5]] },
});

import { defineLoss } from '../definition.ts';

/** (log(1 - u) + 2 e artanh(e)) / u by its series in u = e^2, with enough terms for doubles up to u = 1/4. */
const SERIES = Array.from({ length: 24 }, (_, k) => (k + 1) * (2 * k + 1)).reduceRight(
  (sum, divisor) => `1 / ${divisor} + u * (${sum})`,
  '0',
);

/** Jensen-Shannon divergence. Source: J. Lin, Divergence measures based on the Shannon entropy, 1991. */
export const jensenShannon = defineLoss({
  name: 'jensen-shannon',
  title: 'Jensen-Shannon divergence',
  family: 'distributions',
  aliases: ['js', 'jsd', 'jensen-shannon-divergence'],
  summary: 'How far two distributions are from their average, in nats; from 0 to log 2.',
  description:
    'The mean of the Kullback-Leibler divergences of true and of pred from their average: symmetric, and finite ' +
    'also where one of the two is 0. It is the divergence, at most log 2; its square root is a distance, which SciPy ' +
    'calls jensenshannon. Where pred is 0 and true is not, the loss is finite but its gradient is -Infinity.',
  parameters: {},
  inputs: { true: 'distribution', pred: 'distribution' },
  conventions: {
    exact: {
      api: 'Jensen-Shannon divergence',
      // Near each other by how far e the two are from their average m, (1 + e) m and (1 - e) m: log(1 - e^2) + 2 e artanh(e).
      formula: `m = (y + p) / 2; u = ((y - p) / (y + p))^2;
near = m * u * (${SERIES});
d = abs(y - p) < m ? near : kl_div(y, m) + kl_div(p, m);
sum(with_derivative(d, p, y == 0 ? log(2) : log(p / m))) / 2`,
      raises: ['true', 'pred'],
    },
    torchmetrics: {
      api: 'torchmetrics.functional.jensen_shannon_divergence',
      formula: `t = y / sum(y); q = p / sum(p); m = (t + q) / 2;
sum(t == 0 ? 0 : t * log(t / m)) / 2 + sum(q == 0 ? 0 : q * log(q / m)) / 2`,
      unnormalised: 'divides each row by its sum',
      note: 'Divides the rows of both by their sums; distributions near each other lose digits.',
    },
  },
  references: [
    'J. Lin, Divergence measures based on the Shannon entropy, 1991, IEEE Transactions on Information Theory 37',
  ],
  example: {
    true: [
      [0.5, 0.5],
      [1, 0],
    ],
    pred: [
      [0.25, 0.75],
      [0.9, 0.1],
    ],
  },
});

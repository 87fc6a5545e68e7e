import { defineLoss } from '../definition.ts';
import { maskIsWhere } from '../shared/where.ts';

const keras = {
  formula: 't = clip(y, eps, 1); q = clip(p, eps, 1); sum(xlogy(t, t / q))',
  constants: { eps: 1e-7 },
  outside: 'clips them to [1e-7, 1]',
  note: 'Clips true and predicted values to [1e-7, 1].',
};

/** Kullback-Leibler divergence. Source: S. Kullback and R. A. Leibler, On information and sufficiency, 1951. */
export const klDivergence = defineLoss({
  name: 'kl-divergence',
  title: 'Kullback-Leibler divergence',
  family: 'distributions',
  aliases: ['kl', 'kld', 'kullback-leibler-divergence', 'relative-entropy'],
  summary: 'The information lost when pred stands for the distribution true, in nats.',
  description:
    'The expected logarithm of true / pred under true: 0 for equal distributions, infinite where pred calls ' +
    'impossible what happens, and not symmetric. Frameworks average differently: the mean of PyTorch is over ' +
    'elements and smaller than the divergence by the number of classes, --reduction batchmean gives the divergence. ' +
    'PyTorch and optax take logarithms of probabilities: here they are taken of pred, unless --log-input says that ' +
    'it holds them already.',
  parameters: {
    logInput: {
      kind: 'flag',
      only: ['torch', 'optax', 'exact'],
      help: 'predictions are logarithms of probabilities',
    },
    logTarget: {
      kind: 'flag',
      only: ['torch', 'optax', 'exact'],
      help: 'true values are logarithms of probabilities',
    },
  },
  inputs: {
    true: {
      domain: 'probability',
      domainWith: ({ logTarget }) => (logTarget === true ? 'real' : 'probability'),
    },
    pred: {
      domain: 'probability',
      domainWith: ({ logInput }) => (logInput === true ? 'real' : 'probability'),
      isLogarithm: ({ logInput }) => logInput === true,
    },
  },
  conventions: {
    'tf-keras': { api: 'tf.keras.losses.KLDivergence', ...keras },
    keras: { api: 'keras.losses.KLDivergence', ...keras },
    torch: {
      api: 'torch.nn.KLDivLoss',
      names: { KLDivLoss: { logInput: true }, kl_div: { logInput: true } },
      formula: `l = log_input ? p : log(p);
mean(log_target ? exp(y) * (y - l) : xlogy(y, y) - y * l)`,
      over: 'elements',
      note: 'The mean is over elements; a probability of 0 that is true to be 0 gives NaN.',
    },
    torchmetrics: {
      api: 'torchmetrics.functional.kl_divergence',
      formula: 't = y / sum(y); q = p / sum(p); sum(t == 0 ? 0 : t * log(t / q))',
      unnormalised: 'divides each row by its sum',
      note: 'Divides the rows of both by their sums; no clipping.',
    },
    optax: {
      api: 'optax.losses.kl_divergence, optax.losses.kl_divergence_with_log_targets',
      names: {
        kl_divergence: { logInput: true },
        kl_divergence_with_log_targets: { logInput: true, logTarget: true },
      },
      formula: `l = log_input ? p : log(p);
sum(log_target ? exp(y) * (y - l) : y * ((y == 0 ? 0 : log(y)) - l))`,
      masksRows: true,
      note: `A probability of 0 that is true to be 0 gives NaN. ${maskIsWhere}`,
    },
    exact: {
      api: 'Kullback-Leibler divergence',
      // The terms y log(y / p) - y + p are small and positive where y and p are close, their own sum is not.
      formula: `t = log_target ? exp(y) : y; q = log_input ? exp(p) : p;
sum(kl_div(t, q)) + sum(t - q)`,
      masksRows: true,
      raises: ['true', 'pred'],
      note: 'No clipping: 0 log 0 is 0, and a probability of 0 for what is possible costs Infinity.',
    },
  },
  references: [
    'S. Kullback and R. A. Leibler, On information and sufficiency, 1951, Annals of Mathematical Statistics 22',
  ],
  example: {
    true: [
      [0.5, 0.5],
      [0.9, 0.1],
    ],
    pred: [
      [0.25, 0.75],
      [0.8, 0.2],
    ],
  },
});

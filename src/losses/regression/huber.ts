import { defineLoss } from '../definition.ts';
import { turningPoint } from '../shared/turning-point.ts';
import { ofTfjs } from '../shared/tfjs.ts';

const formula = 'e = abs(p - y); mean(e <= delta ? e^2 / 2 : delta * (e - delta / 2))';

/** Huber loss. Source: P. J. Huber, Robust estimation of a location parameter, 1964. */
export const huber = defineLoss({
  name: 'huber',
  title: 'Huber loss',
  family: 'regression',
  aliases: ['huber-loss'],
  summary: 'Quadratic for small errors, linear for large ones.',
  description:
    'Mean squared error (halved) for errors up to delta, mean absolute error (times delta) beyond: smooth at ' +
    'the minimum and robust against outliers. delta has the unit of the data: set it to the size of an error ' +
    'that is still ordinary. With delta 1 it equals smooth-l1 with beta 1; for other values it is beta times that.',
  parameters: {
    delta: turningPoint,
  },
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    'tf-keras': {
      api: 'tf.keras.losses.Huber',
      formula: 'd = float32(delta); e = abs(p - y); mean(e <= d ? e^2 / 2 : d * (e - d / 2))',
      note: 'Rounds delta to float32 whatever the dtype.',
    },
    keras: { api: 'keras.losses.Huber', formula },
    torch: { api: 'torch.nn.HuberLoss', formula, over: 'elements' },
    optax: { api: 'optax.losses.huber_loss', formula, over: 'elements' },
    tfjs: {
      api: 'tf.losses.huberLoss',
      formula: 'e = abs(p - y); q = min(e, delta); mean(q^2 / 2 + delta * (e - q))',
      over: 'elements',
      weightedReduction: 'nonzero-mean',
      note: ofTfjs,
    },
    lightgbm: {
      api: 'lightgbm.huber',
      formula: 'e = abs(p - float32(y)); mean(e <= delta ? e^2 / 2 : delta * (e - delta / 2))',
      defaults: { delta: 0.9 },
      reduction: 'weighted-mean',
      note: 'delta, which LightGBM calls alpha, is 0.9 by default. True values are rounded to float32.',
    },
    catboost: {
      api: 'catboost.Huber',
      formula:
        'd = float32(delta); e = abs(p - float32(y)); mean(e < d ? e^2 / 2 : d * (e - d / 2))',
      reduction: 'weighted-mean',
      note: 'delta and true values are rounded to float32.',
    },
    exact: {
      api: 'Huber loss',
      // Of e and half of what is below it no digits cancel.
      formula: 'e = abs(p - y); q = min(e, delta); mean(q * (e - q / 2))',
    },
  },
  references: [
    'P. J. Huber, Robust estimation of a location parameter, 1964, Annals of Mathematical Statistics 35',
  ],
  example: { true: [[0], [1]], pred: [[0.6], [0.4]] },
});

import { defineLoss } from '../definition.ts';
import { labelSmoothing, smoothedLabels } from '../shared/label-smoothing.ts';
import { logitsOfSigmoid } from '../shared/logits.ts';
import { ofTfjs } from '../shared/tfjs.ts';

// The terms of the logarithm of a sigmoid, arranged so that nothing overflows or cancels at logits of 1000.
const logits = 'max(p, 0) - p * t + softplus(-abs(p))';

/** Binary cross-entropy, from probabilities or logits. Source: I. J. Good, Rational decisions, 1952. */
export const binaryCrossentropy = defineLoss({
  name: 'binary-crossentropy',
  title: 'Binary cross-entropy',
  family: 'binary',
  aliases: ['bce'],
  summary: 'The negative log-likelihood of labels 0 and 1 under predicted probabilities.',
  description:
    'For yes-or-no targets, one or many in a row (multi-label), each predicted by itself as a probability, or ' +
    'as a logit with --from-logits. A certain prediction that is wrong costs infinity; each framework cuts that ' +
    'off in its own way, and that is where their numbers differ. From logits none of them has to, and they agree.',
  parameters: {
    fromLogits: logitsOfSigmoid,
    labelSmoothing: labelSmoothing({ only: ['tf-keras', 'keras', 'tfjs', 'exact'] }),
    posWeight: {
      kind: 'vector',
      default: 1,
      min: 0,
      only: ['torch', 'exact'],
      help: 'weight of positive labels, one number or one for each column',
    },
  },
  inputs: { true: 'probability', pred: 'probability' },
  conventions: {
    'tf-keras': {
      api: 'tf.keras.losses.BinaryCrossentropy',
      formula: `${smoothedLabels}
q = clip(p, eps, 1 - eps);
mean(from_logits ? ${logits} : -(t * log(q + eps) + (1 - t) * log(1 - q + eps)))`,
      constants: { eps: 1e-7 },
      outside: 'clips them to [1e-7, 1 - 1e-7]',
      note: 'Clips probabilities to [1e-7, 1 - 1e-7], then adds 1e-7 once more inside each logarithm.',
    },
    keras: {
      api: 'keras.losses.BinaryCrossentropy',
      formula: `${smoothedLabels}
q = clip(p, eps, 1 - eps);
mean(from_logits ? ${logits} : -(t * log(q) + (1 - t) * log(1 - q)))`,
      constants: { eps: 1e-7 },
      outside: 'clips them to [1e-7, 1 - 1e-7]',
      note: 'Clips probabilities to [1e-7, 1 - 1e-7].',
    },
    torch: {
      api: 'torch.nn.BCELoss, torch.nn.BCEWithLogitsLoss',
      names: {
        BCEWithLogitsLoss: { fromLogits: true },
        binary_cross_entropy: {},
        binary_cross_entropy_with_logits: { fromLogits: true },
      },
      formula: `t = pos_weight * y;
v = (1 - y) * p + (1 + (pos_weight - 1) * y) * softplus(-p);
a = with_derivative(v, p, (t + 1 - y) * sigmoid(p) - t);
b = -(y * clip(log(p), log_min, inf) + (1 - y) * clip(log1p(-p), log_min, inf));
mean(from_logits ? a : with_derivative(b, p, (p - y) / max((1 - p) * p, slope_eps)))`,
      // PyTorch's backward pass has its constant in float32 whatever the dtype.
      constants: { log_min: -100, slope_eps: Math.fround(1e-12) },
      over: 'elements',
      raises: ['true', 'pred'],
      logitsOnly: ['posWeight'],
      note: 'Does not clip probabilities but cuts their logarithms off at -100; the gradient is bounded by 1e12.',
    },
    optax: {
      api: 'optax.losses.sigmoid_binary_cross_entropy',
      formula: 'mean(y * softplus(-p) + (1 - y) * softplus(p))',
      over: 'elements',
      requires: 'fromLogits',
      note: 'Takes logits only.',
    },
    tfjs: {
      api: 'tf.losses.logLoss, tf.losses.sigmoidCrossEntropy',
      names: { sigmoidCrossEntropy: { fromLogits: true } },
      formula: `${smoothedLabels}
mean(from_logits ? max(p, 0) - p * t + softplus(-abs(p)) : -(t * log(p + eps)) - (1 - t) * log(1 - p + eps))`,
      constants: { eps: 1e-7 },
      logitsOnly: ['labelSmoothing'],
      outside: 'takes the logarithm of what they are above -1e-7 or below 1 + 1e-7, which is NaN',
      over: 'elements',
      weightedReduction: 'nonzero-mean',
      note: `Adds 1e-7 inside the logarithms. ${ofTfjs}`,
    },
    lightgbm: {
      api: 'lightgbm.xentropy',
      formula: `t = float32(y); q = from_logits ? sigmoid(p) : p;
a = log(q > eps ? q : eps);
b = log(1 - q > eps ? 1 - q : eps);
mean(-(t * a + (1 - t) * b))`,
      constants: { eps: 1e-12 },
      raises: ['true'],
      outside: 'takes the logarithm of 1e-12 in their place',
      reduction: 'weighted-mean',
      note: 'Lifts what is below 1e-12 to that inside the logarithms, of logits too. True values are rounded to float32.',
    },
    xgboost: {
      api: 'xgboost.logloss',
      formula: `q = from_logits ? sigmoid(p) : p;
a = y == 0 ? 0 : -y * log(max(q, eps));
b = 1 - y == 0 ? 0 : -(1 - y) * log(max(1 - q, eps));
mean(a + b)`,
      // A float32 in the source.
      constants: { eps: Math.fround(1e-16) },
      outside: 'takes the logarithm of 1e-16 in their place',
      reduction: 'weighted-mean',
      note: 'Lifts what is below 1e-16 to that inside the logarithms, of logits too. XGBoost computes in float32 whatever the dtype.',
    },
    catboost: {
      api: 'catboost.CrossEntropy',
      names: { Logloss: {}, MultiLogloss: {}, MultiCrossEntropy: {} },
      formula: 'mean((exp(p) < inf ? log(1 + exp(p)) : p) - float32(y) * p)',
      requires: 'fromLogits',
      raises: ['true'],
      reduction: 'weighted-mean',
      note: 'Takes logits only; Logloss is the same for labels 0 and 1. True values are rounded to float32.',
    },
    exact: {
      api: 'binary cross-entropy',
      formula: `${smoothedLabels}
a = (t == 0 ? 0 : pos_weight * t * softplus(-p)) + (t == 1 ? 0 : (1 - t) * softplus(p));
b = -(pos_weight * xlogy(t, p) + xlog1py(1 - t, -p));
mean(from_logits ? a : b)`,
      raises: ['true', 'pred'],
      note: 'No clipping: a certain prediction that is wrong costs Infinity, and 0 log 0 is 0.',
    },
  },
  references: [
    'I. J. Good, Rational decisions, 1952, Journal of the Royal Statistical Society B 14',
  ],
  example: { true: [[0], [1]], pred: [[0.4], [0.6]] },
});

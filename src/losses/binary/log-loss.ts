import type { StoredDtype } from '../../tensor/dtype.ts';
import { defineLoss } from '../definition.ts';

/** By the floats that NumPy has. */
const MACHINE_EPSILONS: Partial<Readonly<Record<StoredDtype, number>>> = {
  float16: 2 ** -10,
  float32: 2 ** -23,
  float64: 2 ** -52,
};

/** Log loss of class indices. Source: I. J. Good, Rational decisions, 1952. */
export const logLoss = defineLoss({
  name: 'log-loss',
  title: 'Log loss',
  family: 'binary',
  aliases: ['logistic-loss'],
  summary: 'The negative log-likelihood of class labels under predicted probabilities.',
  description:
    'Cross-entropy as scikit-learn has it: labels are class indices 0, 1, 2 ..., predictions the probability of ' +
    'class 1, or a row with one for each class. scikit-learn clips to the machine epsilon, so that a certain ' +
    'prediction that is wrong costs 36.04, and 15.94 in float32. Rows that do not sum to 1 are used as they are. ' +
    'In a row the columns stand for the classes in sorted order.',
  parameters: {},
  inputs: { true: 'class-index', pred: 'class-probability' },
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.log_loss',
      // Of the two epsilons only that of the dtype counts: the other is lost beside 1 in float32.
      formula: `q = n == 1 ? (y == 1 ? p[0] : 1 - p[0]) : p[y];
-log(1 + eps_dtype == 1 ? clip(q, eps_single, 1 - eps_single) : clip(q, eps_dtype, 1 - eps_dtype))`,
      constants: { eps_dtype: 2 ** -52, eps_single: 2 ** -23 },
      constantsOf: (stored) => {
        const epsilon = MACHINE_EPSILONS[stored];
        return epsilon === undefined ? undefined : { eps_dtype: epsilon };
      },
      reduction: 'weighted-mean',
      raises: ['pred'],
      note: 'Clips probabilities to [e, 1 - e], where e is 2.2e-16; 1.2e-7 where they are stored as float32, or computed in it.',
    },
    lightgbm: {
      api: 'lightgbm.binary_logloss, lightgbm.multi_logloss',
      formula: `q = n == 1 ? (y == 1 ? p[0] : 1 - p[0]) : p[y];
q > eps ? -log(q) : most`,
      // A float32 in the source, and its logarithm too.
      constants: { eps: Math.fround(1e-15), most: Math.fround(-Math.log(1e-15)) },
      reduction: 'weighted-mean',
      note: 'Lifts probabilities of the true class below 1e-15 to that, and does not clip near 1.',
    },
    xgboost: {
      api: 'xgboost.mlogloss',
      formula: `q = n == 1 ? (y == 1 ? p[0] : 1 - p[0]) : p[y];
-log(max(q, eps))`,
      // A float32 in the source.
      constants: { eps: Math.fround(1e-16) },
      reduction: 'weighted-mean',
      note: 'Lifts probabilities of the true class below 1e-16 to that. XGBoost computes in float32 whatever the dtype.',
    },
    exact: {
      api: 'log loss',
      formula: 'n == 1 ? -(xlogy(y, p[0]) + xlog1py(1 - y, -p[0])) : -log(p[y])',
      raises: ['pred'],
      note: 'No clipping: a certain prediction that is wrong costs Infinity.',
    },
  },
  references: [
    'I. J. Good, Rational decisions, 1952, Journal of the Royal Statistical Society B 14',
  ],
  example: { true: [0, 1], pred: [[0.4], [0.6]] },
});

import { defineLoss } from '../definition.ts';
import {
  averaged,
  averagedByOutput,
  forcedFinite,
  multioutput,
  outputWeights,
} from '../shared/explained.ts';

/** Conventions that have several outputs. */
const SEVERAL = ['sklearn', 'keras', 'torchmetrics', 'exact'] as const;

const weighted = 'e = w == 0 ? 0 : y - p;';
const adjusted = 'k != 0 && k < c - 1 ? 1 - (1 - r) * (c - 1) / (c - k - 1) : r';

/** Coefficient of determination. Source: S. Wright, Correlation and causation, 1921. */
export const r2 = defineLoss({
  name: 'r2',
  title: 'R2, the coefficient of determination',
  family: 'scores',
  aliases: ['r-squared', 'coefficient-of-determination'],
  summary: 'How much better the squared error is than that of the mean of the true values.',
  description:
    '1 is perfect, 0 no better than always saying the mean of the true values, and worse than that is negative, ' +
    'without a bound. It compares with the mean of these very samples, so that it depends on how much the true ' +
    'values vary: the same errors make a high score where they vary much and a low one where they do not. Nothing ' +
    'cancels where the mean is large beside the spread. It is not defined where all true values are the same.',
  parameters: {
    multioutput: { ...multioutput, only: SEVERAL },
    outputWeights: { ...outputWeights, only: SEVERAL },
    forceFinite: {
      kind: 'flag',
      default: true,
      help: 'be 1 or 0, not NaN or -Infinity, where all true values are the same',
      only: ['sklearn'],
    },
    regressors: {
      kind: 'number',
      default: 0,
      min: 0,
      help: 'how many inputs the model has, for the adjusted score',
      only: ['keras', 'torchmetrics'],
    },
  },
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.r2_score',
      formula: `${weighted} a = column_sum(w * e^2); b = column_sum(w) * column_var(y, w);
${forcedFinite}
batch_sum(1) < 2 ? inf - inf : ${averagedByOutput}`,
      weighted: true,
      reduction: 'weighted-mean',
      better: 'larger',
      note: 'Where all true values are the same it is 1 for perfect predictions and else 0; NaN for a single sample.',
    },
    keras: {
      api: 'keras.metrics.R2Score',
      formula: `${weighted} b = column_sum(w) * column_var(y, w); q = 1 - column_sum(w * e^2) / b;
s = abs(q) == inf ? 0 : q; r = variance_weighted ? sum(b * s) / sum(b) : mean(s);
k = regressors; c = batch_sum(1) * n; ${adjusted}`,
      weighted: true,
      reduction: 'weighted-mean',
      better: 'larger',
      note: '0 in place of -Infinity where all true values are the same; the adjusted score takes elements for samples.',
    },
    torchmetrics: {
      api: 'torchmetrics.functional.r2_score',
      formula: `a = column_sum((y - p)^2); b = column_var(y) * batch_sum(1);
s = a <= near ? 1 : b <= near ? 0 : 1 - a / b;
r = variance_weighted ? sum(b / sum(b) * s) : mean(s); k = regressors; c = batch_sum(1);
c < 2 ? inf - inf : ${adjusted}`,
      constants: { near: 1e-4 },
      better: 'larger',
      note: 'Sums of squares up to 1e-4 count as 0: such errors are perfect, and 0 is explained of such a spread.',
    },
    lightgbm: {
      api: 'lightgbm.r2',
      formula: `t = float32(y); e = w == 0 ? 0 : t - p; a = column_sum(w * e^2); b = column_sum(w) * column_var(t, w);
mean(b == 0 ? a == 0 : 1 - a / b)`,
      weighted: true,
      reduction: 'weighted-mean',
      better: 'larger',
      note: 'Where all true values are the same it is 1 for perfect predictions and else 0. True values are rounded to float32.',
    },
    catboost: {
      api: 'catboost.R2',
      formula: `t = float32(y); e = w == 0 ? 0 : t - p; b = column_sum(w) * column_var(t, w);
mean(b == 0 ? 1 : 1 - column_sum(w * e^2) / b)`,
      weighted: true,
      reduction: 'weighted-mean',
      better: 'larger',
      note: 'It is 1 where all true values are the same. True values are rounded to float32.',
    },
    exact: {
      api: 'coefficient of determination',
      formula: `${weighted} b = column_sum(w) * column_var(y, w); s = 1 - column_sum(w * e^2) / b;
${averaged}`,
      weighted: true,
      better: 'larger',
      note: 'NaN or -Infinity where all true values of an output are the same.',
    },
  },
  references: [
    'S. Wright, Correlation and causation, 1921, Journal of Agricultural Research 20',
    'D. Chicco, M. J. Warrens and G. Jurman, The coefficient of determination R-squared is more informative than SMAPE, MAE, MAPE, MSE and RMSE in regression analysis evaluation, 2021, PeerJ Computer Science 7',
  ],
  example: { true: [[3], [-0.5], [2], [7]], pred: [[2.5], [0], [2], [8]] },
});

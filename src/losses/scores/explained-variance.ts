import { defineLoss } from '../definition.ts';
import {
  averaged,
  averagedByOutput,
  forcedFinite,
  multioutput,
  outputWeights,
} from '../shared/explained.ts';

const weighted = `e = w == 0 ? 0 : y - p; a = column_var(e, w); b = column_var(y, w);`;

/** Explained variance. Source: scikit-learn and TorchMetrics. */
export const explainedVariance = defineLoss({
  name: 'explained-variance',
  title: 'Explained variance',
  family: 'scores',
  aliases: ['explained-variance-score', 'evs'],
  summary: 'How much less the errors vary than the true values.',
  description:
    'As r2, but of errors less their mean: predictions that are all too high by the same amount are perfect. Use r2 ' +
    'where such a bias matters, and look at both where it is to be found. It is never smaller than r2. It is not ' +
    'defined where all true values are the same.',
  parameters: {
    multioutput,
    outputWeights,
    forceFinite: {
      kind: 'flag',
      default: true,
      help: 'be 1 or 0, not NaN or -Infinity, where all true values are the same',
      only: ['sklearn'],
    },
  },
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.explained_variance_score',
      formula: `${weighted} ${forcedFinite}
${averagedByOutput}`,
      weighted: true,
      reduction: 'weighted-mean',
      better: 'larger',
      note: 'Where all true values are the same it is 1 if all errors are too, and else 0.',
    },
    torchmetrics: {
      api: 'torchmetrics.functional.explained_variance',
      formula: `a = column_var(y - p); b = column_var(y);
s = a == 0 ? 1 : b == 0 ? 0 : 1 - a / b;
variance_weighted ? sum(b / sum(b) * s) : mean(s)`,
      better: 'larger',
      note: 'Where all true values are the same it is 1 if all errors are too, and else 0.',
    },
    exact: {
      api: 'explained variance',
      formula: `${weighted} s = 1 - a / b;
${averaged}`,
      weighted: true,
      better: 'larger',
      note: 'NaN or -Infinity where all true values of an output are the same.',
    },
  },
  references: [
    'R. J. Hyndman and G. Athanasopoulos, Forecasting: principles and practice, 3rd edition, 2021, OTexts',
  ],
  example: { true: [[3], [-0.5], [2], [7]], pred: [[2.5], [0], [2], [8]] },
});

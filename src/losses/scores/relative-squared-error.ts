import { defineLoss } from '../definition.ts';
import { machineEpsilon, outputsNote } from '../shared/explained.ts';

/** Relative squared error. Source: I. H. Witten, E. Frank and M. A. Hall, Data mining, 2011. */
export const relativeSquaredError = defineLoss({
  name: 'relative-squared-error',
  title: 'Relative squared error',
  family: 'scores',
  aliases: ['rse'],
  summary: 'The squared error relative to that of the mean of the true values.',
  description:
    '1 less r2: 0 is perfect, 1 no better than the mean of the true values, and smaller is better. Its root, with ' +
    '--no-squared, is called RRSE. It is not defined where all true values are the same.',
  parameters: {
    squared: { kind: 'flag', default: true, help: 'squared; without it is the root' },
  },
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    torchmetrics: {
      api: 'torchmetrics.functional.relative_squared_error',
      formula: `${machineEpsilon} a = column_sum((p - y)^2) / max(column_var(y) * batch_sum(1), m);
mean(squared ? a : sqrt(a))`,
      note: `Divides by the machine epsilon at least; ${outputsNote}.`,
    },
    exact: {
      api: 'relative squared error',
      formula: `e = w == 0 ? 0 : p - y; a = column_sum(w * e^2) / (column_sum(w) * column_var(y, w));
mean(squared ? a : sqrt(a))`,
      weighted: true,
      note: `NaN or Infinity where all true values are the same; ${outputsNote}.`,
    },
  },
  references: [
    'I. H. Witten, E. Frank and M. A. Hall, Data mining, 3rd edition, 2011, Morgan Kaufmann',
  ],
  example: { true: [[3], [-0.5], [2], [7]], pred: [[2.5], [0], [2], [8]] },
});

import { defineLoss } from '../definition.ts';

/** Share of errors above a tolerance. Source: CatBoost's NumErrors. */
export const numErrors = defineLoss({
  name: 'num-errors',
  title: 'Share of large errors',
  family: 'regression',
  aliases: ['errors-above', 'out-of-tolerance'],
  summary: 'The share of predictions that are off by more than a tolerance.',
  description:
    'How many predictions are not good enough, where good enough has a limit: a delivery that is more than an hour ' +
    'late, a part outside its tolerance. An error of exactly the tolerance is none. How far an error is above does ' +
    'not count, and its gradient is 0: it cannot be trained with.',
  parameters: {
    tolerance: {
      kind: 'number',
      default: 0,
      min: 0,
      help: 'the largest absolute error that is none, in the unit of the data (CatBoost: greater_than)',
    },
  },
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    exact: { api: 'share of errors above a tolerance', formula: 'mean(abs(p - y) > tolerance)' },
    catboost: {
      api: 'catboost.NumErrors',
      formula: 'mean(abs(p - float32(y)) > tolerance)',
      reduction: 'weighted-mean',
      passesNaN: true,
      note: 'Has no default for the tolerance. True values are rounded to float32.',
    },
  },
  references: ['CatBoost documentation, Regression: objectives and metrics, NumErrors'],
  example: { true: [[0], [1]], pred: [[0.5], [3]] },
});

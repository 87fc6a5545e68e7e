import { defineLoss } from '../definition.ts';

/** Soft margin loss. Source: PyTorch's SoftMarginLoss; J. Friedman, T. Hastie and R. Tibshirani, 2000. */
export const softMargin = defineLoss({
  name: 'soft-margin',
  title: 'Soft margin loss',
  family: 'binary',
  aliases: [],
  summary: 'The logistic loss of labels -1 and 1: log(1 + exp(-y p)).',
  description:
    'Binary cross-entropy from logits, written for labels -1 and 1 instead of 0 and 1: predictions are scores of ' +
    'any size. A label of 0 would cost log 2 whatever the score. PyTorch computes the exponential as it stands ' +
    'and overflows for scores far on the wrong side; binary-crossentropy with --from-logits does not.',
  parameters: {},
  inputs: { true: 'sign', pred: 'real' },
  conventions: {
    torch: {
      api: 'torch.nn.SoftMarginLoss',
      formula: 'mean(log1p(exp(-y * p)))',
      over: 'elements',
      note: 'Overflows to Infinity where y p is below -709, in float32 below -88.',
    },
    exact: {
      api: 'soft margin loss',
      formula: 'mean(softplus(-y * p))',
      raises: ['true'],
      note: 'Does not overflow: far on the wrong side the loss is -y p.',
    },
  },
  references: [
    'J. Friedman, T. Hastie and R. Tibshirani, Additive logistic regression: a statistical view of boosting, 2000, Annals of Statistics 28',
  ],
  example: { true: [[-1], [1]], pred: [[0.3], [0.6]] },
});

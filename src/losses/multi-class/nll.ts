import { defineLoss } from '../definition.ts';
import { classWeight, ignoredClass, weightOfClass } from '../shared/classes.ts';

const formula = 'y == ignore_index ? 0 : -class_weight[y] * p[y]';

/** Negative log-likelihood of log-probabilities. Source: R. A. Fisher, 1922; PyTorch's NLLLoss. */
export const nll = defineLoss({
  name: 'nll',
  title: 'Negative log-likelihood',
  family: 'multi-class',
  aliases: ['negative-log-likelihood'],
  summary: 'The negative log-probability of the true class, from log-probabilities.',
  description:
    'For models that end in a log-softmax: predictions are logarithms of probabilities, of which only that of the ' +
    'true class counts. No logarithm is taken, and nothing is checked: probabilities given by mistake yield small ' +
    'negative numbers. sparse-categorical-crossentropy takes probabilities or logits. With class weights the mean ' +
    'divides by the sum of the weights of the true classes.',
  parameters: {
    classWeight: classWeight(),
    ignoreIndex: ignoredClass(),
  },
  inputs: { true: 'class-index', pred: { domain: 'real', isLogarithm: () => true } },
  conventions: {
    torch: {
      api: 'torch.nn.NLLLoss',
      formula,
      count: weightOfClass,
      defaults: { ignoreIndex: -100 },
      axis: 1,
      note: 'Samples of class -100 do not count, unless another class is named.',
    },
    exact: { api: 'negative log-likelihood', formula, count: weightOfClass },
  },
  references: [
    'R. A. Fisher, On the mathematical foundations of theoretical statistics, 1922, Philosophical Transactions of the Royal Society A 222',
    'PyTorch documentation, torch.nn.NLLLoss',
  ],
  example: {
    true: [0, 1],
    pred: [
      [-0.2, -1.9, -3.5],
      [-1.2, -0.5, -2.4],
    ],
  },
});

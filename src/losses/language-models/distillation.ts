import { defineLoss } from '../definition.ts';
import { ignoredClass } from '../shared/classes.ts';
import { excessRatio } from '../shared/log-ratio.ts';

/** Knowledge distillation. Source: G. Hinton, O. Vinyals and J. Dean, 2015. */
export const distillation = defineLoss({
  name: 'distillation',
  title: 'Knowledge distillation',
  family: 'language-models',
  aliases: ['knowledge-distillation', 'kd'],
  summary: 'The divergence from a softened teacher, mixed with the cross-entropy of labels.',
  description:
    'For a student (pred) that learns from the logits of a teacher: both are divided by the temperature, and the ' +
    'Kullback-Leibler divergence of their softmax is multiplied by the square of the temperature, so that its gradient ' +
    'keeps its size. alpha is its share, the cross-entropy of the true classes has the rest; with --alpha 1 true ' +
    'is not needed. In PyTorch it is KLDivLoss with batchmean, which divides by the first axis: of [texts, tokens, ' +
    'vocabulary] it is larger than this mean by the number of tokens.',
  parameters: {
    temperature: {
      kind: 'number',
      default: 2,
      above: 0,
      help: 'what logits are divided by before the divergence',
    },
    alpha: {
      kind: 'number',
      default: 0.5,
      min: 0,
      max: 1,
      help: 'the share of the divergence from the teacher, from 0 to 1',
    },
    ignoreIndex: ignoredClass(),
  },
  inputs: {
    true: {
      domain: 'class-index',
      otherwise: 0,
      neededWith: ({ alpha }) => alpha !== 1,
      help: 'indices of the true classes or tokens',
    },
    pred: { domain: 'real', help: 'logits of the student' },
    teacher: { domain: 'real', help: 'logits of the teacher' },
  },
  conventions: {
    exact: {
      api: 'knowledge distillation',
      // Near the teacher, by how far each logit is from it beyond the mean; far away, term by term. No term is below 0.
      formula: `t = log_softmax(teacher / temperature);
s = log_softmax(p / temperature);
a = exp(t);
d = (p - teacher) / temperature;
e = d - sum(a * d);
near = log1p(sum(a * (${excessRatio('e')})));
far = sum(a == 0 ? exp(s) : a * (${excessRatio('(s - t)')}));
soft = stop_gradient(max(abs(e)) < 1 ? near : far) + sum(with_derivative(0, p, (exp(s) - a) / temperature));
hard = alpha == 1 ? 0 : -log_softmax(p)[y];
y == ignore_index ? 0 : alpha * temperature^2 * soft + (1 - alpha) * hard`,
      count: 'y != ignore_index',
      note: 'A student that is close to the teacher keeps the digits of its loss.',
    },
  },
  references: [
    'G. Hinton, O. Vinyals and J. Dean, Distilling the knowledge in a neural network, 2015, arXiv:1503.02531',
  ],
  example: {
    true: [0, 2],
    pred: [
      [2, 0.5, -1],
      [0, 1, 1.5],
    ],
    teacher: [
      [3, 0, -2],
      [-1, 0.5, 3],
    ],
  },
});

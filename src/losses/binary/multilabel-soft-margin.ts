import { defineLoss } from '../definition.ts';
import { columnWeight } from '../shared/classes.ts';

/** Multi-label soft margin loss. Source: PyTorch's MultiLabelSoftMarginLoss. */
export const multilabelSoftMargin = defineLoss({
  name: 'multilabel-soft-margin',
  title: 'Multi-label soft margin loss',
  family: 'binary',
  aliases: [],
  summary: 'Binary cross-entropy from logits, averaged over the labels of a sample.',
  description:
    'For samples that have any number of labels at once: a row of zeros and ones, and a logit for each. It is ' +
    'binary-crossentropy from logits with one loss for each sample. With --class-weight the labels of a sample ' +
    'are weighted, and their sum is divided by the number of classes, not by the sum of the weights.',
  parameters: {
    classWeight: columnWeight,
  },
  inputs: { true: 'probability', pred: 'real' },
  conventions: {
    torch: {
      api: 'torch.nn.MultiLabelSoftMarginLoss',
      formula: 'mean(class_weight * (y * softplus(-p) + (1 - y) * softplus(p)))',
    },
    exact: {
      api: 'multi-label soft margin loss',
      // Of infinite logits only the right side counts.
      formula: `positive = y == 0 ? 0 : y * softplus(-p);
negative = y == 1 ? 0 : (1 - y) * softplus(p);
mean(class_weight * (positive + negative))`,
      raises: ['true'],
    },
  },
  references: ['PyTorch documentation, torch.nn.MultiLabelSoftMarginLoss'],
  example: { true: [[1, 0, 1]], pred: [[0.5, -1.2, 2]] },
});

import { UserError } from '../../messages/errors.ts';
import { defineLoss } from '../definition.ts';
import type { BatchKernel } from '../kernel.ts';

const method =
  'The sum over the true classes i and all other classes j of max(0, 1 - (p[i] - p[j])), divided by the number of ' +
  'classes.';

/** @param passesNaN whether a score that is NaN exceeds no other, as it is compared with 0 in PyTorch */
const kernelOf =
  (passesNaN: boolean): BatchKernel =>
  ({ rows, inputs, axes }) => {
    const classes = axes['pred']!.at(-1) ?? 1;
    const losses = new Float64Array(rows);
    const slopes = new Float64Array(rows * classes);
    for (let row = 0; row < rows; row++) {
      const [from, to] = [row * classes, (row + 1) * classes];
      const truth = targetsOf(inputs['true']!.subarray(from, to), row);
      const scores = inputs['pred']!.subarray(from, to);
      losses[row] = marginLoss(truth, scores, slopes.subarray(from, to), passesNaN);
    }
    return {
      losses,
      gradient: (seed) => slopes.map((slope, i) => slope * seed[Math.floor(i / classes)]!),
    };
  };

/** The class indices of a row, up to the first -1. */
function targetsOf(indices: Float64Array, row: number): Float64Array {
  const end = indices.indexOf(-1);
  const targets = end < 0 ? indices : indices.subarray(0, end);
  const stray = targets.find((index) => index >= indices.length);
  if (stray === undefined) return targets;
  throw new UserError({
    where: `true, sample ${row + 1}`,
    problem: `expected a class index below ${indices.length}, found ${stray}`,
    hint: 'there is one column of pred for each class',
  });
}

/** The loss of one sample; its derivatives by the scores go into `slopes`. A class given twice counts twice. */
function marginLoss(
  targets: Float64Array,
  scores: Float64Array,
  slopes: Float64Array,
  passesNaN: boolean,
): number {
  const classes = scores.length;
  const others = [...scores.keys()].filter((other) => !targets.includes(other));
  let sum = 0;
  for (const target of targets) {
    for (const other of others) {
      const lacking = 1 - scores[target]! + scores[other]!;
      if (lacking <= 0 || (passesNaN && Number.isNaN(lacking))) continue;
      sum += lacking;
      slopes[target]! -= 1 / classes;
      slopes[other]! += 1 / classes;
    }
  }
  return sum / classes;
}

/** Multi-label margin loss. Source: PyTorch's MultiLabelMarginLoss; Crammer and Singer, 2003. */
export const multilabelMargin = defineLoss({
  name: 'multilabel-margin',
  title: 'Multi-label margin loss',
  family: 'binary',
  aliases: [],
  summary: 'What the scores of true classes lack to lead all others by a margin of 1.',
  description:
    'For samples that have any number of classes at once, as a ranking of scores: every true class should lead ' +
    'every other by 1. Targets are the indices of the true classes, filled up with -1 to the number of classes; ' +
    'what follows the first -1 does not count. A row of zeros and ones is something else, and read as the ' +
    'classes 0 and 1: it belongs to multilabel-soft-margin.',
  parameters: {},
  inputs: { true: 'class-indices', pred: 'real' },
  conventions: {
    torch: {
      api: 'torch.nn.MultiLabelMarginLoss',
      kernel: kernelOf(true),
      method,
      passesNaN: true,
      note: 'A score that is NaN exceeds no other, and costs nothing.',
    },
    exact: { api: 'multi-label margin loss', kernel: kernelOf(false), method },
  },
  references: [
    'K. Crammer and Y. Singer, A family of additive online algorithms for category ranking, 2003, Journal of Machine Learning Research 3',
  ],
  example: { true: [[0, 2, -1]], pred: [[0.5, -0.2, 0.9]] },
});

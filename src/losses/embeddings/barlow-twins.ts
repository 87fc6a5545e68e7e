import { defineLoss } from '../definition.ts';
import type { BatchKernel } from '../kernel.ts';
import { ExactSum } from '../../reduce/exact-sum.ts';
import { centredColumns, ofMatrix } from '../shared/columns.ts';
import { featuresExample, viewsInputs } from '../shared/features.ts';
import { addScaled, dot } from '../shared/numeric.ts';

/** Columns of length 1, and the lengths they had. */
interface Standardised {
  readonly columns: readonly Float64Array[];
  readonly lengths: readonly number[];
}

function standardised(matrix: Float64Array, rows: number): Standardised {
  const centred = centredColumns(matrix, rows);
  const lengths = centred.map((column) => Math.sqrt(dot(column, column)));
  return { columns: centred.map((column, k) => column.map((x) => x / lengths[k]!)), lengths };
}

const kernel: BatchKernel = ({ rows, inputs, params }) => {
  const redundancy = Number(params['redundancy']);
  const [pred, other] = [inputs['pred']!, inputs['other']!].map((view) => standardised(view, rows));
  const forEachPair = (visit: (j: number, k: number, c: number) => void): void => {
    pred!.columns.forEach((column, j) => {
      other!.columns.forEach((against, k) => {
        visit(j, k, dot(column, against));
      });
    });
  };
  const sum = new ExactSum();
  forEachPair((j, k, c) => {
    sum.add(j === k ? (1 - c) ** 2 : redundancy * c ** 2);
  });
  const gradient = (seed: Float64Array): Float64Array => {
    const slopes = pred!.columns.map((column) => new Float64Array(column.length));
    forEachPair((j, k, c) => {
      const slope = seed[0]! * (j === k ? -2 * (1 - c) : 2 * redundancy * c);
      // What is along the column does not turn it.
      addScaled(slopes[j]!, slope / pred!.lengths[j]!, other!.columns[k]!);
      addScaled(slopes[j]!, (-slope * c) / pred!.lengths[j]!, pred!.columns[j]!);
    });
    return ofMatrix(slopes, rows);
  };
  return { losses: sum.sum(), gradient };
};

/** Barlow Twins. Source: J. Zbontar et al., 2021. */
export const barlowTwins = defineLoss({
  name: 'barlow-twins',
  title: 'Barlow Twins loss',
  family: 'embeddings',
  aliases: ['barlow', 'barlow-twins-loss'],
  summary: 'How far the correlations of the columns of two views are from the identity.',
  description:
    'For self-supervised learning from two views of each sample, without labels and without comparing samples: a column ' +
    'of one view is to correlate with the same column of the other, and with no other column. It is a sum over all ' +
    'pairs of columns, so that wide embeddings have large losses. A column that is constant has no correlation, and the ' +
    'loss is NaN; the code of the paper adds 1e-5 to variances. The gradient is with respect to pred, the first view.',
  parameters: {
    redundancy: {
      kind: 'number',
      default: 0.0051,
      min: 0,
      help: 'what the correlations of different columns count (lambda in the paper)',
    },
  },
  inputs: viewsInputs,
  conventions: {
    exact: {
      api: 'Barlow Twins loss',
      kernel,
      method:
        'sum of (1 - c_jj)^2 and of redundancy c_jk^2 for j other than k; c_jk is the correlation of column j of pred with column k of other',
      batchLevel: true,
      notASum: 'correlations of columns are of the whole input',
      note: 'No epsilon: a column that is constant makes the loss NaN.',
    },
  },
  references: [
    'J. Zbontar, L. Jing, I. Misra, Y. LeCun and S. Deny, Barlow Twins: self-supervised learning via redundancy reduction, 2021, ICML',
  ],
  example: featuresExample,
});

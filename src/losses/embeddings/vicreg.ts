import { defineLoss, type NumberParameter } from '../definition.ts';
import type { BatchKernel } from '../kernel.ts';
import { ExactSum } from '../../reduce/exact-sum.ts';
import { centredColumns, ofMatrix } from '../shared/columns.ts';
import { featuresExample, viewsInputs } from '../shared/features.ts';
import { addScaled, dot } from '../shared/numeric.ts';

const METHOD =
  'invariance times the mean of (pred - other)^2, variance times the mean over columns of max(1 - sqrt(var + eps), 0) of ' +
  'both views, halved, and covariance times the sum of the squared covariances of different columns over their number';

const kernel: BatchKernel = ({ rows, inputs, params, constants }) => {
  const [ofDistance, ofVariance, ofCovariance] = ['invariance', 'variance', 'covariance'].map(
    (name) => Number(params[name]),
  ) as [number, number, number];
  const [pred, other] = [inputs['pred']!, inputs['other']!];
  const eps = constants['eps'] ?? 0;
  const squares = new ExactSum();
  pred.forEach((x, k) => {
    squares.add((x - other[k]!) ** 2);
  });
  const views = [pred, other].map((view) => centredColumns(view, rows));
  const terms = views.map((columns) => ({
    variance: varianceTerm(columns, eps),
    covariance: covarianceTerm(columns),
  }));
  const total = (name: 'variance' | 'covariance'): number =>
    terms.reduce((sum, term) => sum + term[name].loss, 0);
  const gradient = (seed: Float64Array): Float64Array => {
    const [columns] = views;
    const slopes = columns!.map((column) => new Float64Array(column.length));
    terms[0]!.variance.addTo(slopes, seed[0]! * ofVariance);
    terms[0]!.covariance.addTo(slopes, seed[0]! * ofCovariance);
    const share = (2 * seed[0]! * ofDistance) / pred.length;
    return ofMatrix(slopes, rows).map((slope, k) => slope + share * (pred[k]! - other[k]!));
  };
  return {
    losses:
      ofDistance * squares.dividedBy(pred.length) +
      ofVariance * total('variance') +
      ofCovariance * total('covariance'),
    gradient,
  };
};

/** Part of the loss of one view, from its centred columns. */
interface Term {
  readonly loss: number;
  readonly addTo: (slopes: readonly Float64Array[], share: number) => void;
}

/** What deviations of columns lack to be 1, half their mean. */
function varianceTerm(columns: readonly Float64Array[], eps: number): Term {
  const freedom = columns[0]!.length - 1;
  const deviations = columns.map((column) => Math.sqrt(dot(column, column) / freedom + eps));
  const share = 1 / (2 * columns.length);
  return {
    loss: deviations.reduce((sum, deviation) => sum + Math.max(1 - deviation, 0), 0) * share,
    addTo: (slopes, factor) => {
      deviations.forEach((deviation, k) => {
        if (deviation >= 1 || deviation === 0) return;
        addScaled(slopes[k]!, (-factor * share) / (deviation * freedom), columns[k]!);
      });
    },
  };
}

/** The squared covariances of different columns, over the number of columns. */
function covarianceTerm(columns: readonly Float64Array[]): Term {
  const freedom = columns[0]!.length - 1;
  const forEachPair = (visit: (j: number, k: number, covariance: number) => void): void => {
    for (let j = 0; j < columns.length; j++) {
      for (let k = 0; k < j; k++) visit(j, k, dot(columns[j]!, columns[k]!) / freedom);
    }
  };
  let sum = 0;
  forEachPair((_j, _k, covariance) => (sum += 2 * covariance ** 2));
  return {
    loss: sum / columns.length,
    addTo: (slopes, factor) => {
      forEachPair((j, k, covariance) => {
        const share = (4 * factor * covariance) / (freedom * columns.length);
        addScaled(slopes[j]!, share, columns[k]!);
        addScaled(slopes[k]!, share, columns[j]!);
      });
    },
  };
}

function factor(value: number, help: string): NumberParameter {
  return { kind: 'number', default: value, min: 0, help };
}

/** Variance-invariance-covariance regularization. Source: A. Bardes, J. Ponce and Y. LeCun, 2022. */
export const vicreg = defineLoss({
  name: 'vicreg',
  title: 'VICReg loss',
  family: 'embeddings',
  aliases: ['vic-reg', 'variance-invariance-covariance'],
  summary:
    'The squared distance of two views, with penalties on columns that are constant or alike.',
  description:
    'For self-supervised learning from two views of each sample, without labels and without comparing samples: views ' +
    'are to be equal, each column is to keep a standard deviation of 1 over the batch, and different columns are not to ' +
    'be correlated. It is one number for the input and needs two samples. The gradient is with respect to pred, the first view.',
  parameters: {
    invariance: factor(25, 'what the squared distance of the views counts'),
    variance: factor(25, 'what deviations below 1 count'),
    covariance: factor(1, 'what covariances of different columns count'),
  },
  inputs: viewsInputs,
  conventions: {
    'metric-learning': {
      api: 'pytorch_metric_learning.losses.VICRegLoss',
      kernel,
      method: METHOD,
      batchLevel: true,
      notASum: 'covariances of columns are of the whole input',
      constants: { eps: 1e-4 },
      note: 'Adds 1e-4 to variances before the root, as the paper does.',
    },
    exact: {
      api: 'VICReg loss',
      kernel,
      method: METHOD,
      batchLevel: true,
      notASum: 'covariances of columns are of the whole input',
      note: 'No epsilon; a column that is constant has no slope from its deviation.',
    },
  },
  references: [
    'A. Bardes, J. Ponce and Y. LeCun, VICReg: variance-invariance-covariance regularization for self-supervised learning, 2022, ICLR',
  ],
  example: featuresExample,
});

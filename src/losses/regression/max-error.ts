import { defineLoss } from '../definition.ts';

const formula = 'batch_max(abs(p - y))';
const notASum = 'a single sample decides it';

/** Maximum error. Source: E. W. Cheney, Introduction to approximation theory, 1966. */
export const maxError = defineLoss({
  name: 'max-error',
  title: 'Maximum error',
  family: 'regression',
  aliases: ['maximum-error', 'chebyshev'],
  summary: 'The largest absolute difference of the whole input.',
  description:
    'The worst case, for where a bound on every single error matters. It is one number for the whole input and says ' +
    'nothing about the other samples: a single outlier or a wrong label decides it, and it can only grow with more ' +
    'data. Its gradient is 0 for all but the worst element.',
  parameters: {},
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.max_error',
      axis: 'entry',
      formula,
      notASum,
      note: 'scikit-learn itself takes a single column; here it is the largest error of all columns.',
    },
    exact: { api: 'maximum error', axis: 'entry', formula, notASum },
  },
  references: ['E. W. Cheney, Introduction to approximation theory, 1966, McGraw-Hill'],
  example: { true: [[3], [2], [7]], pred: [[4], [2], [7]] },
});

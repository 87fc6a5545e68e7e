import type { FormulaConvention } from '../definition.ts';
import { empty, emptyCount, k, KEYS, PADDING, worstFirst } from './rankings.ts';

/** What is the same of all scores of lists of items that are relevant or not. */
export const RELEVANCE = {
  parameters: { k, empty },
  inputs: { true: 'non-negative', pred: 'real' },
  lists: 'ranked',
} as const;

/** That a list has no relevant item, for which the parameter `empty` says what it scores. */
export const IS_EMPTY = 'sum(y) == 0';

/** How a framework sees a list. */
export interface View {
  /** Which of its items are relevant. */
  readonly relevant: string;
  /** A row in the order of the scores. */
  readonly sorted: (row: string) => string;
  /** What its conventions of such scores have in common. */
  readonly about: Pick<
    FormulaConvention,
    'better' | 'count' | 'outside' | 'raises' | 'weightedReduction'
  >;
}

const weighing = { weightedReduction: 'weighted-mean', better: 'larger' } as const;
const ofEmpty = { count: emptyCount(IS_EMPTY), better: 'larger' } as const;

/** How frameworks see lists of items that are relevant or not. */
export const VIEWS = {
  torchmetrics: {
    relevant: 'y > 0',
    sorted: (row) => `sort_by(${row}, ${KEYS.single})`,
    about: ofEmpty,
  },
  lightgbm: {
    relevant: 'y > 0.5',
    sorted: (row) => `sort_by(${row}, ${KEYS.double})`,
    about: weighing,
  },
  xgboost: {
    relevant: 'y > 0',
    sorted: (row) => `sort_by(${row}, ${KEYS.single})`,
    about: weighing,
  },
  catboost: { relevant: 'float32(y) > 0.5', sorted: worstFirst, about: weighing },
  'tf-ranking': {
    relevant: 'y >= 1',
    sorted: (row) => `sort_by(${row}, ${KEYS.padded})`,
    about: { ...weighing, outside: { true: PADDING } },
  },
  exact: {
    relevant: 'y > 0',
    sorted: (row) => `sort_by(${row}, ${KEYS.double})`,
    about: { ...ofEmpty, raises: ['true'] },
  },
} as const satisfies Record<string, View>;

/** TorchMetrics where it takes an item with a score of 0 or less for one that is not relevant. */
export const OF_POSITIVE_SCORES: View = {
  ...VIEWS.torchmetrics,
  relevant: `${VIEWS.torchmetrics.relevant} && p > 0`,
};

/** What sets the mathematics apart. */
export const EXACT_NOTE =
  'Relevant is what is above 0, equal scores are in the order of the list, and a list without a relevant item scores 0.';

import type { ConventionName } from '../conventions.ts';
import type { ChoiceParameter, NumberParameter } from '../parameter-kinds.ts';

/** How many items from the top of a list count; a formula sees NaN where all do. */
export const k = {
  kind: 'number',
  default: null,
  whole: true,
  min: 1,
  help: 'how many items from the top of a list count; all where it is not given',
} as const satisfies NumberParameter;

/** Whether a position, from 0, is among those that count. */
export const within = (position: string): string => `!(${position} >= k)`;

/** What a list without a relevant item scores, of which no order is better than another. */
export const empty = {
  kind: 'choice',
  choices: ['zero', 'one', 'skip'],
  default: 'zero',
  only: ['torchmetrics', 'exact'] as readonly ConventionName[],
  help: 'what a list without a relevant item scores; skip leaves it out of the mean',
} as const satisfies ChoiceParameter;

/** Of {@link empty}, what such a list adds to the denominator of a mean. */
export const emptyCount = (isEmpty: string): string => `skip && ${isEmpty} ? 0 : 1`;

/** What TensorFlow Ranking does with a relevance below 0. */
export const PADDING = 'takes an item with a negative relevance for padding';

/** What TensorFlow Ranking does with the weights of lists. */
export const MEAN_WEIGHT =
  'such a list weighs there what the others do on average, whatever its own weight';

/** What scores are sorted by, in ascending order, where frameworks differ. */
export const KEYS = {
  double: '-p',
  single: '-float32(p)',
  /** TensorFlow Ranking's: padding comes last. */
  padded: '(y < 0 ? inf : -float32(p))',
} as const;

/** A row in the order of the scores, of equal ones the smallest first, which is the worst case. */
export const worstFirst = (row: string): string => `sort_by(sort(${row}), -sort_by(p, ${row}))`;

/** An example of two lists, for scores of rankings. */
export const rankingExample = {
  true: [
    [2, 0, 1, 0],
    [0, 1, 0, 0],
  ],
  pred: [
    [0.9, 0.8, 0.3, 0.1],
    [0.2, 0.7, 0.4, 0.9],
  ],
} as const;

/** The same where items are relevant or not. */
export const relevanceExample = {
  true: [
    [1, 0, 1, 0],
    [0, 1, 0, 0],
  ],
  pred: rankingExample.pred,
} as const;

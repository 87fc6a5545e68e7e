/** What a column of results holds; a `count` is an integer of at least 0. */
type ColumnType = 'text' | 'number' | 'count';

/** One column of results. */
export interface ResultColumn {
  /** Its name; one that ends in `_1` is followed by `_2` and so on, as many as there have to be. */
  readonly name: string;
  readonly type: ColumnType;
  /** Whether it may be NULL. */
  readonly mayBeNull: boolean;
  /** A sentence: what it is. */
  readonly help: string;
}

/** What a row of results is about: all rows that were read, or those of a segment. */
export const PARTS = ['whole', 'segment'] as const;

/** Why there is no result; the first that is so. */
export const PROBLEMS = {
  none: 'no samples',
  missing: 'missing values',
  invalid: 'values that the convention refuses',
  notANumber: 'not a number',
} as const;

/**
 * The columns of results that a query computes, in their order: a row for each loss, of the whole and of each segment.
 * Whoever reads results back reads these.
 */
export const RESULT_COLUMNS: readonly ResultColumn[] = [
  text('loss', 'The loss with its settings, as it was named: `huber:delta=2`.'),
  text('convention', 'The framework whose numbers they are: `tf-keras`.'),
  text('reduction', 'How losses of samples became one number: `mean`.'),
  text('part', '`whole` for all rows that were read, `segment` for those of a segment.'),
  orNull(
    text('by_1', 'Of a segment, the name of its first column: `region`; then `by_2`, and so on.'),
  ),
  orNull(text('segment_1', 'The text in that column; NULL where the column is NULL.')),
  orNull(number('result', 'The loss; NULL where there is a problem.')),
  orNull(
    text(
      'problem',
      `Why there is no result: ${Object.values(PROBLEMS)
        .map((words) => `\`${words}\``)
        .join(', ')}.`,
    ),
  ),
  count('samples', 'Rows that count: without those that the mask or `--missing skip` leaves out.'),
  count('missing', 'Rows in which an input is NULL or NaN.'),
  count('clipped', 'Values that the clipping of the convention changed.'),
  count('outside', 'Values outside their domain, such as a probability of 1.5.'),
  orNull(number('denominator', 'What the sum was divided by; NULL where the loss is no mean.')),
  orNull(
    number(
      'sum_1',
      'The sum of the losses, or the first of the sums that the loss is made of; then `sum_2`, and so on.',
    ),
  ),
];

function text(name: string, help: string): ResultColumn {
  return { name, type: 'text', mayBeNull: false, help };
}

function number(name: string, help: string): ResultColumn {
  return { name, type: 'number', mayBeNull: false, help };
}

function count(name: string, help: string): ResultColumn {
  return { name, type: 'count', mayBeNull: false, help };
}

function orNull(column: ResultColumn): ResultColumn {
  return { ...column, mayBeNull: true };
}

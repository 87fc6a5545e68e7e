/** How classes that are numbers were found among columns of predictions that have names. */
export interface ClassMatch {
  /**
   * By the numbers that the names hold, or by the places of the columns, counted from 0; or columns are labels that stand
   * with each score.
   */
  readonly by: 'names' | 'positions' | 'labels';
  readonly columns: readonly string[];
}

/** Labels that stand for classes: how is known once they have been read. */
export interface MatchedLabels {
  /** Undefined where labels are no numbers, and where names and places agree. */
  readonly match: ClassMatch | undefined;
  /** Given where the labels are compared with those of another input, and not with columns of predictions. */
  readonly written?: WrittenLabels | undefined;
}

export interface NamedLabels {
  readonly names: readonly string[];
  /** The numbers that they stand for. */
  readonly numbers: ReadonlySet<number>;
}

/** Labels that are compared as they are written: a number is itself, a text has a number that no label is. */
export interface WrittenLabels {
  /** The texts among those that have been read. */
  readonly texts: ReadonlySet<string>;
  /** Whether any that has been read is a number. */
  readonly hasNumbers: boolean;
  /** The labels that there can be, where they are known beforehand. */
  readonly named?: NamedLabels | undefined;
  /** The label that counts as the positive one, as a number, where it is chosen. */
  readonly positive?: number | undefined;
  /** The text that a number stands for; undefined for a number that is itself. */
  readonly textOf: (value: number) => string | undefined;
  /**
   * The labels, as numbers, that columns of scores stand for, given those that have been read.
   * @throws UserError where that is not known, or was another before
   */
  ofColumns(columns: readonly string[] | undefined, count: number): readonly number[];
}

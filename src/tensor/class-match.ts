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
}

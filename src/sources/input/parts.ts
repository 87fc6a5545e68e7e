/** The rows of some inputs in parts that can be read in any order. */
export interface Parts {
  readonly count: number;
  /** Of all files; another where one of them has been replaced. */
  readonly version: string;
  /** Goes on with a part, counted from 0, at whose end there are no more rows. */
  open(part: number): Promise<void>;
  /** @throws UserError if a file is no more what it was */
  requireUnchanged(): void;
}

/**
 * A few thousand aligned rows of every input of a loss: row i of each array belongs to the same sample.
 * A row is what lies along the last axis; an input with one number per sample (weights, class indices) has
 * rows of width 1. Arrays may be reused by their producer: a block is valid until the next one is asked for.
 */
export interface Block {
  readonly rows: number;
  /** By input name (`true`, `pred`, `weights`, ...): rows x width numbers, row-major; may be longer than that. */
  readonly inputs: Readonly<Record<string, Float64Array>>;
  /** Number of the block's first row in the input, counted from 1. */
  readonly firstRow: number;
  /** The number of every row, where rows were dropped and they are not consecutive. */
  readonly rowNumbers?: Float64Array | undefined;
}

/** The number of row `i` of a block in the input it came from, counted from 1. */
export function rowNumber(block: Block, i: number): number {
  return block.rowNumbers?.[i] ?? block.firstRow + i;
}

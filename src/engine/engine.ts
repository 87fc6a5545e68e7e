import type { CellTerms } from '../reduce/cell-sums.ts';
import type { NumberBlocks } from '../reduce/number-list.ts';
import type { Sums } from '../reduce/sums.ts';
import type { Block } from '../tensor/block.ts';
import type { CellKey } from './class-tally.ts';
import type { Finish } from './finish.ts';

/** What an engine computes of a block of samples that have losses; the arrays are reused. */
export interface BlockLosses {
  /** The loss of each sample. */
  readonly losses: Float64Array;
  /** What reductions sum: the losses, or their sums over the elements. */
  readonly objective: Float64Array;
  /** What each sample adds to the denominator of a mean, where that is not 1. */
  readonly counts?: Float64Array | undefined;
  /** The unreduced loss, where it was asked for. */
  readonly elements?: Float64Array | undefined;
}

type Optional<Parts> = { readonly [Name in keyof Parts]?: Parts[Name] | undefined };

/** What an engine computes of a block; the arrays are reused. */
export interface BlockParts extends Optional<BlockLosses> {
  /** How many values of each sample clipping changed, where the loss clips. */
  readonly clipped?: Float64Array | undefined;
  /** Of a loss that is one number for the whole input, and made of sums, what each sample adds to them. */
  readonly summands?: readonly Float64Array[] | undefined;
  /** And what it adds to sums of which it is not known how many there will be. */
  readonly cells?: readonly CellTerms[] | undefined;
}

/** What the sums of cells are of, which are numbered as they are met. */
export interface Cells {
  /** What each of them stands for. */
  readonly keys: readonly CellKey[];
  /** Whether another thread would know it. */
  readonly areKnown: boolean;
  /** The cell that stands for it. */
  cellOf(key: CellKey): number;
}

/** Computes the losses of an input that comes in blocks, by a formula or by hand. */
export interface Engine {
  /** Whether the loss is one number for the whole input, and samples have none of their own. */
  readonly isBatchLevel: boolean;
  /** How sums become that number, where it is made of such. */
  readonly reduction?: Finish | undefined;
  /** The sums of cells that it makes, where there are such. */
  readonly cells?: Cells | undefined;
  /** What is doubtful about a value that `finish` returns. */
  readonly doubt?: string | undefined;
  /** Whether the input is kept, as it is needed once more. */
  readonly keepsInput: boolean;
  /** Takes the next block; it is not kept beyond the call. */
  push(block: Block): void;
  /**
   * Ends the input.
   * @param sums of all terms
   * @returns the value of a loss that is one number for the whole input, and not made of sums
   */
  finish(sums: Sums | undefined): number | undefined;
  /**
   * d(sum of seed * objective)/d(pred), in the shape of pred, after `finish`; it may be computed while it is read.
   * @param seedOf a number for each sample of a block
   */
  gradient(seedOf: (block: Block) => Float64Array): NumberBlocks;
}

/** Receives what was computed of every block, in order. */
export type TakeParts = (block: Block, parts: BlockParts) => void;

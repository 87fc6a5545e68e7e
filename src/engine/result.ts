import type { ConventionName, ParameterValue, Reduction, ValueWord } from '../losses/definition.ts';
import type { NumberBlocks } from '../reduce/number-list.ts';
import type { SampleDigest } from '../reduce/samples.ts';
import type { ClassMatch } from '../tensor/class-match.ts';
import type { DecidedClasses } from './decision.ts';
import type { ElementCount } from './missing-elements.ts';
import type { Dtype, StoredDtype } from '../tensor/dtype.ts';
import type { ListNames } from '../tensor/lists.ts';
import type { Shape } from '../tensor/shape.ts';
import type { RowsRead } from '../tensor/rows-read.ts';

/** Numbers with the shape they have, row-major. */
export interface Tensor {
  readonly shape: Shape;
  readonly values: Float64Array;
  /** The values block by block, where there may be no room for all of them at once. */
  readonly numbers?: NumberBlocks;
}

/** A computed loss and everything that says how it was computed. */
export interface Result extends RowsRead {
  /** The loss's kebab-case name. */
  readonly loss: string;
  readonly compat: ConventionName;
  readonly dtype: Dtype;
  /** What a value of it is called. */
  readonly word: ValueWord;
  /** As which floats pred is stored, where it is computed in others. */
  readonly stored?: StoredDtype | undefined;
  /** By camelCase name, defaults included. */
  readonly params: Readonly<Record<string, ParameterValue>>;
  /** The convention's own constants, such as `{ eps: 1e-7 }`. */
  readonly constants: Readonly<Record<string, number>>;
  readonly reduction: Reduction;
  /** What the reduction ran over; `batch` where the loss is one number for the whole input and nothing was reduced. */
  readonly over: 'samples' | 'elements' | 'batch';
  /** What the samples' weights are called: a column or a file; absent where there are none. */
  readonly weightedBy?: string | undefined;
  /** What the sum was divided by; null where nothing was reduced. */
  readonly denominator: number | null;
  /** The shape of pred; where samples are lists, that of their items. */
  readonly shape: Shape;
  /**
   * The places in `shape` of the axes that the numbers of a sample lie along, counted from 0; undefined where they are
   * all those of an entry of the first.
   */
  readonly sampleAxes: readonly number[] | undefined;
  /** Samples that count: all that there are but those that the mask leaves out. */
  readonly samples: number;
  /** Values that the convention's clipping changed. */
  readonly clipped: number;
  /** Where missing elements were skipped: how many, and how many count; those of rows that were dropped are in neither. */
  readonly elements?: ElementCount | undefined;
  /** How labels that are numbers were matched with the columns of pred, where names and places differ. */
  readonly classes?: ClassMatch | undefined;
  /** How predicted classes were decided, where predictions are scores of them. */
  readonly decided?: DecidedClasses | undefined;
  /** The text that a true or predicted value stands for; undefined for one that is a number itself. */
  readonly labelOf?: ((value: number) => string | undefined) | undefined;
  /** Of several files: in which of them a row is, and which it is there. */
  readonly placeOf?: ((row: number) => string) | undefined;
  /** Where true rows were made of indices of classes: how many classes there are. */
  readonly oneHotClasses?: number | undefined;
  /** Where samples are lists: how many items they have together. */
  readonly items?: number | undefined;
  /** Where samples are lists: what they are called. */
  readonly lists?: ListNames | undefined;
  /** The reduced loss, or its skill; null with the reduction `none`. */
  readonly result: number | null;
  /** Where the result is the skill of a loss over a reference: what that is called, the loss, and that of the reference. */
  readonly skill?: { readonly over: string; readonly loss: number; readonly reference: number };
  /** One value per sample, in the shape of pred without the axes of samples; absent when not asked for. */
  readonly perSample?: Tensor | undefined;
  /** The unreduced loss, in the shape of pred; absent when not asked for. */
  readonly perElement?: Tensor | undefined;
  /** The row of each value of `perSample`, or of the gradient of a loss without these, where rows were dropped. */
  readonly rowNumbers?: Float64Array | undefined;
  /** d(result)/d(pred), in the shape of pred; absent when not asked for. */
  readonly gradient?: Tensor | undefined;
  /** How many numbers of the gradient each list has, where samples are lists. */
  readonly listLengths?: Float64Array | undefined;
  /** Samples worth printing; absent when not asked for. */
  readonly digest?: SampleDigest | undefined;
}

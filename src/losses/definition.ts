import type { Dtype, StoredDtype } from '../tensor/dtype.ts';
import type { ConventionName } from './conventions.ts';
import type { Domain } from './domain.ts';
import type { CountsKernel } from './class-counts.ts';
import type { BatchKernel, ErrorsKernel } from './kernel.ts';
import type { Parameter, ParameterValue } from './parameter-kinds.ts';

export { CONVENTIONS, meanOfNothing, type ConventionName } from './conventions.ts';

export const REDUCTIONS = [
  'mean',
  'sum',
  'none',
  'weighted-mean',
  'nonzero-mean',
  'batchmean',
] as const;
export type Reduction = (typeof REDUCTIONS)[number];

export const FAMILIES = [
  'regression',
  'forecasts',
  'binary',
  'multi-class',
  'distributions',
  'language-models',
  'preferences',
  'overlap',
  'boxes',
  'embeddings',
  'ranking',
  'sequences',
  'scores',
] as const;
export type Family = (typeof FAMILIES)[number];

/** What people train and judge models for, in the order they are listed; `tasks.ts` says which losses are for which. */
export const TASKS = [
  'regression',
  'counts',
  'forecasting',
  'binary-classification',
  'multi-class-classification',
  'multi-label-classification',
  'calibration',
  'segmentation',
  'detection',
  'ranking',
  'embeddings',
  'language-modelling',
  'preference-tuning',
  'speech-recognition',
  'density-estimation',
  'survival-analysis',
] as const;
export type TaskName = (typeof TASKS)[number];

export type { Domain } from './domain.ts';
export type {
  ChoiceParameter,
  FlagParameter,
  KnownTo,
  NumberParameter,
  Parameter,
  ParameterValue,
  VectorParameter,
} from './parameter-kinds.ts';

/** What a scale that is computed of training series is made of. */
export type TrainingScale = 'absolute' | 'squared';

/** One input of a loss: what its numbers mean, and how many there are for a sample. */
export interface InputDefinition {
  readonly domain: Domain;
  /** The domain with these parameters, where they change it. */
  readonly domainWith?: (params: Readonly<Record<string, ParameterValue>>) => Domain;
  /**
   * `same` as pred, the default; `sample`: one number for each sample; `batch`: a row of its own length for each
   * entry of the first axis.
   */
  readonly shape?: 'same' | 'sample' | 'batch';
  /** Whether there may be indices of classes for it, one in place of each row, of which one-hot rows are made. */
  readonly orIndices?: boolean;
  /**
   * Of labels, whether samples are counted by them: one may be chosen as the positive one, and in place of a label there
   * may be a row with a 1 for the class and else zeros, where pred has a score for each class.
   */
  readonly areCounted?: boolean;
  /** What it is where it is not given; without this it has to be. */
  readonly otherwise?: number;
  /** Whether it has to be given with these parameters all the same. */
  readonly neededWith?: (params: Readonly<Record<string, ParameterValue>>) => boolean;
  /**
   * Given where it may be computed of the series that a model was trained with: the mean of how far their values are from
   * those of a season before, or the root of the mean square from the first value on that is not 0.
   */
  readonly ofTraining?: TrainingScale;
  /** What it is, for the help; true and pred need none. */
  readonly help?: string;
  /** Whether it holds logarithms of probabilities, given the parameters. */
  readonly isLogarithm?: (params: Readonly<Record<string, ParameterValue>>) => boolean;
}

/** The inputs of a loss by name; a domain alone stands for an input of the shape of pred. */
export interface InputDefinitions {
  readonly true?: Domain | InputDefinition;
  readonly pred: Domain | InputDefinition;
  readonly [name: string]: Domain | InputDefinition | undefined;
}

/** What all conventions say, however the loss is computed. */
interface ConventionBase {
  /** The framework's own name: `torch.nn.HuberLoss`; for `exact`, what the mathematics is called. */
  readonly api: string;
  /** More names of the framework's for it than `api` has, with or without a module, and what a name says of parameters: that predictions are logits. */
  readonly names?: Readonly<Record<string, Readonly<Record<string, ParameterValue>>>>;
  /** Constants of the framework that the formula uses: `{ eps: 1e-7 }`. */
  readonly constants?: Readonly<Record<string, number>>;
  /** Of these, those that the framework takes from the dtype of the predictions; undefined where that gives none. */
  readonly constantsOf?: (stored: StoredDtype) => Readonly<Record<string, number>> | undefined;
  /**
   * For a loss of the whole input that heeds the weights of samples, as no reduction does it for it: a formula sees
   * a sample's weight as `w`, a kernel all of them as `weights`.
   */
  readonly weighted?: boolean;
  /** What the framework's reductions run over, where not samples: PyTorch and optax average all elements. */
  readonly over?: 'elements';
  /** The framework's default reduction, where not `mean`. */
  readonly reduction?: Reduction;
  /** The framework's default reduction of weighted losses, where that is another. */
  readonly weightedReduction?: Reduction;
  /** The framework's defaults of parameters, where they are not those of the loss. */
  readonly defaults?: Readonly<Record<string, ParameterValue>>;
  /** Whether its threshold is for single scores only: of a row with a score for each class the largest decides. */
  readonly decidesRows?: boolean;
  /** A flag the framework cannot do without, as PyTorch's cross-entropy takes logits only. */
  readonly requires?: string;
  /** Inputs for which values outside the domain are an error in the framework. */
  readonly raises?: readonly string[];
  /** What the framework does with values outside the domain that it accepts, after "it": `clips them to [1e-7, 1 - 1e-7]`; of pred, or by input. */
  readonly outside?: string | Readonly<Record<string, string>>;
  /**
   * What a row lies along, where that is not the last axis: PyTorch's classes are axis 1, and of masks a row is a whole
   * entry of the first axis; `masks` is such an entry whose classes lie along the second axis, as PyTorch's do.
   */
  readonly axis?: number | 'entry' | 'masks';
  /** Parameters that the framework has for logits only. */
  readonly logitsOnly?: readonly string[];
  /** Whether predictions that are NaN cost nothing, as they are compared and not computed with. */
  readonly passesNaN?: boolean;
  /** What it does with rows of pred that should sum to 1 and do not: `divides each row by its sum`. */
  readonly unnormalised?: string;
  /**
   * Given where the loss is no expression of sums over samples: why not, in a sentence without a full stop. Such a loss
   * has no interval, is not compared sample by sample, and parts of an input cannot be put together.
   */
  readonly notASum?: string;
  /**
   * Set where samples depend on others for one thing only, in which code labels are written. Samples that are drawn anew
   * have the same code, and so their losses.
   */
  readonly readsEncoding?: boolean;
  /** Given where a larger value is the better one, as of a similarity; of a loss it is the smaller. */
  readonly better?: 'larger';
  /** What sets this convention apart, in a sentence. */
  readonly note?: string;
}

/** A convention whose loss is a formula: everything else about it is derived from that. */
export interface FormulaConvention extends ConventionBase {
  /** The value of one sample in the formula language; the parameters and constants are its names, in snake_case. */
  readonly formula: string;
  /**
   * What a sample adds to the denominator of a mean, where that is not 1: an expression that sees the formula's
   * names. A class weight, or 0 for a sample that does not count.
   */
  readonly count?: string;
  /** Given where Keras takes the length of the last axis for the number of classes, whatever axis these lie along. */
  readonly across?:
    | {
        /** The parameter that makes a difference of it. */
        readonly parameter: string;
        /** The formula with that length, where rows lie along another axis. */
        readonly formula: (length: number) => string;
      }
    | undefined;
  /**
   * Whether a mask of the shape of pred says which numbers of a row, such as classes, take part in it, as optax's `where`
   * does; elsewhere each number that it leaves is a sample by itself.
   */
  readonly masksRows?: boolean;
  readonly kernel?: never;
  readonly dtype?: never;
  readonly method?: never;
  readonly batchLevel?: never;
}

/** What conventions say whose loss is written by hand. */
interface HandWrittenBase extends ConventionBase {
  /** What the framework computes in, whatever dtype is asked for. */
  readonly dtype?: Dtype;
  /** What the kernel computes, in a sentence or a line of mathematics. */
  readonly method: string;
  readonly formula?: never;
  readonly count?: never;
  readonly across?: never;
  readonly masksRows?: never;
}

/** A convention whose loss no formula over a row expresses: value and gradient are written by hand. */
export interface KernelConvention extends HandWrittenBase {
  readonly kernel: BatchKernel;
  readonly takes?: never;
  /** Whether it computes one number for the whole input, and none for samples. */
  readonly batchLevel?: boolean;
  /** A flag with which it is batch-level, and why it is no sum then. */
  readonly batchLevelWith?: { readonly flag: string; readonly notASum: string };
}

/** The same where errors are all that is kept of the input. */
export interface ErrorsConvention extends HandWrittenBase {
  readonly kernel: ErrorsKernel;
  readonly takes: 'errors';
  readonly batchLevel: true;
}

/**
 * The same where all that is kept of the input is how many samples have which class: sums, of which the kernel is an
 * expression.
 */
export interface CountsConvention extends HandWrittenBase {
  readonly kernel: CountsKernel;
  readonly takes: 'counts';
  /** Whether it needs to know how often each class was taken for each other, given the parameters. */
  readonly takesPairs?: (params: Readonly<Record<string, ParameterValue>>) => boolean;
  readonly batchLevel: true;
}

/** One framework's way of computing the loss. */
export type Convention = FormulaConvention | KernelConvention | ErrorsConvention | CountsConvention;

/** A tensor of an example: a number for each sample, or rows, or rows of rows. */
export type ExampleTensor = readonly (number | readonly (number | readonly number[])[])[];

/** The inputs of an example by name. */
export interface Example {
  readonly true?: ExampleTensor;
  readonly pred: ExampleTensor;
  readonly [name: string]: ExampleTensor | undefined;
}

/** All there is to say about a loss: its command, options, help and documentation derive from this. */
export interface LossDefinition {
  /** kebab-case: `mean-squared-error`. */
  readonly name: string;
  /** As in prose: `Mean squared error`. */
  readonly title: string;
  readonly family: Family;
  /** Other names it goes by, the shortest first; the last parts of the conventions' `api` are found without being listed. */
  readonly aliases: readonly string[];
  /** What aliases say of parameters: that `bits-per-token` is in bits. */
  readonly aliasParams?: Readonly<Record<string, Readonly<Record<string, ParameterValue>>>>;
  /** One line: what it is. */
  readonly summary: string;
  /** A few sentences: what it is for, and its pitfalls. */
  readonly description: string;
  /** By camelCase name; `--kebab-case` is the option and `snake_case` the name in formulas. */
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly inputs: InputDefinitions;
  /** The loss that takes class indices for true values, in place of a row of probabilities. */
  readonly withIndices?: string;
  /**
   * Given where a row is a list of items, and lists may have different lengths: `ranked` where the items are ranked, of
   * which one alone says nothing, and else `any`.
   */
  readonly lists?: 'ranked' | 'any';
  /** The first is the one where none is chosen; the others follow in the order of `CONVENTIONS`. */
  readonly conventions: Readonly<Partial<Record<ConventionName, Convention>>>;
  /** Papers and documentation, as `Author, title, year, where`. */
  readonly references: readonly string[];
  /** A small case to show with `explain`: rows of true and predicted values. */
  readonly example: Example;
}

/** The convention of a loss where none is chosen. */
export function usualConvention({ conventions }: LossDefinition): ConventionName {
  return Object.keys(conventions)[0] as ConventionName;
}

/** What people call a value: a score where it judges, or where more of it is better, and else a loss. */
export type ValueWord = 'loss' | 'score';

/** What a value of a loss is called, as a convention computes it. */
export function valueWord(
  { family }: Pick<LossDefinition, 'family'>,
  { better }: Convention,
): ValueWord {
  return family === 'scores' || better === 'larger' ? 'score' : 'loss';
}

/** Takes a definition as it is; its names and parameters become part of its type, for the typed library. */
export function defineLoss<const Definition extends LossDefinition>(
  definition: Definition,
): Definition {
  return definition;
}

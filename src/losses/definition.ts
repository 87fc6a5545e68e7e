/** The conventions a loss can be computed under, in the order they are listed. */
export const CONVENTIONS = ['tf-keras', 'keras', 'torch', 'sklearn', 'optax', 'exact'] as const;
export type ConventionName = (typeof CONVENTIONS)[number];

export const DTYPES = ['float64', 'float32'] as const;
export type Dtype = (typeof DTYPES)[number];

export const REDUCTIONS = ['mean', 'sum', 'none', 'weighted-mean', 'batchmean'] as const;
export type Reduction = (typeof REDUCTIONS)[number];

export const FAMILIES = ['regression', 'binary', 'multi-class'] as const;
export type Family = (typeof FAMILIES)[number];

/**
 * What the numbers of an input mean, and so which of them are valid:
 * `real` any number; `probability` in [0, 1]; `distribution` rows of probabilities that sum to 1.
 * Where a parameter `fromLogits` is set, predictions are logits and any number is valid.
 */
export type Domain = 'real' | 'probability' | 'distribution';

interface ParameterBase {
  /** One line for the help: what it does, with its unit where it has one. */
  readonly help: string;
  /** The conventions that know the parameter, where not all of the loss's do. */
  readonly only?: readonly ConventionName[];
}

export interface NumberParameter extends ParameterBase {
  readonly kind: 'number';
  readonly default: number;
  /** Bounds of valid values; `above` and `below` exclude the bound itself. */
  readonly min?: number;
  readonly above?: number;
  readonly max?: number;
  readonly below?: number;
}

/** One number for all positions of the last axis, or a list with one for each. */
export interface VectorParameter extends ParameterBase {
  readonly kind: 'vector';
  readonly default: number;
  readonly min?: number;
}

/** Off unless given; in a formula 1 or 0. */
export interface FlagParameter extends ParameterBase {
  readonly kind: 'flag';
}

export type Parameter = NumberParameter | VectorParameter | FlagParameter;
export type ParameterValue = number | boolean | readonly number[];

/** One framework's way of computing the loss. */
export interface Convention {
  /** The framework's own name: `torch.nn.HuberLoss`; for `exact`, what the mathematics is called. */
  readonly api: string;
  /** The value of one sample in the formula language; the parameters and constants are its names, in snake_case. */
  readonly formula: string;
  /** Constants of the framework that the formula uses: `{ eps: 1e-7 }`. */
  readonly constants?: Readonly<Record<string, number>>;
  /** What the framework's reductions run over, where not samples: PyTorch and optax average all elements. */
  readonly over?: 'elements';
  /** The framework's default reduction, where not `mean`. */
  readonly reduction?: Reduction;
  /** A flag the framework cannot do without, as PyTorch's cross-entropy takes logits only. */
  readonly requires?: string;
  /** Inputs for which values outside the domain are an error in the framework. */
  readonly raises?: readonly ('true' | 'pred')[];
  /** What the framework does with values outside the domain that it accepts, after "it": `clips them to [1e-7, 1 - 1e-7]`. */
  readonly outside?: string;
  /** What it does with rows of pred that should sum to 1 and do not: `divides each row by its sum`. */
  readonly unnormalised?: string;
  /** What sets this convention apart, in a sentence. */
  readonly note?: string;
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
  /** One line: what it is. */
  readonly summary: string;
  /** A few sentences: what it is for, and its pitfalls. */
  readonly description: string;
  /** By camelCase name; `--kebab-case` is the option and `snake_case` the name in formulas. */
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly inputs: { readonly true: Domain; readonly pred: Domain };
  /** The first is the default. */
  readonly conventions: Readonly<Partial<Record<ConventionName, Convention>>>;
  /** Papers and documentation, as `Author, title, year, where`. */
  readonly references: readonly string[];
  /** A small case to show with `explain`: rows of true and predicted values. */
  readonly example: {
    readonly true: readonly (readonly number[])[];
    readonly pred: readonly (readonly number[])[];
  };
}

/** Takes a definition as it is; its names and parameters become part of its type, for the typed library. */
export function defineLoss<const Definition extends LossDefinition>(
  definition: Definition,
): Definition {
  return definition;
}

import type { ConventionName } from './conventions.ts';

/** What there is to say about every parameter of a loss. */
interface ParameterBase {
  /** One line for the help: what it does, with its unit where it has one. */
  readonly help: string;
  /** The conventions that know the parameter, where not all of the loss's do. */
  readonly only?: readonly ConventionName[];
  /** What messages call it, where that is not the option of its name. */
  readonly place?: string;
  /** A parameter that says otherwise of the same thing: flags are not both on, and of others one is as by default. */
  readonly excludes?: string;
}

/** What losses say of a parameter that they share. */
export type KnownTo = Pick<ParameterBase, 'only'>;

export interface NumberParameter extends ParameterBase {
  readonly kind: 'number';
  /** Null where it is not set unless given; a formula then sees NaN. */
  readonly default: number | null;
  /** Whether it is a count, which has no fractions. */
  readonly whole?: boolean;
  /** Bounds of valid values; `above` and `below` exclude the bound itself. */
  readonly min?: number;
  readonly above?: number;
  readonly max?: number;
  readonly below?: number;
  /** Bounds of an open interval of values that are not valid. */
  readonly except?: readonly [low: number, high: number];
}

/** One number for all positions of the last axis, or a list with one for each. */
export interface VectorParameter extends ParameterBase {
  readonly kind: 'vector';
  readonly default: number | readonly number[];
  readonly min?: number;
  readonly max?: number;
  /** Whether the numbers in the names of pred's columns are meant, from 0 to 1 or in percent, where it is not given. */
  readonly ofColumns?: boolean;
  /** Whether they are weights that count beside each other only: a formula sees them divided by their mean. */
  readonly normalised?: boolean;
}

/** On or off; in a formula 1 or 0. */
export interface FlagParameter extends ParameterBase {
  readonly kind: 'flag';
  /** Off when left out; what is on by default gets an option `--no-...`. */
  readonly default?: boolean;
  /** Given with an axis it is on too, as Keras' Dice has no other way to say it. */
  readonly impliedBy?: 'axis';
}

/** One of a few words; in a formula each word is a name, 1 or 0. */
export interface ChoiceParameter extends ParameterBase {
  readonly kind: 'choice';
  readonly choices: readonly string[];
  readonly default: string;
}

export type Parameter = NumberParameter | VectorParameter | FlagParameter | ChoiceParameter;
export type ParameterValue = number | boolean | string | readonly number[];

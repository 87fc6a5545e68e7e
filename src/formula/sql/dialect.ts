import type { Operand, Template } from './template.ts';

/**
 * How NaN compares: as nothing (`ieee`); as equal to itself and above all numbers (`largest`); or there is none, and NULL
 * stands in its place (`null`).
 */
export type NaNOrder = 'ieee' | 'largest' | 'null';

/** The SQL of an engine, as far as others have another. */
export interface Dialect {
  readonly name: string;
  /** What the engine is called in prose. */
  readonly title: string;
  /** An identifier, whatever is in it. */
  readonly quote: (name: string) => string;
  /** A text, whatever is in it. */
  readonly text: (value: string) => string;
  /** A literal that is a double for sure, of digits in JavaScript's notation; in arithmetic with doubles any will do. */
  readonly double: (digits: string) => string;
  readonly types: Readonly<Record<'double' | 'text' | 'integer', string>>;
  readonly special: SpecialNumbers;
  readonly nanOrder: NaNOrder;
  /** A column as a double, NULL where it is missing; a label may be a truth value. */
  readonly number: (column: string, isLabel: boolean) => string;
  /** What a column is as a number where it is one, and else NULL; for conditions on texts. */
  readonly numberOrNull: (column: string) => string;
  /** Whether a column, of any type, has a value that is written so. */
  readonly isText: (column: string, text: string) => string;
  /** The element of an array at a position from 0, NULL where it is not of `length` elements. */
  readonly element: ((array: string, position: number, length: number) => string) | undefined;
  /** Operations by the names that the graph has for them; what is not among them is made of others, if it can be. */
  readonly operations: Readonly<Record<string, Template>>;
  readonly aggregates: Aggregates;
  /** Whether it has GROUPING SETS. */
  readonly hasGroupingSets: boolean;
  /** The end of a subquery that keeps its expressions from being written into the outer one, once for each use. */
  readonly fence?: string;
  /** `SELECT * EXCEPT (...)`, where there is such. */
  readonly except?: string;
}

/**
 * Reductions over rows, NaN where a term is.
 * @param over what makes a window of it, or nothing
 * @param keep which rows count, where not all do; of the others the term is NULL
 */
export type Aggregates = Readonly<
  Record<'sum' | 'max' | 'min', (x: Operand, over: string, keep: string | undefined) => string>
>;

/** Literals of the numbers that are not finite. */
export interface SpecialNumbers {
  readonly nan: string;
  readonly infinity: string;
  readonly negativeInfinity: string;
}

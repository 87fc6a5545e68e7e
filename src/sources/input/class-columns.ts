import type { ClassMatch } from '../../tensor/class-match.ts';
import type { Shape } from '../../tensor/shape.ts';
import { parseNumber } from '../../text/parse-number.ts';

/** The columns of pred, which stand for the classes. */
export interface ClassColumns {
  readonly count: number;
  readonly names: readonly string[] | undefined;
  /** The shape of pred without its first axis, where it is no table. */
  readonly axes?: Shape | undefined;
  /** Whether the names are labels that stand with each score. */
  readonly areLabels?: boolean | undefined;
  /** Whether the order of the names is none that the user or the data gave. */
  readonly isSorted?: boolean | undefined;
}

/** What is known of the columns of pred once it is open. */
interface OpenPred {
  readonly axes: Shape;
  readonly columns?: readonly string[] | undefined;
  /** Where labels stand with each score. */
  readonly match?: ClassMatch | undefined;
  readonly isSorted?: boolean | undefined;
}

/** The columns of pred, once it is open. */
export function columnsOfPred({ axes, columns, match, isSorted }: OpenPred): ClassColumns {
  const areLabels = match !== undefined;
  return { count: axes.at(-1) ?? 1, names: columns, axes, areLabels, isSorted };
}

/** A name with a number in it: what is before the last one, and what after. */
const NUMBERED = /^(.*?)(\d{1,15})(\D*)$/s;

/**
 * The classes that columns are named after: the names as numbers (`0`, `2`, `-1`), or the numbers in names that are alike
 * but for those (`p3`, `p4`; `class_1_prob`, `class_2_prob`); undefined where names hold no such numbers, or one of them
 * twice.
 */
export function classNumbers(names: readonly string[]): readonly number[] | undefined {
  const trimmed = names.map((name) => name.trim());
  const numbers = wholeNumbers(trimmed) ?? numbersWithin(trimmed);
  return numbers && new Set(numbers).size === names.length ? numbers : undefined;
}

function wholeNumbers(names: readonly string[]): readonly number[] | undefined {
  const numbers = names.map((name) => parseNumber(name) ?? NaN);
  return numbers.every(Number.isFinite) ? numbers : undefined;
}

function numbersWithin(names: readonly string[]): readonly number[] | undefined {
  const parts = names.map((name) => NUMBERED.exec(name));
  const [first] = parts;
  const isAlike = parts.every((part) => part?.[1] === first?.[1] && part?.[3] === first?.[3]);
  return first && isAlike ? parts.map((part) => Number(part![2])) : undefined;
}

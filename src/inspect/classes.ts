import { UserError } from '../messages/errors.ts';
import { ClassLabels } from '../sources/input/class-labels.ts';
import type { ClassesDoubt, ClassesFound, RoleContent } from './inspection.ts';

/** Classes that are named one by one in an option. */
const MOST_NAMED = 100;
const NOWHERE = { where: () => '' };

/**
 * Finds the labels of true values among several columns of predictions, as a loss does; where a loss would not, by the
 * names that `--labels` would have to give to columns, if there is no doubt about these. Undefined where true values
 * are no labels.
 */
export function findClasses(
  truth: RoleContent,
  pred: RoleContent,
): ClassesFound | ClassesDoubt | undefined {
  const [summary] = truth.summaries;
  if (truth.width !== 1 || pred.width === 1 || !summary?.values) return undefined;
  if (summary.kind !== 'text' && summary.kind !== 'integers') return undefined;
  const labels = summary.values.map(({ value }) => String(value));
  const found = matched(labels, undefined, pred);
  if (!('problem' in found)) return found;
  const named = namesOfClasses(labels, summary.kind === 'text', pred);
  return named ? matched(labels, named, pred) : found;
}

function matched(
  labels: readonly string[],
  names: readonly string[] | undefined,
  { width, columns }: RoleContent,
): ClassesFound | ClassesDoubt {
  try {
    const reader = new ClassLabels({ names }, { count: width, names: columns });
    const numbers = labels.map((label) => {
      const isNumeric = Number.isFinite(Number(label));
      return reader.numberOf(label, isNumeric, NOWHERE) ?? Number(label);
    });
    const outside = numbers.findIndex((number) => !(number >= 0 && number < width));
    if (outside >= 0) {
      return {
        problem: `expected classes from 0 to ${width - 1}, one for each column, found ${labels[outside]!}`,
      };
    }
    const isNumber = labels.every((label) => Number.isFinite(Number(label)));
    const isByPlace = isNumber && reader.match?.by !== 'names';
    return {
      columns: new Map(labels.map((label, k) => [label, numbers[k]!])),
      names: columns,
      by: names ? 'labels' : isByPlace ? 'places' : 'names',
      labels: names?.join(','),
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { problem: error.complaint.problem };
  }
}

/** The label of each column, where there is one answer; undefined where there is none, or a choice. */
function namesOfClasses(
  labels: readonly string[],
  areTexts: boolean,
  { width, columns }: RoleContent,
): readonly string[] | undefined {
  if (width > MOST_NAMED || labels.some((label) => label.includes(','))) return undefined;
  if (!areTexts) {
    const numbers = labels.map(Number);
    const isFromOne = numbers.every((number) => number >= 1) && numbers.includes(width);
    return isFromOne ? Array.from({ length: width }, (_, k) => String(k + 1)) : undefined;
  }
  if (!columns || labels.length !== width) return undefined;
  const named = columns.map((column) => {
    const ending = labels.filter((label) => isNamedAfter(column, label));
    return ending.length === 1 ? ending[0]! : undefined;
  });
  return named.every((label) => label !== undefined) && new Set(named).size === width
    ? named
    : undefined;
}

/** Whether a name is that of a label after, or before, something else: `prob_cat`, `cat score`. */
export function isNamedAfter(name: string, label: string): boolean {
  const [long, short] = [name.trim().toLowerCase(), label.trim().toLowerCase()];
  const isApart = (rest: string): boolean => /^[-_. ]|[-_. ]$/.test(rest);
  return (
    (long.endsWith(short) && isApart(long.slice(0, -short.length))) ||
    (long.startsWith(short) && isApart(long.slice(short.length)))
  );
}

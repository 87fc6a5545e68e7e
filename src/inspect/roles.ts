import { labelsOf } from './class-balance.ts';
import { isNamedAfter } from './classes.ts';
import { kindOf, type InspectedColumn, type Role } from './inspection.ts';

/** What columns are commonly called, without case, `-`, `_` and blanks. */
const NAMES = {
  true: [
    'true',
    'truth',
    'ytrue',
    'y',
    'label',
    'labels',
    'target',
    'targets',
    'actual',
    'groundtruth',
  ],
  pred: [
    ...[
      'pred',
      'preds',
      'ypred',
      'yhat',
      'prediction',
      'predictions',
      'predicted',
      'score',
      'scores',
    ],
    ...['prob', 'probs', 'proba', 'probability', 'logit', 'logits', 'output', 'p'],
  ],
  weights: ['weight', 'weights', 'sampleweight', 'sampleweights'],
};

/** An input of a loss that columns are looked for. */
export type RoleName = keyof typeof NAMES;

/**
 * The columns that by their names are an input of a loss: the only one with such a name, or the only columns with one
 * and numbers from 0 or 1 on (`p0`, `p1`, `p2`). Undefined where there is none, or a choice.
 */
export function guessRole(input: RoleName, names: readonly string[]): Role | undefined {
  const candidates = [...alone(NAMES[input], names), ...numbered(NAMES[input], names)];
  return candidates.length === 1 ? candidates[0] : undefined;
}

/**
 * The columns of numbers that are called what the labels in a column of text are, or end or begin with that (`p_cat`): one
 * for each label. Undefined where there are none, or a choice.
 */
export function predOfLabels(
  { indices }: Role,
  columns: readonly InspectedColumn[],
): Role | undefined {
  const truth = columns[indices[0]!]!;
  if (indices.length > 1 || kindOf(truth) !== 'text') return undefined;
  const labels = labelsOf(truth)?.map(({ value }) => String(value)) ?? [];
  const found = labels.map((label) => {
    const named = [...columns.keys()].filter((k) => isOfNumbers(columns[k]!));
    const same = named.filter((k) => columns[k]!.name === label);
    return same.length > 0 ? same : named.filter((k) => isNamedAfter(columns[k]!.name, label));
  });
  if (found.length < 2 || found.some((each) => each.length !== 1)) return undefined;
  const chosen = [...new Set(found.flat())].sort((a, b) => a - b);
  const names = chosen.map((k) => columns[k]!.name);
  if (chosen.length < labels.length || names.some((name) => name.includes(','))) return undefined;
  return { source: names.join(','), indices: chosen };
}

function isOfNumbers({ content }: InspectedColumn): boolean {
  return 'summary' in content && ['integers', 'numbers'].includes(content.summary.kind);
}

function alone(known: readonly string[], names: readonly string[]): Role[] {
  return names.flatMap((name, index) => {
    return known.includes(plain(name)) ? [{ source: name, indices: [index] }] : [];
  });
}

function numbered(known: readonly string[], names: readonly string[]): Role[] {
  const prefixes = new Set(names.flatMap((name) => /^(.*\D)\d+$/s.exec(name)?.[1] ?? []));
  return [...prefixes].flatMap((prefix) => {
    if (!known.includes(plain(prefix))) return [];
    const first = names.includes(`${prefix}0`) ? 0 : 1;
    const indices: number[] = [];
    for (let number = first; names.includes(`${prefix}${number}`); number++) {
      indices.push(names.indexOf(`${prefix}${number}`));
    }
    if (indices.length < 2) return [];
    return [{ source: `${prefix}${first}-${prefix}${first + indices.length - 1}`, indices }];
  });
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '');
}

import type { Role } from './inspection.ts';

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
};

/**
 * The columns that by their names are an input of a loss: the only one with such a name, or the only columns with one
 * and numbers from 0 or 1 on (`p0`, `p1`, `p2`). Undefined where there is none, or a choice.
 */
export function guessRole(input: 'true' | 'pred', names: readonly string[]): Role | undefined {
  const candidates = [...alone(NAMES[input], names), ...numbered(NAMES[input], names)];
  return candidates.length === 1 ? candidates[0] : undefined;
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

import { formatCount } from '../../text/format-number.ts';
import { KEY_FORM_NAMES, type KeyForm } from '../input/read-options.ts';
import type { Appearances } from './appearances.ts';
import { KEY_FORMS, KEY_FORM_WORDS } from './key-forms.ts';
import type { KeyNumbers, KeyTexts } from './key-numbers.ts';

/** Keys of a file that are looked at: a map of more takes long to make, for a hint. */
const MOST = 1_000_000;

/** What would make more keys of two files equal, as a hint; undefined where nothing does. */
export function nearKeysHint(
  first: Appearances,
  other: Appearances,
  keys: KeyNumbers,
): string | undefined {
  const textsOf = keys.texts();
  const alone = (one: Appearances, two: Appearances): KeyTexts[] => {
    const texts: KeyTexts[] = [];
    for (let key = 0; key < keys.end && texts.length < MOST; key++) {
      if (one.rowOf(key) === 0 || two.rowOf(key) > 0) continue;
      texts.push(textsOf(key));
    }
    return texts;
  };
  const ofFirst = alone(first, other);
  const ofOther = alone(other, first);
  let best: { form: KeyForm; count: number } | undefined;
  for (const form of KEY_FORM_NAMES) {
    const formOf = (text: readonly string[]): string => JSON.stringify(text.map(KEY_FORMS[form]));
    const known = new Set(ofFirst.map(formOf));
    const count = ofOther.filter((text) => known.has(formOf(text))).length;
    if (count > (best?.count ?? 0)) best = { form, count };
  }
  if (!best) return undefined;
  const { form, count } = best;
  const would =
    count === 1 ? '1 more key would match' : `${formatCount(count)} more keys would match`;
  return `${would} ${KEY_FORM_WORDS[form]}: --keys ${form}`;
}

import { quote } from './errors.ts';
import { closest } from './closest.ts';

const SHORTEST_FRAGMENT = 3;
const MOST_SHOWN = 3;

/**
 * `did you mean "huber"?` for a word that is none of the candidates: the one it misspells, or else those that
 * contain it (`crossentropy`); undefined when there are none.
 */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  const misspelt = closest(word, candidates);
  const meant = misspelt === undefined ? containing(word, candidates) : [misspelt];
  return meant.length === 0 ? undefined : `did you mean ${meant.map(quote).join(' or ')}?`;
}

function containing(word: string, candidates: readonly string[]): readonly string[] {
  if (word.length < SHORTEST_FRAGMENT) return [];
  const fragment = word.toLowerCase();
  return candidates
    .filter((candidate) => candidate.toLowerCase().includes(fragment))
    .slice(0, MOST_SHOWN);
}

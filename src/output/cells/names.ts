import { shownText } from '../../messages/shown-text.ts';

/**
 * Names that the user gave, as readers get to see them: see {@link shownText}. Long names that would look the same for
 * it are told apart by a number.
 */
export function shownNames(names: readonly string[]): string[] {
  const owners = new Map<string, Map<string, number>>();
  return names.map((name) => {
    const shown = shownText(name);
    const alike = owners.get(shown) ?? new Map<string, number>();
    owners.set(shown, alike);
    const number = alike.get(name) ?? alike.size + 1;
    alike.set(name, number);
    return number === 1 ? shown : `${shown} (${number})`;
  });
}

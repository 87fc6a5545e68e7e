import { quote, UserError } from '../../messages/errors.ts';
import { LOSSES } from '../../losses/index.ts';
import { hasClasses } from '../../losses/inputs.ts';
import { lossesCalled, namedLoss, type NamedLoss } from '../../losses/names.ts';
import { didYouMean } from '../../messages/suggest.ts';

/**
 * The loss that a user's word names, in any spelling, and what that says besides. Throws a UserError that suggests another when there is none.
 * @param others words that were possible as well: commands, and losses of the user's own
 */
export function requireLoss(
  word: string,
  { commands = [], own = [] }: { commands?: readonly string[]; own?: readonly string[] } = {},
): NamedLoss {
  const named = namedLoss(word);
  if (named) return named;
  const sharing = lossesCalled(word).map(
    (definition) => `${definition.name}${hasClasses(definition) ? ' for class indices' : ''}`,
  );
  if (sharing.length > 0) {
    throw new UserError({
      problem: `${quote(word)} is what a framework calls several losses`,
      hint: `name one of them: ${sharing.join(', ')}`,
    });
  }
  const names = LOSSES.flatMap(({ name, aliases }) => [name, ...aliases]);
  throw new UserError({
    problem: `unknown ${commands.length > 0 ? 'loss or command' : 'loss'} ${quote(word)}`,
    hint: didYouMean(word, [...names, ...commands, ...own]) ?? 'losscalc list shows the losses',
  });
}

import { quote, UserError } from '../../messages/errors.ts';
import { LOSSES } from '../../losses/index.ts';
import { hasClasses } from '../../losses/inputs.ts';
import { lossesCalled, namedLoss, type NamedLoss } from '../../losses/names.ts';
import { kebabCase } from '../../messages/names.ts';
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
  const sharing = lossesCalled(word);
  if (sharing.length > 0) {
    const choices = sharing.map(
      ({ definition }) => `${definition.name}${hasClasses(definition) ? ' for class indices' : ''}`,
    );
    throw new UserError({
      problem: `${quote(word)} is what a framework calls several losses`,
      hint: `name one of them: ${choices.join(', ')}${saidBesides(sharing)}`,
    });
  }
  const names = LOSSES.flatMap(({ name, aliases }) => [name, ...aliases]);
  throw new UserError({
    problem: `unknown ${commands.length > 0 ? 'loss or command' : 'loss'} ${quote(word)}`,
    hint: didYouMean(word, [...names, ...commands, ...own]) ?? 'losscalc list shows the losses',
  });
}

/** The options that stand for what a name says besides the loss, where it says the same of all losses that it may be. */
function saidBesides(sharing: readonly NamedLoss[]): string {
  const options = sharing.map(({ compat, params }) =>
    [
      ...(compat === undefined ? [] : [`--compat ${compat}`]),
      ...Object.keys(params).map((name) => `--${kebabCase(name)}`),
    ].join(' '),
  );
  return options[0] !== '' && new Set(options).size === 1 ? `, with ${options[0]!}` : '';
}

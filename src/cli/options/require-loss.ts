import { quote, UserError } from '../../messages/errors.ts';
import { LOSSES } from '../../losses/index.ts';
import { namedLoss, type NamedLoss } from '../../losses/names.ts';
import { meaningsOf, type Meaning } from '../../losses/words.ts';
import { kebabCase } from '../../messages/names.ts';
import { didYouMean } from '../../messages/suggest.ts';

/** Words that were possible as well. */
interface OtherWords {
  readonly commands?: readonly string[];
  /** Losses of the user's own. */
  readonly own?: readonly string[];
}

/**
 * The loss that a user's word names, in any spelling, and what that says besides.
 * @throws UserError that lists the losses it may mean, or suggests another where there is none
 */
export function requireLoss(word: string, others: OtherWords = {}): NamedLoss {
  const named = namedLoss(word);
  if (named) return named;
  const meanings = meaningsOf(word);
  throw meanings.length > 0 ? severalMeant(word, meanings) : unknownLoss(word, others);
}

/** The error that no loss has a name. */
export function unknownLoss(word: string, { commands = [], own = [] }: OtherWords): UserError {
  const names = LOSSES.flatMap(({ name, aliases }) => [name, ...aliases]);
  return new UserError({
    problem: `unknown ${commands.length > 0 ? 'loss or command' : 'loss'} ${quote(word)}`,
    hint: didYouMean(word, [...names, ...commands, ...own]) ?? 'losscalc list shows the losses',
  });
}

/**
 * The error that a word means several losses.
 * @param found what is known of which it is: `of which 2 fit: true and pred are rows of 3 numbers`
 */
export function severalMeant(word: string, meanings: readonly Meaning[], found = ''): UserError {
  const problem = `${quote(word)} is what several losses are called${found && `, ${found}`}`;
  const besides = saidBesides(meanings);
  return new UserError({
    problem,
    hint: `name one of them${besides && `, with ${besides}`}\n${meaningLines(meanings).join('\n')}`,
  });
}

/** The losses that a word may mean, a line each with when it is meant. */
export function meaningLines(meanings: readonly Meaning[]): string[] {
  const width = Math.max(...meanings.map(({ definition }) => definition.name.length));
  return meanings.map(({ definition, when }) => `    ${definition.name.padEnd(width)}  ${when}`);
}

/** The options that stand for what a word says besides the loss, where it says the same of all losses that it may be. */
export function saidBesides(meanings: readonly NamedLoss[]): string {
  const options = meanings.map(({ compat, params }) =>
    [
      ...(compat === undefined ? [] : [`--compat ${compat}`]),
      ...Object.keys(params).map((name) => `--${kebabCase(name)}`),
    ].join(' '),
  );
  return new Set(options).size === 1 ? options[0]! : '';
}

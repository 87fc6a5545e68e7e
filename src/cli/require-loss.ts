import { quote, UserError } from '../errors.ts';
import type { LossDefinition } from '../losses/definition.ts';
import { findLoss, LOSSES } from '../losses/index.ts';
import { didYouMean } from './suggest.ts';

/**
 * The loss that a user's word names, in any spelling. Throws a UserError that suggests another when there is none.
 * @param commands words that were possible as well
 */
export function requireLoss(word: string, commands: readonly string[] = []): LossDefinition {
  const definition = findLoss(word);
  if (definition) return definition;
  const names = LOSSES.flatMap(({ name, aliases }) => [name, ...aliases]);
  throw new UserError({
    problem: `unknown ${commands.length > 0 ? 'loss or command' : 'loss'} ${quote(word)}`,
    hint: didYouMean(word, [...names, ...commands]) ?? 'losscalc list shows the losses',
  });
}

import { quote, UserError } from '../messages/errors.ts';
import type { WrittenLabels } from '../tensor/class-match.ts';
import type { LabelledTensor } from './shapes.ts';

/**
 * Tells what is doubtful about labels that were compared as they are written.
 * @throws UserError where one side has texts only and the other numbers only, of which none can be right
 */
export function warnOfLabels(
  tensors: ReadonlyMap<string, LabelledTensor>,
  warn: (message: string) => void,
): void {
  const [truth, pred] = ['true', 'pred'].map((input) => tensors.get(input));
  const ofTrue = truth?.labels?.written;
  const ofPred = pred?.labels?.written;
  // Without texts there is nothing to be said: a few predictions may all be wrong.
  if (!ofTrue || !ofPred || (ofTrue.texts.size === 0 && ofPred.texts.size === 0)) return;
  requireOneKind([ofTrue, ofPred], [truth.label, pred.label]);
  const alike = alikeButForCase(ofTrue.texts, ofPred.texts);
  if (alike) {
    warn(
      `${pred.label}: ${quote(alike.pred)} differs from the true label ${quote(alike.truth)} by case only, and is another label; write both alike`,
    );
  }
}

function requireOneKind(
  labels: readonly [WrittenLabels, WrittenLabels],
  names: readonly [string, string],
): void {
  const kinds = labels.map(({ texts, hasNumbers }) => {
    return texts.size === 0 ? 'numbers' : hasNumbers ? 'both' : 'text';
  });
  if (kinds[0] === kinds[1] || kinds.includes('both')) return;
  const [text] = labels[kinds.indexOf('text')]!.texts;
  throw new UserError({
    where: names[kinds.indexOf('numbers')],
    problem: `expected labels that are text, such as ${quote(text!)} of ${names[kinds.indexOf('text')]!}, found numbers only`,
    hint: 'write the labels of both alike; scores of one class are labels with --threshold 0.5 and --positive',
  });
}

/** A predicted label that is no true one, and would be if case did not matter. */
function alikeButForCase(
  truth: ReadonlySet<string>,
  pred: ReadonlySet<string>,
): { truth: string; pred: string } | undefined {
  const others = [...pred].filter((label) => !truth.has(label));
  if (others.length === 0) return undefined;
  const folded = new Map([...truth].map((label) => [label.toLowerCase(), label]));
  const found = others.find((label) => folded.has(label.toLowerCase()));
  return found === undefined ? undefined : { truth: folded.get(found.toLowerCase())!, pred: found };
}

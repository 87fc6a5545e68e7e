import type { LossRequest } from '../engine/request.ts';
import type { LabelledTensor } from '../engine/shapes.ts';
import { inputsOf } from '../losses/inputs.ts';
import { UserError } from '../messages/errors.ts';
import type { Widths } from '../tensor/block.ts';
import type { Reference } from './reference.ts';

const OPTION = '--skill';
/** True values that are classes, or how probable these are. */
const CLASSES = ['binary', 'class-index', 'probability', 'distribution'];

/** @throws UserError for losses that have no skill, or none over such a reference */
export function requireSkill(
  requests: readonly LossRequest[],
  tensors: ReadonlyMap<string, LabelledTensor>,
  widths: Widths,
  reference: Reference,
): void {
  for (const request of requests) {
    const { definition, convention, reduction, params } = request;
    const where = `${definition.name}, ${OPTION}`;
    if (convention.better === 'larger') {
      throw new UserError({
        where,
        problem:
          'expected a loss, of which the skill is made, found a score of which more is better',
        hint: 'name a loss, such as mean-squared-error: its skill over the mean is R2',
      });
    }
    if (reduction === 'none') {
      throw new UserError({
        where,
        problem: 'expected a loss that is one number, found the reduction none',
        hint: 'choose --reduction mean or sum',
      });
    }
    if (tensors.get('pred')!.lists) {
      throw new UserError({
        where,
        problem: 'expected samples that are rows, found lists of items',
      });
    }
    if (reference.kind === 'predictions') continue;
    const inputs = inputsOf(definition);
    const [truth, pred] = [inputs.get('true'), inputs.get('pred')!];
    if (!truth || !tensors.has('true')) {
      throw new UserError({
        where,
        problem:
          'expected a loss of true values, which the reference is made of, found one without',
        hint: 'name a column or a file with the predictions of the reference',
      });
    }
    const areClasses = CLASSES.includes(truth.domain);
    const isLogarithm = params['fromLogits'] === true || pred.isLogarithm(params);
    if (isLogarithm) {
      throw new UserError({
        where,
        problem: `expected predictions that are ${areClasses ? 'probabilities' : 'values'} as the reference is, found logits or logarithms`,
        hint: 'convert them first, or name a column or a file with the predictions of the reference',
      });
    }
    const ofIndices = widths['true'] !== widths['pred'];
    const fits = reference.kind === 'prior' ? areClasses : !ofIndices && truth.domain !== 'label';
    if (!fits) {
      throw new UserError({
        where,
        problem:
          reference.kind === 'prior'
            ? 'expected true values that are classes, whose frequencies are the prior, found others'
            : 'expected true values that have a mean or a median, found classes',
        hint: `choose ${OPTION} ${reference.kind === 'prior' ? 'mean or median' : 'prior'}`,
      });
    }
  }
}

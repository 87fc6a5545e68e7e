import { defineLoss, type LossDefinition } from '../../src/losses/definition.ts';

/** A loss of true and predicted numbers that is there for its formula alone. */
export function formulaUnderTest(
  conventions: LossDefinition['conventions'],
  parameters: LossDefinition['parameters'] = {},
): LossDefinition {
  return defineLoss({
    name: 'formula',
    title: 'Formula',
    family: 'regression',
    aliases: [],
    summary: 'A formula under test.',
    description: 'A formula under test.',
    parameters,
    inputs: { true: 'real', pred: 'real' },
    conventions,
    references: [],
    example: { true: [[0]], pred: [[0]] },
  });
}

import {
  defineLoss,
  type InputDefinitions,
  type LossDefinition,
} from '../../src/losses/definition.ts';

/** A loss that is a formula, with nothing else to say about it. */
export function lossOf(
  formula: string,
  inputs: InputDefinitions = { true: 'real', pred: 'real' },
): LossDefinition {
  return defineLoss({
    name: 'test-loss',
    title: 'Test <loss>',
    family: 'regression',
    aliases: [],
    summary: 'A loss of the tests.',
    description: 'It has a formula.',
    parameters: {},
    inputs,
    conventions: { exact: { api: 'test loss', formula } },
    references: [],
    example: { true: [[0]], pred: [[1]] },
  });
}

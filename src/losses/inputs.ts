import type { InputDefinition, LossDefinition } from './definition.ts';

/** Class indices are one for each sample. */
const SHAPE_OF_DOMAIN = { 'class-index': 'sample' } as const;

/** The inputs of a loss by name, true and pred first, in full. */
export function inputsOf({ inputs }: LossDefinition): Map<string, Required<InputDefinition>> {
  const { true: truth, pred, ...others } = inputs;
  const ordered = Object.entries({
    ...(truth === undefined ? {} : { true: truth }),
    pred,
    ...others,
  });
  return new Map(
    ordered.flatMap(([name, input]) => {
      if (input === undefined) return [];
      const given: InputDefinition = typeof input === 'string' ? { domain: input } : input;
      const shape =
        given.shape ?? (given.domain === 'class-index' ? SHAPE_OF_DOMAIN['class-index'] : 'same');
      return [[name, { domain: given.domain, shape, help: given.help ?? '' }] as const];
    }),
  );
}

/** What an input is called in formulas: y, p, or its own name. */
export function formulaName(input: string): string {
  return { true: 'y', pred: 'p' }[input] ?? input;
}

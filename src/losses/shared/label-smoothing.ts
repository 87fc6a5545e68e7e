import type { FormulaConvention, KnownTo, NumberParameter } from '../definition.ts';

/** The parameter by which labels 0 and 1 are smoothed, each by itself. */
export function labelSmoothing(known: KnownTo): NumberParameter {
  return smoothing('labels are moved from 0 and 1 towards 1/2', known);
}

/** Formula text for `t`, the labels that it makes of `y`. */
export const smoothedLabels = 't = y * (1 - label_smoothing) + label_smoothing / 2;';

/** The parameter by which probabilities of several classes are smoothed. */
export function classSmoothing(known: KnownTo = {}): NumberParameter {
  return smoothing('targets are moved towards the same probability for every class', known);
}

/** Formula text for `t`, the targets that it makes of the row `y`. */
export const smoothedClasses = smoothedOver('n');

/** The same for another number of classes than the row has. */
function smoothedOver(classes: number | 'n'): string {
  return `t = y * (1 - label_smoothing) + label_smoothing / ${classes};`;
}

/** Of a formula with smoothed classes, the one that Keras computes where classes do not lie along the last axis. */
export function acrossSmoothed(
  formulaOf: (smoothed: string) => string,
): NonNullable<FormulaConvention['across']> {
  return {
    parameter: 'labelSmoothing',
    formula: (length) => formulaOf(smoothedOver(length)),
  };
}

function smoothing(movement: string, known: KnownTo): NumberParameter {
  const help = `how far ${movement}, from 0 to 1`;
  return { kind: 'number', default: 0, min: 0, max: 1, ...known, help };
}

import type { Chart } from './chart.ts';

/** One line of a drawing: a curve, or its derivative. */
export interface Series {
  /** The number of its curve, from 0, which decides its colour. */
  readonly curve: number;
  readonly values: Float64Array;
  readonly isDerivative: boolean;
}

/** The lines of a chart in the order in which they are drawn: what matters most last, over the others. */
export function seriesOf({ curves }: Chart): readonly Series[] {
  const derivatives = curves.flatMap(({ derivatives }, curve) =>
    derivatives ? [{ curve, values: derivatives, isDerivative: true }] : [],
  );
  const losses = curves.map(({ losses }, curve) => ({
    curve,
    values: losses,
    isDerivative: false,
  }));
  return [...derivatives, ...losses];
}

/** What a legend calls each curve; there is none where one line needs no telling apart. */
export function legendLabels({ curves, word }: Chart): readonly string[] {
  if (curves.length > 1) return curves.map(({ label }) => label);
  return curves[0]?.derivatives ? [curves[0].label || word] : [];
}

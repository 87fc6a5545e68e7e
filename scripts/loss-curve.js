import { usualConvention } from '../src/losses/definition.ts';
import { UserError } from '../src/messages/errors.ts';
import { chartOf } from '../src/plot/chart.ts';
import { drawSvg } from '../src/plot/svg.ts';

/** The curve of a loss under its default convention as SVG; undefined for a loss that has none. */
export function curveOf(definition) {
  const { requires } = definition.conventions[usualConvention(definition)];
  try {
    return drawSvg(chartOf(definition, { params: requires ? { [requires]: [true] } : {} }));
  } catch (error) {
    if (error instanceof UserError && error.message.includes('has no curve')) return undefined;
    throw error;
  }
}

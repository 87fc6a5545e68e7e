import { UserError } from '../dist/errors.js';
import { chartOf } from '../dist/plot/chart.js';
import { drawSvg } from '../dist/plot/svg.js';

/** The curve of a loss under its default convention as SVG; undefined for a loss that has none. */
export function curveOf(definition) {
  const { requires } = Object.values(definition.conventions)[0];
  try {
    return drawSvg(chartOf(definition, { params: requires ? { [requires]: [true] } : {} }));
  } catch (error) {
    if (error instanceof UserError && error.message.includes('has no curve')) return undefined;
    throw error;
  }
}

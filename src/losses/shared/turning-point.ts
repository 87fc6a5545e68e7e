import type { NumberParameter } from '../definition.ts';

/** The parameter of a loss that is quadratic for small errors and linear for large ones. */
export const turningPoint: NumberParameter = {
  kind: 'number',
  default: 1,
  above: 0,
  help: 'where the loss turns from quadratic to linear, in the unit of the data',
};

/** The same where it turns smoothly. */
export const smoothTurningPoint: NumberParameter = {
  ...turningPoint,
  help: `about ${turningPoint.help}`,
};

import { i1OverI0, logI0, logI0e } from './bessel.ts';
import { erf, erfc, logNdtr, ndtr, normalHazard } from './error-function.ts';
import { digamma, lbeta, lgamma, stirling, trigamma } from './gamma.ts';

/** Special functions by their names in formulas, and those that only derivatives are made of. */
export const SPECIAL = {
  lgamma,
  digamma,
  trigamma,
  stirling,
  lbeta,
  erf,
  erfc,
  ndtr,
  log_ndtr: logNdtr,
  normal_hazard: normalHazard,
  log_i0: logI0,
  log_i0e: logI0e,
  i1_over_i0: i1OverI0,
} as const;

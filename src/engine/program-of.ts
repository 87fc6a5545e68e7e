import type { FormulaConvention } from '../losses/definition.ts';
import type { Widths } from '../tensor/block.ts';
import { isByElement, withoutElementShares } from './element-shares.ts';
import { requireElements } from './missing-elements.ts';
import { Program } from './program.ts';
import type { LossRequest } from './request.ts';

/**
 * The formula of a request, compiled for inputs of these widths.
 * @throws UserError where elements are to be skipped of a loss of whole rows
 */
export function programOf(request: LossRequest, widths: Widths): Program {
  const { convention } = request;
  const compiled = (of: LossRequest): Program =>
    new Program(of, convention as FormulaConvention, widths['pred']!);
  if (isByElement(request)) requireElements(request, compiled(withoutElementShares(request)));
  return compiled(request);
}

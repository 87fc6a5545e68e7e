import type { CheckOutcome } from '../../check/outcome.ts';
import { checkSummary, failedText } from '../../output/cells/check-cells.ts';
import { GateFailure } from '../options/gate.ts';

/**
 * @param isShown whether a report of the checks is printed; a log without it would not say which failed
 * @throws GateFailure where a check failed
 */
export function requirePassed(outcomes: readonly CheckOutcome[], isShown: boolean): void {
  if (outcomes.every(({ status }) => status !== 'failed')) return;
  throw new GateFailure(checkSummary(outcomes) + (isShown ? '' : `: ${failedText(outcomes)}`));
}

import { readLossSpec } from '../../src/cli/options/loss-spec.ts';
import type { QueriedLoss } from '../../src/sql/query-request.ts';

/** A loss as a command line names it. */
export function lossSpec(spec: string): QueriedLoss {
  return readLossSpec(spec, {});
}

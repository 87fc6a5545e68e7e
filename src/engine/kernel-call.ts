import type { ConventionName } from '../losses/definition.ts';
import { findLoss } from '../losses/names.ts';
import type { Batch } from '../losses/kernel.ts';
import type { SharedWork } from '../losses/shared-work.ts';
import { rounderOf, type Dtype } from '../tensor/dtype.ts';

/** All that a loss written by hand is computed from, as plain data, which another thread can be sent. */
export interface KernelCall {
  readonly loss: string;
  readonly compat: ConventionName;
  readonly dtype: Dtype;
  readonly batch: Omit<Batch, 'round' | 'work'>;
}

/** The work of a call, in the thread that needs its result. */
export interface KernelWork extends SharedWork {
  /** Says what the gradient is to be of, before its parts are computed. */
  tell(seed: Float64Array): void;
}

/** Makes other threads compute parts of a call, where these prove to be worth it. */
export type ShareKernel = (call: KernelCall) => KernelWork;

/** The work of a call, in a thread that helps. */
export interface KernelHelp extends SharedWork {
  readonly call: KernelCall;
  /** What the gradient is to be of; comes back only where there is to be one. */
  seed(): Float64Array;
}

/** What a kernel is given. */
export function batchOf({ batch, dtype }: KernelCall, work: SharedWork): Batch {
  return { ...batch, round: rounderOf(dtype), work };
}

/** Computes parts of what another thread computes: the same kernel, of which nobody here needs the result. */
export function helpKernel(help: KernelHelp): void {
  const { loss, compat } = help.call;
  const convention = findLoss(loss)?.conventions[compat];
  if (!convention?.kernel || convention.takes !== undefined) {
    throw new TypeError(`${loss} of ${compat} has no kernel`);
  }
  convention.kernel(batchOf(help.call, help)).gradient(help.seed());
}

import { meanOfNothing } from '../losses/definition.ts';
import { UserError } from '../messages/errors.ts';
import type { Block } from '../tensor/block.ts';
import { OF_ELEMENTS } from './element-shares.ts';
import type { LabelledTensor } from './labelled-tensor.ts';
import type { LossRequest } from './request.ts';

/** Why no sample counts: what was expected of an input, and what is the case. */
interface Reason {
  readonly input: 'true' | 'pred' | 'weights' | 'mask';
  readonly expected: string;
  readonly found: string;
}

/** What was counted of some rows. */
export interface CountedRows {
  /** Those that the mask does not leave out. */
  readonly count: number;
  /** Whether there is a weight that is not 0. */
  readonly hasWeight: boolean;
}

/** Watches whether there are samples that count: that no mask leaves out, with a weight that is not 0. */
export class CountedSamples {
  /** Those that the mask does not leave out. */
  count = 0;
  readonly #request: LossRequest;
  readonly #tensors: ReadonlyMap<string, LabelledTensor>;
  readonly #width: number;
  #hasWeight = false;

  /** @param width how many predictions a sample has */
  constructor(request: LossRequest, tensors: ReadonlyMap<string, LabelledTensor>, width: number) {
    this.#request = request;
    this.#tensors = tensors;
    this.#width = width;
  }

  /** Takes the next rows, without those that the mask leaves out. */
  add({ rows, inputs }: Block): void {
    this.count += rows;
    const weights = inputs['weights'] ?? inputs[OF_ELEMENTS.weights];
    const count = inputs['weights'] ? rows : rows * this.#width;
    for (let i = 0; i < count && !this.#hasWeight; i++) {
      this.#hasWeight = weights?.[i] !== 0;
    }
  }

  /** Takes what was counted of other rows. */
  absorb(other: CountedRows): void {
    this.count += other.count;
    this.#hasWeight ||= other.hasWeight;
  }

  /** What was counted so far. */
  get counted(): CountedRows {
    return { count: this.count, hasWeight: this.#hasWeight };
  }

  /**
   * Says that a result is one of nothing.
   * @param denominator what it was divided by; null where it was not
   * @throws UserError where the framework raises
   */
  judge(denominator: number | null, warn: (message: string) => void): void {
    const reason = this.#reason(denominator);
    if (!reason) return;
    const { input, expected, found } = reason;
    const { label: where } =
      this.#tensors.get(input) ??
      this.#tensors.get(OF_ELEMENTS[input as keyof typeof OF_ELEMENTS])!;
    const { compat } = this.#request;
    if (ofNothing(this.#request, this.count) === 'error') {
      throw new UserError({ where, problem: `${compat} expects ${expected}, but ${found}` });
    }
    warn(`${where}: ${found}; no sample counts, and the result says nothing about the predictions`);
  }

  #has(share: keyof typeof OF_ELEMENTS): boolean {
    return this.#tensors.has(share) || this.#tensors.has(OF_ELEMENTS[share]);
  }

  #reason(denominator: number | null): Reason | undefined {
    if (this.count === 0) {
      // Without a mask all elements were missing, which is counted and said.
      if (!this.#has('mask')) return undefined;
      return {
        input: 'mask',
        expected: 'a sample that is not left out',
        found: 'the mask is 0 for every sample',
      };
    }
    if (!this.#hasWeight) {
      return { input: 'weights', expected: 'a weight that is not 0', found: 'all weights are 0' };
    }
    if (denominator !== 0) return undefined;
    if (this.#request.convention.count !== undefined) {
      if (!this.#tensors.has('true')) {
        return { input: 'pred', expected: 'samples that count', found: 'nothing in it counts' };
      }
      const found = 'all samples are of classes that are ignored or have a weight of 0';
      return { input: 'true', expected: 'a class that counts', found };
    }
    if (!this.#has('weights')) return undefined;
    const expected = 'weights whose sum is not 0';
    return { input: 'weights', expected, found: 'the sum of the weights is 0' };
  }
}

/**
 * The mean of samples of which none counts; NaN where the framework divides by 0.
 * @param samples those that no mask leaves out
 */
export function ofNothing({ compat, params }: LossRequest, samples: number): number | 'error' {
  const unmasked = params['ignoreClass'] === undefined ? 'uncounted' : 'ignored';
  return meanOfNothing(compat, samples === 0 ? 'masked' : unmasked);
}

/**
 * Whether a mean of samples of which none counts is 0.
 * @param samples those that no mask leaves out
 */
export function isZeroOfNothing(request: LossRequest, samples: number): boolean {
  // An output without any value has no loss in any framework.
  if (request.skipsElements && samples === 0) return false;
  return ofNothing(request, samples) === 0;
}

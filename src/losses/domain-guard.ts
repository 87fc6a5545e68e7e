import { UserError } from '../errors.ts';
import { conventionOf, type LossRequest } from '../request.ts';
import type { LabelledTensor } from '../shapes.ts';
import { rowNumber, type Block } from '../tensor/block.ts';
import type { Domain } from './definition.ts';
import { findViolations } from './domain.ts';

type Input = 'true' | 'pred';

/** What was found outside its domain so far, and the place of the first. */
interface Tally {
  outside: number;
  unnormalised: number;
  firstOutside?: string;
  firstUnnormalised?: string;
}

/**
 * Watches whether labels and probabilities are what they should be. Where the framework of the convention raises,
 * the first value outside is an error; otherwise it is counted, and told with what the framework does about it.
 */
export class DomainGuard {
  readonly #request: LossRequest;
  readonly #tensors: ReadonlyMap<string, LabelledTensor>;
  readonly #domains: [Input, Domain][];
  readonly #tallies: Record<Input, Tally> = {
    true: { outside: 0, unnormalised: 0 },
    pred: { outside: 0, unnormalised: 0 },
  };

  constructor(request: LossRequest, tensors: ReadonlyMap<string, LabelledTensor>) {
    this.#request = request;
    this.#tensors = tensors;
    const { inputs } = request.definition;
    const pred = request.params['fromLogits'] === true ? 'real' : inputs.pred;
    this.#domains = [
      ['true', inputs.true],
      ['pred', pred],
    ];
  }

  /** @throws UserError at the first value outside its domain, where the framework raises. */
  check(block: Block, width: number): void {
    for (const [input, domain] of this.#domains) {
      const tally = this.#tallies[input];
      const found = findViolations(domain, block.inputs[input]!, block.rows, width);
      const { firstOutside, firstUnnormalised } = found;
      tally.outside += found.outside;
      tally.unnormalised += found.unnormalised;
      if (firstOutside) {
        const row = rowNumber(block, firstOutside.row);
        if (this.#raises(input)) throw this.#error(input, row, firstOutside.value);
        tally.firstOutside ??= `row ${row}: ${firstOutside.value}`;
      }
      if (firstUnnormalised) {
        const row = rowNumber(block, firstUnnormalised.row);
        tally.firstUnnormalised ??= `row ${row}: ${formatSum(firstUnnormalised.value)}`;
      }
    }
  }

  /** Tells what was outside, and what the framework does with it. */
  warn(warn: (message: string) => void): void {
    const { outside, unnormalised } = conventionOf(this.#request);
    for (const [input] of this.#domains) {
      const tally = this.#tallies[input];
      const does = (what = 'uses them as they are'): string => `${this.#request.compat} ${what}`;
      const label = this.#label(input);
      if (tally.outside > 0) {
        const values = tally.outside === 1 ? '1 value is' : `${tally.outside} values are`;
        warn(
          `${label}: ${values} outside [0, 1] (${tally.firstOutside}); ${does(input === 'pred' ? outside : undefined)}`,
        );
      }
      if (tally.unnormalised > 0) {
        const rows = tally.unnormalised === 1 ? '1 row does' : `${tally.unnormalised} rows do`;
        warn(
          `${label}: ${rows} not sum to 1 (${tally.firstUnnormalised}); ${does(input === 'pred' ? unnormalised : undefined)}`,
        );
      }
    }
  }

  #raises(input: Input): boolean {
    return conventionOf(this.#request).raises?.includes(input) ?? false;
  }

  #error(input: Input, row: number, value: number): UserError {
    const { definition, compat } = this.#request;
    const logits = input === 'pred' && definition.parameters['fromLogits'] !== undefined;
    return new UserError({
      where: `${this.#label(input)}, row ${row}`,
      problem: `${compat} expects a probability from 0 to 1, found ${value}`,
      hint: logits ? 'add --from-logits if predictions are logits' : undefined,
    });
  }

  #label(input: Input): string {
    return this.#tensors.get(input)!.label;
  }
}

/** Enough digits to see that a sum is not 1. */
function formatSum(sum: number): string {
  return String(Number(sum.toPrecision(6)));
}

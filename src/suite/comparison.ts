import { UserError } from '../messages/errors.ts';
import { Evaluation } from '../engine/evaluate.ts';
import { conventionOf, type LossRequest } from '../engine/request.ts';
import type { Terms } from '../resample/groups.ts';
import { PairedResampler, type Comparison } from '../resample/paired-resampler.ts';
import { inputsAmong, type LabelledTensor } from '../engine/shapes.ts';
import { rowNumber, type Block } from '../tensor/block.ts';
import type { SuiteInterval } from './loss-resampler.ts';
import type { ComparisonOutcome, Verdict } from './outcome.ts';
import { noSampleLosses } from './sample-losses.ts';
import { SampleTerms, type Computed } from './sample-terms.ts';

/** The input that holds the predictions to compare with those of `pred`. */
export const OTHER = 'other';

export interface PredictionComparisonOptions {
  readonly interval: SuiteInterval;
  readonly warn: (message: string) => void;
}

/** Computes a loss of two predictions of the same samples in one pass, and compares them sample by sample. */
export class PredictionComparison {
  readonly #request: LossRequest;
  readonly #pred: Evaluation;
  readonly #other: Evaluation;
  readonly #predTerms: SampleTerms;
  readonly #otherTerms: SampleTerms;
  readonly #resampler: PairedResampler;
  readonly #smallerIsBetter: boolean;
  /** Terms of `pred` for blocks whose `other` is not computed yet: some losses are computed at the end of the input. */
  readonly #waiting: Pick<Terms, 'values' | 'divisors'>[] = [];

  /**
   * @param tensors the inputs of the loss, and {@link OTHER} of the same shape as `pred`
   * @throws UserError for a loss whose samples have no losses that are reduced
   */
  constructor(
    request: LossRequest,
    tensors: ReadonlyMap<string, LabelledTensor>,
    { interval, warn }: PredictionComparisonOptions,
  ) {
    const { cluster, ...options } = interval;
    const evaluation = (
      of: ReadonlyMap<string, LabelledTensor>,
      onLosses: (block: Block, computed: Computed) => void,
    ): Evaluation =>
      new Evaluation(request, inputsAmong(request.definition, of), {
        perSample: false,
        gradient: false,
        digest: false,
        warn,
        onLosses,
      });
    this.#request = request;
    this.#pred = evaluation(tensors, (block, computed) => this.#takePred(block, computed));
    this.#other = evaluation(otherAsPred(tensors), (block, computed) =>
      this.#takeOther(block, computed),
    );
    this.#requireSamples();
    this.#smallerIsBetter = conventionOf(request).better !== 'larger';
    this.#predTerms = new SampleTerms(request, cluster);
    this.#otherTerms = new SampleTerms(request, cluster);
    const unit = cluster === undefined ? 'samples' : 'clusters';
    this.#resampler = new PairedResampler(options, unit, this.#smallerIsBetter);
  }

  #requireSamples(): void {
    const { definition, reduction } = this.#request;
    if (this.#pred.isBatchLevel) throw noSampleLosses(this.#request);
    if (reduction !== 'none') return;
    throw new UserError({
      where: definition.name,
      problem: 'expected a reduced loss to compare, found the reduction none',
      hint: 'choose --reduction mean or sum',
    });
  }

  /** Takes the next rows; `block` is not kept beyond the call. */
  push(block: Block): void {
    this.#pred.push(block);
    this.#other.push({
      ...block,
      inputs: otherInPlaceOfPred(block.inputs),
      ...(block.ownNumbers && { ownNumbers: otherInPlaceOfPred(block.ownNumbers) }),
    });
  }

  #takePred(block: Block, computed: Computed): void {
    const { rows, values, divisors } = this.#predTerms.of(block, computed);
    this.#waiting.push({ values: values.slice(0, rows), divisors: divisors?.slice(0, rows) });
  }

  #takeOther(block: Block, computed: Computed): void {
    const { values: others, ...terms } = this.#otherTerms.of(block, computed);
    const { values, divisors } = this.#waiting.shift()!;
    for (let i = 0; divisors && i < divisors.length; i++) {
      if (divisors[i] !== terms.divisors![i]) throw this.#differentCounts(rowNumber(block, i));
    }
    this.#resampler.add({ ...terms, values, others });
  }

  /** A paired comparison takes what samples count for granted. */
  #differentCounts(row: number): UserError {
    return new UserError({
      where: `row ${row}`,
      problem: `${this.#request.definition.name} counts this sample differently for the two predictions`,
      hint: 'choose a loss in which what a sample counts depends on its true value alone',
    });
  }

  /** Ends the input, of which `skipped` rows were dropped; `pred` is compared with, and comes first. */
  finish(skipped: number): ComparisonOutcome {
    const pred = this.#pred.finish(skipped);
    const other = this.#other.finish(skipped);
    // A loss that is reduced has one.
    const comparison = this.#resampler.compare(pred.denominator!);
    const smallerIsBetter = this.#smallerIsBetter;
    const { difference, interval, worse, better, equal } = comparison;
    const verdict = verdictOf(comparison, smallerIsBetter);
    return {
      against: 0,
      losses: [
        {
          request: this.#request,
          smallerIsBetter,
          results: [pred, other],
          differences: [
            undefined,
            { difference, interval, samples: { worse, better, equal }, verdict },
          ],
        },
      ],
      divisions: [],
    };
  }
}

/** What the inputs of {@link OTHER} are where its loss is computed. */
function otherInPlaceOfPred(
  columns: Readonly<Record<string, Float64Array>>,
): Readonly<Record<string, Float64Array>> {
  const kept = Object.entries(columns).filter(([name]) => name !== 'pred');
  return Object.fromEntries(kept.map(([name, values]) => [name === OTHER ? 'pred' : name, values]));
}

function otherAsPred(tensors: ReadonlyMap<string, LabelledTensor>): Map<string, LabelledTensor> {
  return new Map([...tensors, ['pred', tensors.get(OTHER)!]]);
}

function verdictOf(
  { difference, interval, worse, better, equal }: Comparison,
  smallerIsBetter: boolean,
): Verdict {
  if (difference === 0 && worse + better + equal > 0) return 'equal';
  if ('reason' in interval || (interval.low <= 0 && interval.high >= 0)) return 'undecided';
  return interval.high < 0 === smallerIsBetter ? 'better' : 'worse';
}

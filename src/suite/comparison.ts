import type { Computed, Evaluation } from '../engine/evaluation.ts';
import type { LossRequest } from '../engine/request.ts';
import type { Result } from '../engine/result.ts';
import type { LabelledTensor } from '../engine/shapes.ts';
import { UserError } from '../messages/errors.ts';
import type { Terms } from '../reduce/sums.ts';
import { PairedResampler, type PairedDifference } from '../resample/paired-resampler.ts';
import { rowNumber, type Block } from '../tensor/block.ts';
import { clustersOf, unitOf, type SuiteInterval } from './clusters.ts';
import { Grouping } from './grouping.ts';
import { LossOfSuite } from './loss-of-suite.ts';
import type {
  ComparedSegment,
  ComparisonOutcome,
  Difference,
  LossComparison,
  Verdict,
} from './outcome.ts';
import { SegmentSums } from './segments.ts';
import { whyNoSums } from './summable.ts';
import { withModel, withPredictions } from './other-predictions.ts';
import { TermsByGroup } from './terms-by-group.ts';
import type { RowsRead } from '../tensor/rows-read.ts';

export interface ComparisonOptions {
  /** The inputs that hold the predictions of the models; the first is `pred`. */
  readonly models: readonly string[];
  /** The place among them of the one that the others are compared with; by default the first. */
  readonly against?: number | undefined;
  /** For each division into segments the text inputs whose texts make it. */
  readonly by?: readonly (readonly string[])[] | undefined;
  readonly interval: SuiteInterval;
  readonly warn: (message: string) => void;
}

/** Units that the interval of a segment is made of at most. */
const MOST_SEGMENT_UNITS = 1024;
/** Segments of comparisons, which all have intervals: the units of each take up to 50 kB for a model. */
const MOST_SEGMENTS = 10_000;

/** Computes losses of several predictions of the same samples in one pass, and compares them sample by sample. */
export class ModelComparison {
  readonly #losses: readonly ComparedLoss[];
  readonly #groupings: readonly Grouping[];
  readonly #against: number;

  /**
   * @param tensors the inputs of the losses, and those of {@link ComparisonOptions.models}, of one shape
   * @throws UserError for a loss that is no expression of sums over samples, or is not reduced
   */
  constructor(
    requests: readonly LossRequest[],
    tensors: ReadonlyMap<string, LabelledTensor>,
    options: ComparisonOptions,
  ) {
    this.#against = options.against ?? 0;
    this.#groupings = (options.by ?? []).map((columns) => new Grouping(columns));
    this.#losses = requests.map(
      (request) => new ComparedLoss(request, tensors, this.#groupings, options),
    );
  }

  /** Takes the next rows; `block` is not kept beyond the call. */
  push(block: Block): void {
    for (const grouping of this.#groupings) grouping.forget();
    for (const loss of this.#losses) loss.push(block);
  }

  /** Ends the input, of which some rows may have been dropped. */
  finish(read: RowsRead): ComparisonOutcome {
    const losses = this.#losses.map((loss) => loss.finish(read));
    const divisions = this.#groupings.map((grouping, k) => {
      const ofLosses = this.#losses.map((loss) => loss.segments(k));
      const segments = Array.from({ length: grouping.count }, (_, group): ComparedSegment => {
        const losses = ofLosses.map((segmentsOfLoss) => segmentsOfLoss[group]!);
        return { values: grouping.textsOf(group), losses };
      });
      return { columns: grouping.columns, segments };
    });
    return { against: this.#against, losses, divisions };
  }
}

/** The terms of one model for a block, until all models have theirs: some losses are computed at the end. */
interface Waiting {
  readonly block: Block;
  readonly computed: Computed;
}

/** One loss of all models. */
class ComparedLoss {
  readonly #loss: LossOfSuite;
  readonly #models: readonly string[];
  readonly #against: number;
  readonly #interval: SuiteInterval;
  readonly #evaluations: readonly Evaluation[];
  readonly #waiting: readonly Waiting[][];
  /** Of each model; undefined for the one that the others are compared with. */
  readonly #pairs: readonly (PairedResampler | undefined)[];
  readonly #divisions: readonly ComparedDivision[];

  constructor(
    request: LossRequest,
    tensors: ReadonlyMap<string, LabelledTensor>,
    groupings: readonly Grouping[],
    { models, against = 0, interval, warn }: ComparisonOptions,
  ) {
    const losses = models.map((model) => new LossOfSuite(request, withModel(tensors, model)));
    this.#loss = losses[against]!;
    this.#models = models;
    this.#against = against;
    this.#interval = interval;
    this.#waiting = models.map(() => []);
    this.#evaluations = losses.map((loss, k) =>
      loss.evaluation({
        warn,
        onComputed: (block, computed) => this.#take(k, block, computed),
      }),
    );
    requireComparable(request, this.#evaluations[0]!);
    this.#pairs = models.map((_, k) => (k === against ? undefined : this.#newPair(k)));
    this.#divisions = groupings.map(
      (grouping) =>
        new ComparedDivision(grouping, this.#evaluations, { interval, warn }, () =>
          models.map((_, k) => (k === against ? undefined : this.#newPair(k, MOST_SEGMENT_UNITS))),
        ),
    );
  }

  #newPair(model: number, most?: number): PairedResampler {
    const [first, other] = [this.#against, model].map((k) => this.#evaluations[k]!.reduction!);
    const statistics = [first!.statistic, other!.statistic] as const;
    const { cluster, ...options } = this.#interval;
    const units = { unit: unitOf({ cluster, ...options }), most };
    const { smallerIsBetter } = this.#loss;
    return new PairedResampler(statistics, first!.size, options, units, smallerIsBetter);
  }

  push(block: Block): void {
    const paired = this.#loss.request.skipsElements ? withPairs(block, this.#models) : block;
    this.#models.forEach((model, k) => {
      this.#evaluations[k]!.push(k === 0 ? paired : withPredictions(paired, model));
    });
  }

  #take(model: number, block: Block, computed: Computed): void {
    const isLast = this.#waiting.every((queue, k) => queue.length > 0 !== (k === model));
    this.#waiting[model]!.push({ block, computed: isLast ? computed : copied(computed) });
    while (this.#waiting.every((queue) => queue.length > 0)) {
      this.#compare(this.#waiting.map((queue) => queue.shift()!));
    }
  }

  #compare(models: readonly Waiting[]): void {
    const { block } = models[this.#against]!;
    const terms = models.map(({ computed }) => computed.terms);
    const first = terms[this.#against]!;
    const clusters = clustersOf(block, this.#interval);
    this.#pairs.forEach((pair, k) => {
      if (!pair) return;
      this.#requireSameCounts(block, first, terms[k]!);
      pair.add(first, terms[k]!, clusters);
    });
    for (const division of this.#divisions) {
      division.add(
        block,
        models.map(({ computed }) => computed),
        this.#against,
      );
    }
  }

  /** A paired comparison takes what samples count for granted. */
  #requireSameCounts(block: Block, { counts }: Terms, other: Terms): void {
    for (let i = 0; counts && i < block.rows; i++) {
      if (counts[i] === other.counts![i]) continue;
      throw new UserError({
        where: `row ${rowNumber(block, i)}`,
        problem: `${this.#loss.request.definition.name} counts this sample differently for the two predictions`,
        hint: 'choose a loss in which what a sample counts depends on its true value alone',
      });
    }
  }

  finish(read: RowsRead): LossComparison {
    const results = this.#evaluations.map((evaluation) => evaluation.finish(read));
    return this.#comparisonOf(results, this.#pairs);
  }

  segments(division: number): readonly LossComparison[] {
    return this.#divisions
      [division]!.finish()
      .map(({ results, pairs }) => this.#comparisonOf(results, pairs));
  }

  #comparisonOf(
    results: readonly Result[],
    pairs: readonly (PairedResampler | undefined)[],
  ): LossComparison {
    const { smallerIsBetter, request } = this.#loss;
    const { result: first, denominator } = results[this.#against]!;
    const differences = results.map(({ result: other }, k): Difference | undefined => {
      const pair = pairs[k];
      // A loss that is reduced has a result.
      const found = pair?.compare({ first: first!, other: other!, denominator });
      return found && { ...found, verdict: verdictOf(found, smallerIsBetter) };
    });
    return { request, smallerIsBetter, results, differences };
  }
}

/** The pairs of every segment of a division. */
class ComparedDivision {
  readonly #grouping: Grouping;
  readonly #interval: SuiteInterval;
  /** By model, the sums of every segment. */
  readonly #sums: readonly SegmentSums[];
  readonly #newPairs: () => readonly (PairedResampler | undefined)[];
  readonly #pairs: (readonly (PairedResampler | undefined)[])[] = [];
  readonly #first = new TermsByGroup();
  readonly #other = new TermsByGroup();

  constructor(
    grouping: Grouping,
    evaluations: readonly Evaluation[],
    { interval, warn }: Pick<ComparisonOptions, 'interval' | 'warn'>,
    newPairs: () => readonly (PairedResampler | undefined)[],
  ) {
    this.#grouping = grouping;
    this.#interval = interval;
    this.#sums = evaluations.map((evaluation) => new SegmentSums(evaluation, grouping, { warn }));
    this.#newPairs = newPairs;
  }

  add(block: Block, models: readonly Computed[], against: number): void {
    this.#sums.forEach((sums, k) => sums.add(block, models[k]!));
    const groups = this.#grouping.groupsOf(block);
    const { count } = this.#grouping;
    this.#grouping.requireAtMost(MOST_SEGMENTS, 'each keeps units for its interval');
    const clusters = clustersOf(block, this.#interval);
    const first: Terms[] = [];
    this.#first.forEach(models[against]!.terms, undefined, groups, count, (group, terms) => {
      first[group] = terms;
    });
    models.forEach(({ terms }, k) => {
      if (k === against) return;
      this.#other.forEach(terms, clusters, groups, count, (group, ofGroup, clustersOfGroup) => {
        const pairs = (this.#pairs[group] ??= this.#newPairs());
        pairs[k]!.add(first[group]!, ofGroup, clustersOfGroup);
      });
    });
  }

  finish(): readonly {
    results: readonly Result[];
    pairs: readonly (PairedResampler | undefined)[];
  }[] {
    const outcomes = this.#sums.map((sums) => sums.finish());
    return Array.from({ length: this.#grouping.count }, (_, group) => {
      const results = outcomes.map((ofModel) => ofModel.resultOf(group));
      return { results, pairs: this.#pairs[group]! };
    });
  }
}

/** @throws UserError for a loss that is no sum over samples, or is not reduced to one number */
function requireComparable(request: LossRequest, evaluation: Evaluation): void {
  const { definition, reduction } = request;
  const obstacle = whyNoSums(request, evaluation);
  if (obstacle !== undefined) {
    throw new UserError({
      where: definition.name,
      problem: `expected a loss that is made of sums over samples, found one that is not: ${obstacle}`,
      hint: 'name another, such as mean-squared-error',
    });
  }
  if (reduction !== 'none') return;
  throw new UserError({
    where: definition.name,
    problem: 'expected a reduced loss to compare, found the reduction none',
    hint: 'choose --reduction mean or sum',
  });
}

/** The block in which an element is missing from the predictions of all models that is missing from those of one. */
function withPairs(block: Block, models: readonly string[]): Block {
  const all = models.map((model) => block.inputs[model]!);
  const ofModel = (pred: Float64Array): Float64Array =>
    pred.map((value, i) => (all.some((each) => Number.isNaN(each[i])) ? NaN : value));
  const paired = models.map((model, k) => [model, ofModel(all[k]!)] as const);
  return { ...block, inputs: { ...block.inputs, ...Object.fromEntries(paired) } };
}

/** Terms with arrays of their own: those of one model are reused for the next block before the others have theirs. */
function copied(computed: Computed): Computed {
  const { rows, values, counts, cells } = computed.terms;
  const terms = {
    rows,
    values: values.map((column) => column.slice(0, rows)),
    counts: counts?.slice(0, rows),
    cells: cells?.map((of) => ({
      cells: Int32Array.from({ length: rows }, (_, i) => of.cells[i]!),
      values: of.values.slice(0, rows),
    })),
  };
  return { ...computed, clipped: computed.clipped?.slice(0, rows), terms };
}

function verdictOf(
  { difference, interval, samples }: PairedDifference,
  smallerIsBetter: boolean,
): Verdict {
  const hasSamples = !samples || samples.worse + samples.better + samples.equal > 0;
  if (difference === 0 && hasSamples) return 'equal';
  if ('reason' in interval || (interval.low <= 0 && interval.high >= 0)) return 'undecided';
  return interval.high < 0 === smallerIsBetter ? 'better' : 'worse';
}

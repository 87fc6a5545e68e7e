import type { Computed, Evaluation } from '../engine/evaluation.ts';
import type { Result } from '../engine/result.ts';
import { Sums } from '../reduce/sums.ts';
import type { Interval, NoInterval } from '../resample/interval.ts';
import { quote } from '../messages/errors.ts';
import { Resampler } from '../resample/resampler.ts';
import type { Block } from '../tensor/block.ts';
import { withRoom } from '../tensor/arrays.ts';
import { formatCount } from '../text/format-number.ts';
import { clustersOf, unitOf, type SuiteInterval } from './clusters.ts';
import type { Grouping } from './grouping.ts';
import type { SegmentsState } from './partial-suite.ts';
import type { SegmentOutcomes } from './segment-views.ts';
import type { LossOfSuite } from './loss-of-suite.ts';
import type { SuiteOptions } from './suite-options.ts';
import { RowSorter } from './row-sorter.ts';
import { TermsByGroup } from './terms-by-group.ts';
import { ALL_ROWS } from '../tensor/rows-read.ts';

/** Units that the interval of a segment is made of at most: its width then has an error of about 2 %. */
const MOST_UNITS = 1024;
/** Segments that have intervals: each takes some milliseconds, and up to 50 kB. */
const MOST_INTERVALS = 1000;
const TOO_MANY = { reason: `there are more than ${MOST_INTERVALS} segments` };

/** Segments from which on a column may rather be an id than a key of segments. */
const MANY = 10_000;
/** Segments of which each keeps what its loss is computed of: an evaluation takes some kilobytes. */
const MOST_EVALUATIONS = 10_000;

/** One loss of every segment. */
export interface SegmentedLoss {
  /** Takes the rows of a block before its losses are known. */
  push(block: Block): void;
  /** Takes what was computed of a block. */
  add(block: Block, computed: Computed): void;
  /** After all blocks. */
  finish(): SegmentOutcomes;
}

/** Sums the terms of samples by segment. */
export class SegmentSums implements SegmentedLoss {
  readonly #evaluation: Evaluation;
  readonly #grouping: Grouping;
  readonly #interval: SuiteInterval | undefined;
  readonly #isMerged: boolean | undefined;
  readonly #warn: SuiteOptions['warn'];
  readonly #sums: Sums;
  readonly #resamplers: Resampler[] = [];
  readonly #byGroup = new TermsByGroup();
  #clipped = new Float64Array(0);

  /** @param evaluation of the loss as a whole, which is made of sums */
  constructor(
    evaluation: Evaluation,
    grouping: Grouping,
    { interval, isMerged, warn }: Pick<SuiteOptions, 'interval' | 'isMerged' | 'warn'>,
  ) {
    this.#evaluation = evaluation;
    this.#grouping = grouping;
    this.#interval = interval;
    this.#isMerged = isMerged;
    this.#warn = warn;
    this.#sums = new Sums(evaluation.reduction!.size);
  }

  push(): void {
    // What samples add is known once their losses are.
  }

  add(block: Block, { terms, clipped }: Computed): void {
    const groups = this.#grouping.groupsOf(block);
    const { count } = this.#grouping;
    this.#sums.add(terms, groups, count);
    if (clipped) this.#countClipped(clipped, groups, block.rows, count);
    if (!this.#interval || count > MOST_INTERVALS) return;
    const clusters = clustersOf(block, this.#interval);
    this.#byGroup.forEach(terms, clusters, groups, count, (group, ofGroup, clustersOfGroup) => {
      (this.#resamplers[group] ??= this.#newResampler()).add(ofGroup, clustersOfGroup);
    });
  }

  #newResampler(): Resampler {
    const { statistic, size } = this.#evaluation.reduction!;
    const interval = this.#interval!;
    return new Resampler(statistic, size, interval, {
      unit: unitOf(interval),
      most: MOST_UNITS,
      isMerged: this.#isMerged,
    });
  }

  /** @param part what this part of the input is called */
  state(part: string): SegmentsState {
    const { count } = this.#grouping;
    const hasUnits = this.#interval !== undefined && count <= MOST_INTERVALS;
    return {
      sums: this.#sums.toJSON(),
      clipped: Array.from({ length: count }, (_, group) => this.#clipped[group] ?? 0),
      units: hasUnits ? this.#resamplers.map((resampler) => resampler.state(part)) : undefined,
    };
  }

  /**
   * Takes what was gathered of other rows.
   * @param groups the segments here of those there
   * @param cellOf the cells of sums here of those there
   */
  absorb(
    { sums, clipped, units }: SegmentsState,
    groups: readonly number[],
    cellOf: readonly number[],
  ): void {
    this.#sums.merge(Sums.fromJSON(sums)!, (group) => groups[group]!, cellOf);
    this.#clipped = withRoom(this.#clipped, this.#grouping.count);
    clipped.forEach((count, group) => (this.#clipped[groups[group]!]! += count));
    units?.forEach((each, group) => {
      (this.#resamplers[groups[group]!] ??= this.#newResampler()).absorb(each, cellOf);
    });
  }

  #countClipped(clipped: Float64Array, groups: Int32Array, rows: number, count: number): void {
    this.#clipped = withRoom(this.#clipped, count);
    for (let i = 0; i < rows; i++) this.#clipped[groups[i]!]! += clipped[i]!;
  }

  finish(): SegmentOutcomes {
    this.#warnOfNothing();
    this.#warnOfIds();
    return { resultOf: (group) => this.#resultOf(group), intervalOf: this.#intervals() };
  }

  #resultOf(group: number): Result {
    const reduced = this.#evaluation.reduction!.reduce(this.#sums, group);
    const samples = this.#sums.rows(group);
    return this.#evaluation.describe(reduced, { samples, clipped: this.#clipped[group] ?? 0 });
  }

  /** Segments of which no sample counts: their results are of nothing, and 0 where the framework makes that of it. */
  #warnOfNothing(): void {
    const { count } = this.#grouping;
    let empty = 0;
    for (let group = 0; group < count; group++) if (!(this.#sums.count(group) > 0)) empty++;
    if (empty === 0 || empty === count) return;
    const subject = empty === 1 ? 'segment has' : `segments have`;
    const first = this.#grouping.order.find((group) => !(this.#sums.count(group) > 0))!;
    const texts = this.#grouping.textsOf(first);
    this.#warn(
      `${empty} ${subject} no sample that counts, and a result that says nothing: ${texts.map(quote).join(', ')}${empty > 1 ? ', ...' : ''}`,
    );
  }

  /** A column of ids makes segments that say nothing. */
  #warnOfIds(): void {
    const { count, title } = this.#grouping;
    if (count <= MANY) return;
    let single = 0;
    for (let group = 0; group < count; group++) if (this.#sums.rows(group) === 1) single++;
    if (2 * single <= count) return;
    this.#warn(
      `${title}: ${formatCount(single)} of ${formatCount(count)} have a single sample each; a column in which nearly every row has a text of its own makes no segments`,
    );
  }

  /** Computes the intervals, where some were asked for. */
  #intervals(): SegmentOutcomes['intervalOf'] {
    if (!this.#interval) return () => undefined;
    const { count } = this.#grouping;
    if (count > MOST_INTERVALS) return () => TOO_MANY;
    const intervals = Array.from({ length: count }, (_, group) =>
      this.#intervalOf(group, this.#resultOf(group)),
    );
    return (group) => intervals[group];
  }

  #intervalOf(group: number, { result, ...computed }: Result): Interval | NoInterval {
    if (result === null) return NOT_REDUCED;
    return this.#resamplers[group]!.interval({ ...computed, result });
  }
}

/** Why losses have no interval that are not reduced to one number. */
export const NOT_REDUCED = { reason: 'the losses are not reduced' };

/** Computes a loss of each segment by itself: one in which the loss of a sample depends on others. */
export class SegmentEvaluations implements SegmentedLoss {
  readonly #grouping: Grouping;
  readonly #sorter: RowSorter;
  readonly #evaluations: Evaluation[] = [];
  readonly #noInterval: NoInterval | undefined;
  readonly #loss: string;
  readonly #warn: SuiteOptions['warn'];

  /** @param noInterval why segments have no intervals, where these were asked for */
  constructor(
    loss: LossOfSuite,
    grouping: Grouping,
    { noInterval, warn }: Pick<SuiteOptions, 'warn'> & { noInterval: NoInterval | undefined },
  ) {
    this.#loss = loss.request.definition.name;
    this.#grouping = grouping;
    this.#noInterval = noInterval;
    this.#warn = warn;
    // What is doubtful about the input is said of the whole.
    const newEvaluation = (): Evaluation => loss.evaluation({ warn: () => undefined });
    // Blocks come without the rows that a mask leaves out, and without it.
    const widths = Object.entries(loss.widths).filter(([name]) => name !== 'mask');
    this.#sorter = new RowSorter(Object.fromEntries(widths), (group, block) => {
      (this.#evaluations[group] ??= newEvaluation()).push(block);
    });
  }

  push(block: Block): void {
    const groups = this.#grouping.groupsOf(block);
    this.#grouping.requireAtMost(
      MOST_EVALUATIONS,
      'each keeps a loss of its own, which is not made of sums',
    );
    this.#sorter.add(block, groups, this.#grouping.count);
  }

  add(): void {
    // The losses of the whole are none of the segments'.
  }

  finish(): SegmentOutcomes {
    this.#sorter.flush();
    const results = this.#evaluations.map((evaluation) => evaluation.finish(ALL_ROWS));
    this.#warnOfDoubts();
    return { resultOf: (group) => results[group]!, intervalOf: () => this.#noInterval };
  }

  /** Segments without what a score needs, as one that has samples of a single class. */
  #warnOfDoubts(): void {
    const evaluations = this.#evaluations;
    const doubtful = [...evaluations.keys()].filter((group) => evaluations[group]!.doubt);
    const [first] = doubtful;
    if (first === undefined) return;
    const texts = this.#grouping.textsOf(first).map(quote).join(', ');
    this.#warn(
      `${this.#loss}, ${this.#grouping.title}: ${formatCount(doubtful.length)} of ${formatCount(evaluations.length)} say nothing; ` +
        `in ${texts} ${evaluations[first]!.doubt!}; larger segments have all that it needs, and --where leaves others out`,
    );
  }
}

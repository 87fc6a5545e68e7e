import type { ClassCounts, CountedPair } from '../losses/class-counts.ts';
import type { CellTerms } from '../reduce/cell-sums.ts';
import type { WrittenLabels } from '../tensor/class-match.ts';

/** The cells of a class, one after another: its samples, those that were taken for it, and both. */
const CELLS = 3;
const KINDS = [0, 1, 2];

/** What a cell stands for: labels, or a label and what is counted of it. */
export type CellKey = readonly [number, number];

/** What samples add to, and how sums of that are counts by class. */
export interface ClassTally {
  /** The cells of a block's samples, as many lists as a sample adds to. */
  add(
    truths: Float64Array,
    preds: Float64Array,
    weights: Float64Array,
    rows: number,
  ): readonly CellTerms[];
  /** @param sums of all cells, of which the last may be missing */
  counts(total: number, sums: Float64Array): ClassCounts;
  /** What the cells stand for, by their numbers. */
  readonly keys: readonly CellKey[];
  /** Whether that is the same in every thread: the numbers of texts are given as these are met. */
  readonly areKnown: boolean;
  cellOf(key: CellKey): number;
}

/** Labels, numbered as they are met. */
class Labels {
  readonly #written: WrittenLabels | undefined;
  readonly #places = new Map<number, number>();
  readonly labels: number[] = [];
  /** By place, made once: a bootstrap asks for counts thousands of times. */
  readonly #texts: string[] = [];
  #ordered: readonly number[] = [];

  constructor(written: WrittenLabels | undefined) {
    this.#written = written;
    // Names of classes that no sample has are classes too.
    for (const label of written?.named?.numbers ?? []) this.placeOf(label);
  }

  /** Whether the numbers of all labels are the same in every thread: those of texts are given as these are met. */
  get areKnown(): boolean {
    return this.areNamed || (this.#written?.texts.size ?? 0) === 0;
  }

  /** Whether there are no other classes than those that were named. */
  get areNamed(): boolean {
    return this.#written?.named !== undefined;
  }

  placeOf(label: number): number {
    let place = this.#places.get(label);
    if (place === undefined) {
      place = this.labels.push(label) - 1;
      this.#places.set(label, place);
    }
    return place;
  }

  /** Places in the order of the classes: as they are named, or numbers from the lowest on and then texts. */
  get order(): readonly number[] {
    if (this.#ordered.length !== this.labels.length) {
      const places = [...this.labels.keys()];
      this.#ordered = this.areNamed ? places : places.sort((a, b) => this.#compare(a, b));
    }
    return this.#ordered;
  }

  /** The class that was chosen as the positive one, or else 1, where there is such. */
  get positive(): { readonly place: number | undefined; readonly isChosen: boolean } | undefined {
    const chosen = this.#written?.positive;
    const place = this.#places.get(chosen ?? 1);
    const isChosen = chosen !== undefined;
    return isChosen || place !== undefined ? { place, isChosen } : undefined;
  }

  textOf(place: number): string {
    const label = this.labels[place]!;
    return (this.#texts[place] ??= this.#written?.textOf(label) ?? String(label));
  }

  #compare(a: number, b: number): number {
    const [one, two] = [a, b].map((place) => this.#written?.textOf(this.labels[place]!));
    if (one !== undefined && two !== undefined) return one < two ? -1 : 1;
    if (one === undefined && two === undefined) return this.labels[a]! - this.labels[b]!;
    return one === undefined ? -1 : 1;
  }
}

/** One label of each sample, of classes that are known when they are met. */
export class LabelTally implements ClassTally {
  readonly #labels: Labels;
  readonly #pairs: PairCells | undefined;

  /** @param takesPairs whether it is counted how often each class was taken for each other */
  constructor(written: WrittenLabels | undefined, takesPairs: boolean) {
    this.#labels = new Labels(written);
    this.#pairs = takesPairs ? new PairCells() : undefined;
  }

  add(
    truths: Float64Array,
    preds: Float64Array,
    weights: Float64Array,
    rows: number,
  ): readonly CellTerms[] {
    const lists = Array.from({ length: this.#pairs ? 1 : CELLS }, () => {
      return new Int32Array(rows).fill(-1);
    });
    const [first, ofPreds, ofHits] = lists;
    for (let i = 0; i < rows; i++) {
      if (Number.isNaN(truths[i]) || Number.isNaN(preds[i])) continue;
      const truth = this.#labels.placeOf(truths[i]!);
      const pred = this.#labels.placeOf(preds[i]!);
      if (this.#pairs) {
        first![i] = this.#pairs.cellOf(truth, pred);
        continue;
      }
      first![i] = CELLS * truth;
      ofPreds![i] = CELLS * pred + 1;
      if (truth === pred) ofHits![i] = CELLS * truth + 2;
    }
    return lists.map((cells) => ({ cells, values: weights }));
  }

  counts(total: number, sums: Float64Array): ClassCounts {
    const labels = this.#labels;
    const found = this.#placesIn(sums);
    // What only samples of others have is no class of these.
    const order = labels.order.filter((place) => labels.areNamed || found[place] === 1);
    const of = (kind: number): Float64Array =>
      Float64Array.from(order, (place) => sums[CELLS * place + kind] ?? 0);
    const pairs = this.#pairs?.counted(sums, order, labels.order) ?? [];
    const byClass = this.#pairs
      ? marginals(pairs, order.length)
      : { truths: of(0), preds: of(1), hits: of(2) };
    return {
      total,
      classes: order.map((place) => labels.textOf(place)),
      ...byClass,
      pairs,
      positive: this.#positive(order, byClass),
      areSets: false,
    };
  }

  #positive(
    order: readonly number[],
    { truths, preds, hits }: Pick<ClassCounts, 'truths' | 'preds' | 'hits'>,
  ): ClassCounts['positive'] {
    const { positive } = this.#labels;
    if (positive === undefined) return undefined;
    const { place, isChosen } = positive;
    const rank = place === undefined ? -1 : order.indexOf(place);
    return {
      truths: truths[rank] ?? 0,
      preds: preds[rank] ?? 0,
      hits: hits[rank] ?? 0,
      isChosen,
      isMet: place !== undefined,
    };
  }

  get areKnown(): boolean {
    return this.#labels.areKnown;
  }

  get keys(): readonly CellKey[] {
    const { labels } = this.#labels;
    return this.#pairs
      ? this.#pairs.pairs.map(([truth, pred]) => [labels[truth]!, labels[pred]!])
      : labels.flatMap((label) => KINDS.map((kind): CellKey => [label, kind]));
  }

  cellOf([label, other]: CellKey): number {
    const place = this.#labels.placeOf(label);
    return this.#pairs?.cellOf(place, this.#labels.placeOf(other)) ?? CELLS * place + other;
  }

  /** The places of the classes that samples have, or are taken for. */
  #placesIn(sums: Float64Array): Uint8Array {
    const found = new Uint8Array(this.#labels.labels.length);
    for (let cell = 0; cell < sums.length; cell++) {
      if (sums[cell] === 0) continue;
      if (this.#pairs) for (const place of this.#pairs.pairs[cell]!) found[place] = 1;
      else found[Math.floor(cell / CELLS)] = 1;
    }
    return found;
  }
}

/** Numbers pairs of classes as they are met. */
class PairCells {
  readonly #cells = new Map<number, number>();
  /** The places of the classes, by cell. */
  readonly pairs: (readonly [truth: number, pred: number])[] = [];
  /** The cells in the order of the classes, made once: a bootstrap asks for counts thousands of times. */
  #ordered: readonly number[] = [];

  cellOf(truth: number, pred: number): number {
    const key = truth * MOST_CLASSES + pred;
    let cell = this.#cells.get(key);
    if (cell === undefined) {
      cell = this.pairs.push([truth, pred]) - 1;
      this.#cells.set(key, cell);
    }
    return cell;
  }

  /**
   * The pairs of classes that there are samples of, in the order of the classes.
   * @param all the places of all classes in their order, those without samples among them
   */
  counted(
    sums: Float64Array,
    order: readonly number[],
    all: readonly number[],
  ): readonly CountedPair[] {
    const rankOf = new Map(order.map((place, rank) => [place, rank]));
    return this.#inOrder(all).flatMap((cell) => {
      const [truth, pred] = this.pairs[cell]!;
      const count = sums[cell] ?? 0;
      return count === 0 ? [] : { truth: rankOf.get(truth)!, pred: rankOf.get(pred)!, count };
    });
  }

  #inOrder(all: readonly number[]): readonly number[] {
    if (this.#ordered.length !== this.pairs.length) {
      const rankOf = new Map(all.map((place, rank) => [place, rank]));
      const rank = (cell: number): number => {
        const [truth, pred] = this.pairs[cell]!;
        return rankOf.get(truth)! * all.length + rankOf.get(pred)!;
      };
      this.#ordered = [...this.pairs.keys()].sort((a, b) => rank(a) - rank(b));
    }
    return this.#ordered;
  }
}

/** Labels that there can be at most, see the texts of labels. */
const MOST_CLASSES = 2 ** 26;

function marginals(
  pairs: readonly CountedPair[],
  size: number,
): Pick<ClassCounts, 'truths' | 'preds' | 'hits'> {
  const [truths, preds, hits] = [0, 1, 2].map(() => new Float64Array(size));
  for (const { truth, pred, count } of pairs) {
    truths![truth]! += count;
    preds![pred]! += count;
    if (truth === pred) hits![truth]! += count;
  }
  return { truths: truths!, preds: preds!, hits: hits! };
}

/** Rows of labels that a sample has or has not: each column is a class. */
export class SetTally implements ClassTally {
  readonly areKnown = true;
  readonly #classes: readonly string[];

  constructor(classes: readonly string[]) {
    this.#classes = classes;
  }

  add(
    truths: Float64Array,
    preds: Float64Array,
    weights: Float64Array,
    rows: number,
  ): readonly CellTerms[] {
    const width = this.#classes.length;
    const lists = Array.from({ length: CELLS * width }, () => new Int32Array(rows).fill(-1));
    for (let i = 0; i < rows; i++) {
      for (let k = 0; k < width; k++) {
        const isTrue = truths[i * width + k] === 1;
        const isPredicted = preds[i * width + k] === 1;
        if (isTrue) lists[CELLS * k]![i] = CELLS * k;
        if (isPredicted) lists[CELLS * k + 1]![i] = CELLS * k + 1;
        if (isTrue && isPredicted) lists[CELLS * k + 2]![i] = CELLS * k + 2;
      }
    }
    return lists.map((cells) => ({ cells, values: weights }));
  }

  get keys(): readonly CellKey[] {
    return Array.from({ length: CELLS * this.#classes.length }, (_, cell) => [cell, 0]);
  }

  cellOf([cell]: CellKey): number {
    return cell;
  }

  counts(total: number, sums: Float64Array): ClassCounts {
    const of = (kind: number): Float64Array =>
      Float64Array.from(this.#classes, (_, k) => sums[CELLS * k + kind] ?? 0);
    return {
      total,
      classes: this.#classes,
      truths: of(0),
      preds: of(1),
      hits: of(2),
      pairs: [],
      positive: undefined,
      areSets: true,
    };
  }
}

import { quote, UserError } from '../messages/errors.ts';
import { rowNumberOf, type Block } from '../tensor/block.ts';
import { elementCount, sameShape, type Shape } from '../tensor/shape.ts';
import type { LabelledTensor } from './labelled-tensor.ts';
import type { RowOf } from './renumbering.ts';
import type { LossRequest } from './request.ts';

/** How predicted classes were decided, where the predictions are scores of the classes. */
export interface DecidedClasses {
  /** The first of the largest scores, as numpy has it. */
  readonly by: 'argmax';
  /** The scores of a sample. */
  readonly of: number;
}

/** How many rows have their largest score more than once, as plain data. */
export interface TiesState {
  readonly count: number;
  /** The first of them, where there are any. */
  readonly first?: number | undefined;
}

type Tensors = ReadonlyMap<string, LabelledTensor>;

/** The parameters, without a threshold that the framework has for single scores where pred has one for each class. */
export function paramsBeside(
  { convention, params }: LossRequest,
  tensors: Tensors,
): LossRequest['params'] {
  const { decidesRows = false, defaults } = convention;
  if (!decidesRows || params['threshold'] !== defaults?.['threshold']) return params;
  const [truth, pred] = ['true', 'pred'].map((name) => tensors.get(name)?.axes ?? []);
  if (pred!.length !== 1 || pred![0] === 1 || elementCount(truth!) !== 1) return params;
  const others = Object.entries(params).filter(([name]) => name !== 'threshold');
  return Object.freeze(Object.fromEntries(others));
}

/**
 * How a loss of labels is given the true ones where predictions have a score for each class: a label for each sample, or
 * a row with a 1 in the place of the class; undefined where predictions are no such scores.
 */
function truthBesideScores(
  request: LossRequest,
  tensors: Tensors,
): 'labels' | 'one-hot' | undefined {
  const [truth, pred] = ['true', 'pred'].map((name) => {
    return { input: request.inputs.get(name), axes: tensors.get(name)?.axes ?? [] };
  });
  const params = paramsBeside(request, tensors);
  const areLabels = [truth, pred].every((each) => each?.input?.domainWith(params) === 'label');
  const classes = pred!.axes[0] ?? 1;
  if (!areLabels || pred!.axes.length !== 1 || classes === 1) return undefined;
  if (elementCount(truth!.axes) === 1) return 'labels';
  return truth!.input?.areCounted && sameShape(truth!.axes, pred!.axes) ? 'one-hot' : undefined;
}

/** The inputs as the loss has them, once classes are decided: a predicted label for each sample. */
export function decidedTensors(request: LossRequest, tensors: Tensors): Tensors {
  const kind = truthBesideScores(request, tensors);
  if (kind === undefined) return tensors;
  const ofLabel = (name: string, axes: Shape): readonly [string, LabelledTensor] => {
    const { label, labels, placeOf, columns, match } = tensors.get(name)!;
    return [
      name,
      name === 'pred' ? { label, columns, match, axes } : { label, labels, placeOf, axes },
    ];
  };
  const axes = kind === 'labels' ? tensors.get('true')!.axes : [];
  const decided = [ofLabel('pred', axes)];
  if (kind === 'one-hot') decided.push(ofLabel('true', axes));
  return new Map([...tensors, ...decided]);
}

/**
 * @param asked what is asked of the loss, as messages put it after its name
 * @throws UserError for single columns of scores that decide together
 */
export function requireApart(request: LossRequest, tensors: Tensors, asked: string): void {
  if (truthBesideScores(request, tensors) === undefined) return;
  throw new UserError({
    where: `${request.definition.name}, ${asked}`,
    problem:
      'expected columns that are labels by themselves, found a score for each class, of which the largest decides',
    hint: '--threshold 0.5 takes each column of true and pred for a label that a sample has or has not',
  });
}

/** @throws UserError for more than one place among the largest scores where there are none */
export function requireScores(request: LossRequest, tensors: Tensors): void {
  const { k } = request.params;
  const areLabels = request.inputs.get('pred')!.domainWith(request.params) === 'label';
  if (!areLabels || typeof k !== 'number' || k === 1) return;
  if (truthBesideScores(request, tensors)) return;
  throw new UserError({
    where: '--k',
    problem: `expected a row with a score for each class, of which the ${k} largest count, found one label for each sample`,
    hint: 'leave --k out, or name all columns of scores',
  });
}

/** Makes predicted labels of rows with a score for each class: the class of the largest, the first of those. */
export class Decision {
  readonly #tensors: Tensors;
  readonly #width: number;
  readonly #isOneHot: boolean;
  readonly #ranking: Ranking;
  #labels = new Float64Array(0);
  #truths = new Float64Array(0);
  #ties = 0;
  #firstTie: number | undefined;

  constructor(request: LossRequest, tensors: Tensors) {
    this.#tensors = tensors;
    this.#width = tensors.get('pred')!.axes[0]!;
    this.#isOneHot = truthBesideScores(request, tensors) === 'one-hot';
    this.#ranking = rankingOf(request, this.#width);
  }

  get decided(): DecidedClasses {
    return { by: 'argmax', of: this.#width };
  }

  /**
   * The block with predicted labels in place of scores; valid until the next.
   * @throws UserError for texts among the scores, and a true label that none of the columns stands for
   */
  decide(block: Block): Block {
    const { rows, inputs } = block;
    const { labels, columns, isSorted } = this.#tensors.get('pred')!;
    this.#requireNumbers(labels?.written?.texts);
    const truth = this.#tensors.get('true')!;
    const classes =
      truth.labels?.written?.ofColumns(columns, this.#width) ??
      Array.from({ length: this.#width }, (_, place) => place);
    if (isSorted && truth.labels?.match?.by === 'positions') throw noOrder(truth.label, columns!);
    if (this.#labels.length < rows) this.#labels = new Float64Array(rows);
    const truths = this.#isOneHot ? this.#placesOfOnes(classes, block) : inputs['true']!;
    const labelled = { ...block, inputs: { ...inputs, true: truths } };
    this.#requireKnown(classes, labelled);
    const ranking = this.#ranking;
    for (let row = 0; row < rows; row++) {
      const place = this.#largest(inputs['pred']!, row, block);
      this.#labels[row] = place === undefined ? NaN : classes[place]!;
      if (ranking.k === 1 || place === undefined) continue;
      const truth = classes.indexOf(truths[row]!);
      const scores = inputs['pred']!.subarray(row * this.#width, (row + 1) * this.#width);
      if (truth >= 0 && rankOf(truth, scores, ranking.ties) <= ranking.k) {
        this.#labels[row] = truths[row]!;
      }
    }
    return { ...labelled, inputs: { ...labelled.inputs, pred: this.#labels } };
  }

  /** The true labels of rows with a 1 in the place of the class. */
  #placesOfOnes(classes: readonly number[], block: Block): Float64Array {
    const { rows, inputs } = block;
    if (this.#truths.length < rows) this.#truths = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      const ofRow = inputs['true']!.subarray(row * this.#width, (row + 1) * this.#width);
      const place = ofRow.indexOf(1);
      const isOneHot = place >= 0 && ofRow.every((value, k) => value === Number(k === place));
      const isMissing = ofRow.some(Number.isNaN);
      if (!isOneHot && !isMissing) throw this.#noOneHot(block, row);
      this.#truths[row] = isMissing ? NaN : classes[place]!;
    }
    return this.#truths;
  }

  #noOneHot(block: Block, row: number): UserError {
    return new UserError({
      where: `${this.#tensors.get('true')!.label}, row ${rowNumberOf('true', block, row)}`,
      problem: `expected a 1 for the class and else zeros, as pred has a score for each of ${this.#width} classes`,
      hint: '--threshold 0.5 takes each column for a label that a sample has or has not',
    });
  }

  get ties(): TiesState {
    return { count: this.#ties, first: this.#firstTie };
  }

  /** Takes the ties of other rows. */
  absorb({ count, first }: TiesState, rowOf: RowOf): void {
    this.#ties += count;
    if (first !== undefined) this.#firstTie = Math.min(this.#firstTie ?? Infinity, rowOf(first));
  }

  /** Tells of scores that decide nothing. */
  warn(warn: (message: string) => void): void {
    if (this.#ties === 0) return;
    const rows = this.#ties === 1 ? '1 row has' : `${this.#ties} rows have`;
    warn(
      `${this.#tensors.get('pred')!.label}: ${rows} the largest score more than once (row ${this.#firstTie}); the first of them decides, as in numpy`,
    );
  }

  /** The place of the largest score of a row; undefined where one is missing. */
  #largest(scores: Float64Array, row: number, block: Block): number | undefined {
    const start = row * this.#width;
    let place = 0;
    let isTie = false;
    for (let k = 0; k < this.#width; k++) {
      const score = scores[start + k]!;
      if (Number.isNaN(score)) return undefined;
      if (k > 0 && score === scores[start + place]) isTie = true;
      if (score > scores[start + place]!) {
        place = k;
        isTie = false;
      }
    }
    if (isTie) {
      this.#ties++;
      this.#firstTie ??= rowNumberOf('pred', block, row);
    }
    return place;
  }

  #requireNumbers(texts: ReadonlySet<string> | undefined): void {
    const [text] = texts ?? [];
    if (text === undefined) return;
    throw new UserError({
      where: this.#tensors.get('pred')!.label,
      problem: `expected a score for each class, found ${quote(text)} in one of ${this.#width} columns`,
      hint: 'predicted labels are one column, where true has one',
    });
  }

  #requireKnown(classes: readonly number[], block: Block): void {
    const { labels, label } = this.#tensors.get('true')!;
    const known = new Set(classes);
    for (let row = 0; row < block.rows; row++) {
      const value = block.inputs['true']![row]!;
      if (known.has(value) || Number.isNaN(value)) continue;
      const found = labels?.written?.textOf(value);
      throw new UserError({
        where: `${label}, row ${rowNumberOf('true', block, row)}`,
        problem: `expected one of the ${this.#width} classes that the columns of pred stand for, found ${found === undefined ? value : quote(found)}`,
        hint: '--labels a,b,c names the classes in the order of the columns of pred',
      });
    }
  }
}

/** How far down among the scores the true class counts as predicted. */
interface Ranking {
  readonly k: number;
  /** Which of equal scores go before that of the true class. */
  readonly ties: 'before' | 'after' | 'none';
}

/** @throws UserError for as many classes as there are: all are among them */
function rankingOf({ params, compat }: LossRequest, classes: number): Ranking {
  const k = typeof params['k'] === 'number' ? params['k'] : 1;
  // TensorFlow lets all that are equal in; scikit-learn sorts stably and takes from the end.
  const ties = compat === 'keras' ? 'none' : compat === 'sklearn' ? 'after' : 'before';
  if (k < classes) return { k, ties };
  throw new UserError({
    where: '--k',
    problem: `expected fewer than the ${classes} classes of pred, found ${k}: every class is among them`,
  });
}

/** The rank of a score of a row, 1 for the first. */
function rankOf(place: number, scores: Float64Array, ties: Ranking['ties']): number {
  const score = scores[place]!;
  let rank = 1;
  for (const [other, value] of scores.entries()) {
    const isBefore = ties === 'before' ? other < place : ties === 'after' && other > place;
    if (value > score || (value === score && isBefore)) rank++;
  }
  return rank;
}

/** Places stand for no classes where scores come by label, in whichever order. */
function noOrder(where: string, labels: readonly string[]): UserError {
  return new UserError({
    where,
    problem: `expected labels of pred, such as ${labels.slice(0, 3).map(quote).join(', ')}, found numbers`,
    hint: '--labels a,b,c names the classes in the order of their numbers',
  });
}

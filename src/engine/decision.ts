import { quote, UserError } from '../messages/errors.ts';
import { rowNumberOf, type Block } from '../tensor/block.ts';
import { elementCount } from '../tensor/shape.ts';
import type { LabelledTensor } from './labelled-tensor.ts';
import type { LossRequest } from './request.ts';

/** How predicted classes were decided, where the predictions are scores of the classes. */
export interface DecidedClasses {
  /** The first of the largest scores, as numpy has it. */
  readonly by: 'argmax';
  /** The scores of a sample. */
  readonly of: number;
}

type Tensors = ReadonlyMap<string, LabelledTensor>;

/** Whether a loss of labels is given one for each sample, and predictions with a score for each class. */
function isDecided({ inputs, params }: LossRequest, tensors: Tensors): boolean {
  const [truth, pred] = ['true', 'pred'].map((name) => {
    return { domain: inputs.get(name)?.domainWith(params), axes: tensors.get(name)?.axes };
  });
  return (
    truth?.domain === 'label' &&
    pred?.domain === 'label' &&
    elementCount(truth.axes ?? []) === 1 &&
    pred.axes?.length === 1 &&
    pred.axes[0]! > 1
  );
}

/** The inputs as the loss has them, once classes are decided: a predicted label for each sample. */
export function decidedTensors(request: LossRequest, tensors: Tensors): Tensors {
  const pred = tensors.get('pred');
  if (!pred || !isDecided(request, tensors)) return tensors;
  const { label, columns, match } = pred;
  const decided = { label, columns, match, axes: tensors.get('true')!.axes };
  return new Map([...tensors, ['pred', decided]]);
}

/** Makes predicted labels of rows with a score for each class: the class of the largest, the first of those. */
export class Decision {
  readonly #tensors: Tensors;
  readonly #width: number;
  #labels = new Float64Array(0);
  #ties = 0;
  #firstTie: number | undefined;

  constructor(tensors: Tensors) {
    this.#tensors = tensors;
    this.#width = tensors.get('pred')!.axes[0]!;
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
    this.#requireKnown(classes, block);
    if (this.#labels.length < rows) this.#labels = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      const place = this.#largest(inputs['pred']!, row, block);
      this.#labels[row] = place === undefined ? NaN : classes[place]!;
    }
    return { ...block, inputs: { ...inputs, pred: this.#labels } };
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

/** Places stand for no classes where scores come by label, in whichever order. */
function noOrder(where: string, labels: readonly string[]): UserError {
  return new UserError({
    where,
    problem: `expected labels of pred, such as ${labels.slice(0, 3).map(quote).join(', ')}, found numbers`,
    hint: '--labels a,b,c names the classes in the order of their numbers',
  });
}

import { quote, UserError } from '../messages/errors.ts';
import { OF_ELEMENTS } from './element-shares.ts';
import type { LossRequest } from './request.ts';
import { placeOfRow, shapeKind, type LabelledTensor } from './shapes.ts';
import { rowNumberOf, type Block, type Widths } from '../tensor/block.ts';
import { earlier, type RowOf, type ValueOfRow } from './renumbering.ts';
import type { Domain } from '../losses/definition.ts';
import {
  BOX_WIDTH,
  DOMAINS,
  findViolations,
  isBox,
  isIndex,
  type DomainRule,
} from '../losses/domain.ts';

/** What was found outside its domain so far, and the place of the first. */
interface Watch {
  readonly input: string;
  readonly domain: Domain;
  /** Whether a value outside is an error. */
  readonly raises: boolean;
  outside: number;
  unnormalised: number;
  firstOutside?: ValueOfRow | undefined;
  firstUnnormalised?: ValueOfRow | undefined;
}

/** What was found of an input outside its domain, as plain data. */
export interface OutsideState {
  readonly outside: number;
  readonly unnormalised: number;
  readonly firstOutside?: ValueOfRow | undefined;
  readonly firstUnnormalised?: ValueOfRow | undefined;
}

/**
 * Watches whether labels and probabilities are what they should be. Where the framework of the convention raises,
 * the first value outside is an error; otherwise it is counted, and told with what the framework does about it.
 */
export class DomainGuard {
  readonly #request: LossRequest;
  readonly #tensors: ReadonlyMap<string, LabelledTensor>;
  readonly #widths: Widths;
  readonly #watches: readonly Watch[];

  /** @throws UserError for rows of one number where they stand for several classes, or for a list */
  constructor(request: LossRequest, tensors: ReadonlyMap<string, LabelledTensor>, widths: Widths) {
    this.#request = request;
    this.#tensors = tensors;
    this.#widths = widths;
    if (widths['pred'] === 1 && !tensors.get('pred')!.lists) this.#requireSeveral();
    if (isBox(request.inputs.get('pred')!.domain)) this.#requireBoxes();
    // The frameworks look at probabilities, and take logits and the targets beside them as they come.
    const isLogits = request.params['fromLogits'] === true;
    const raises = isLogits ? [] : (request.convention.raises ?? []);
    this.#watches = [...request.inputs].map(([input, { domainWith }]) => {
      // What is no index of a class stands for all of them.
      const isOneHot = tensors.get(input)?.oneHotClasses !== undefined;
      const domain = isOneHot ? 'binary' : domainWith(request.params);
      return {
        input,
        domain: input === 'pred' && isLogits ? 'real' : domain,
        raises: raises.includes(input) || isOneHot || isIndex(domain),
        outside: 0,
        unnormalised: 0,
      };
    });
  }

  /** Of one class or one item there is nothing to choose from: such a loss is always 0, and passes every bound. */
  #requireSeveral(): void {
    const { definition, inputs, params } = this.#request;
    if (definition.lists === 'ranked') {
      throw new UserError({
        where: this.#label('pred'),
        problem: 'expected lists of two scores or more, a list a row, found one number in a row',
        hint: `${definition.name} ranks the items of a row, such as the columns --pred s1-s10`,
      });
    }
    for (const [input, { domainWith }] of inputs) {
      if (domainWith(params) === 'distribution') throw this.#oneClass(input);
    }
    const isOfClasses = inputs.get('true')?.domain === 'class-index';
    if (isOfClasses && inputs.get('pred')!.domain !== 'class-probability') {
      throw this.#oneClass('pred');
    }
  }

  #oneClass(input: string): UserError {
    return new UserError({
      where: this.#label(input),
      problem: 'expected a row of two classes or more for each sample, found one number',
      hint: 'binary-crossentropy takes one probability for each sample',
    });
  }

  #requireBoxes(): void {
    const width = this.#widths['pred']!;
    if (width === BOX_WIDTH) return;
    const { definition } = this.#request;
    throw new UserError({
      where: this.#label('pred'),
      problem: `expected boxes, rows of ${BOX_WIDTH} numbers, found ${width} in a row`,
      hint: `${definition.name} takes a box a row, such as the columns --pred x1,y1,x2,y2`,
    });
  }

  /**
   * Looks at the inputs that are in a block; lists have others than their items.
   * @throws UserError at the first value outside its domain, where that is an error
   */
  check(block: Block): void {
    const widths = this.#widths;
    for (const watch of this.#watches) {
      if (watch.domain === 'class-index') {
        this.#checkIndices(watch, block);
        continue;
      }
      const given = block.inputs[watch.input];
      if (!given) continue;
      const values = this.#counted(watch, given, block);
      if (watch.domain === 'label') this.#requireNamed(watch.input, block);
      const found = findViolations(watch.domain, values, block.rows, widths[watch.input]!);
      if (found.firstOutside) this.#note(watch, block, found.firstOutside);
      watch.outside += found.outside;
      watch.unnormalised += found.unnormalised;
      if (found.firstUnnormalised) {
        const { row, value } = found.firstUnnormalised;
        watch.firstUnnormalised ??= { row: rowNumberOf(watch.input, block, row), value };
      }
    }
  }

  /** Text that `--labels` does not name is refused where it is read; a number is known to be a label only here. */
  #requireNamed(input: string, block: Block): void {
    const named = this.#tensors.get(input)!.labels?.written?.named;
    if (!named) return;
    const width = this.#widths[input]!;
    const values = block.inputs[input]!;
    for (let i = 0; i < block.rows * width; i++) {
      const value = values[i]!;
      if (Number.isNaN(value) || named.numbers.has(value)) continue;
      throw new UserError({
        where: `${this.#label(input)}, row ${rowNumberOf(input, block, Math.floor(i / width))}`,
        problem: `expected one of the classes of --labels, ${named.names.slice(0, 10).map(quote).join(', ')}, found ${value}`,
        hint: '--labels names all classes; without it each label is one',
      });
    }
  }

  #note(watch: Watch, block: Block, { row, value }: { row: number; value: number }): void {
    const number = rowNumberOf(watch.input, block, row);
    const { oneHotClasses } = this.#tensors.get(watch.input)!;
    if (oneHotClasses) throw this.#noClass(watch.input, number, value, oneHotClasses);
    if (watch.raises) {
      const { words } = DOMAINS[watch.domain];
      const areSigns = watch.domain === 'binary' && value === -1;
      const remedy = areSigns ? OF_SIGNS.binary : isBox(watch.domain) ? OF_BOXES : undefined;
      throw this.#error(watch.input, number, words, value, remedy);
    }
    watch.firstOutside ??= { row: number, value };
  }

  /** The values with what is not to count as if it were missing, or, of a row with a sum, nothing of this. */
  #counted({ input, domain }: Watch, values: Float64Array, block: Block): Float64Array {
    const mask = block.inputs[OF_ELEMENTS.mask];
    if (mask && shapeKind(this.#request.inputs, input) === 'same') {
      const { normalised = false }: DomainRule = DOMAINS[domain];
      return values.map((value, k) => (mask[k] === 0 ? (normalised ? 0 : NaN) : value));
    }
    const { ignoreIndex } = this.#request.params;
    if (input !== 'true' || typeof ignoreIndex !== 'number') return values;
    return values.map((value) => (value === ignoreIndex ? NaN : value));
  }

  #checkIndices({ input }: Watch, block: Block): void {
    const classes = this.#classCount();
    const { accepts, words } = DOMAINS['class-index'];
    const indices = block.inputs[input]!;
    const mask = block.inputs[OF_ELEMENTS.mask];
    for (let i = 0; i < block.rows; i++) {
      const index = indices[i]!;
      const isClass = index >= 0 && index < classes && Math.floor(index) === index;
      if (isClass && mask?.[i * classes + index] === 0) throw this.#leftOut(input, block, i);
      if (isClass || Number.isNaN(index) || this.#isIgnored(index)) continue;
      const expected = accepts(index) ? `a class index below ${classes}` : words;
      const areSigns = classes === 2 && index === -1;
      const hint =
        index === classes
          ? `${fromOne(classes)} names classes that are counted from 1`
          : areSigns
            ? OF_SIGNS.classes
            : index === PADDING && 'ignoreIndex' in this.#request.definition.parameters
              ? `--ignore-index ${PADDING} leaves out what has no class`
              : undefined;
      throw this.#error(input, rowNumberOf(input, block, i), expected, index, hint);
    }
  }

  #leftOut(input: string, block: Block, row: number): UserError {
    return new UserError({
      where: placeOfRow(this.#tensors.get(input)!, rowNumberOf(input, block, row)),
      problem: `expected a class that the mask leaves in its row, found ${block.inputs[input]![row]}`,
      hint: 'the mask is 0 for classes that a sample cannot have; one number for each sample leaves out samples',
    });
  }

  /** Whether samples of this class do not count: PyTorch calls it an index, Keras a class. */
  #isIgnored(index: number): boolean {
    const { ignoreIndex, ignoreClass } = this.#request.params;
    return index === ignoreIndex || index === ignoreClass;
  }

  /** How many classes predictions are of. */
  #classCount(): number {
    const width = this.#widths['pred']!;
    const { domain } = this.#request.inputs.get('pred')!;
    return domain === 'class-probability' && width === 1 ? 2 : width;
  }

  /** Whether something was outside. */
  get hasViolations(): boolean {
    return this.#watches.some(({ outside, unnormalised }) => outside > 0 || unnormalised > 0);
  }

  /** What was found so far, by input. */
  get state(): readonly OutsideState[] {
    return this.#watches.map(({ outside, unnormalised, firstOutside, firstUnnormalised }) => {
      return { outside, unnormalised, firstOutside, firstUnnormalised };
    });
  }

  /** Takes what was found of other rows. */
  absorb(states: readonly OutsideState[], rowOf: RowOf): void {
    this.#watches.forEach((watch, k) => {
      const { outside, unnormalised, firstOutside, firstUnnormalised } = states[k]!;
      watch.outside += outside;
      watch.unnormalised += unnormalised;
      watch.firstOutside = earlier(watch.firstOutside, firstOutside, rowOf);
      watch.firstUnnormalised = earlier(watch.firstUnnormalised, firstUnnormalised, rowOf);
    });
  }

  /** Tells what was outside, and what the framework does with it. */
  warn(warn: (message: string) => void): void {
    const { outside = {}, unnormalised } = this.#request.convention;
    const outsideOf = typeof outside === 'string' ? { pred: outside } : outside;
    for (const watch of this.#watches) {
      const does = (what = 'computes with them'): string => `${this.#request.compat} ${what}`;
      const isPred = watch.input === 'pred';
      const label = this.#label(watch.input);
      const rows = watch.unnormalised === 1 ? '1 row does' : `${watch.unnormalised} rows do`;
      if (watch.outside > 0) {
        const values = watch.outside === 1 ? '1 value is' : `${watch.outside} values are`;
        const expected = DOMAINS[watch.domain].words;
        const areLogits = isPred && this.#mayBeLogits;
        // Logits have no reason to sum to 1: that is no doubt of its own.
        const sums = areLogits && watch.unnormalised > 0 ? `, and ${rows} not sum to 1` : '';
        const remedy = areLogits ? '; if they are logits, add --from-logits' : '';
        warn(
          `${label}: ${values} not ${expected} (${this.#placeOf(watch.input, watch.firstOutside!)})${sums}; ${does(outsideOf[watch.input])}${remedy}`,
        );
        if (areLogits) continue;
      }
      if (watch.unnormalised > 0) {
        warn(
          `${label}: ${rows} not sum to 1 (${this.#placeOf(watch.input, watch.firstUnnormalised!, formatSum)}); ${does(isPred ? unnormalised : undefined)}`,
        );
      }
    }
  }

  /** Whether the loss takes logits as well, and is not said to have got some. */
  get #mayBeLogits(): boolean {
    return this.#request.params['fromLogits'] === false;
  }

  #error(input: string, row: number, expected: string, value: number, remedy?: string): UserError {
    const { definition, compat } = this.#request;
    const { fromLogits, fromProbabilities, threshold } = definition.parameters;
    const logits = input === 'pred' && fromLogits !== undefined;
    const scores = input === 'pred' && threshold !== undefined;
    return new UserError({
      where: placeOfRow(this.#tensors.get(input)!, row),
      problem: `${compat} expects ${expected}, found ${value}`,
      hint: logits
        ? `add --from-logits if predictions are logits${fromProbabilities ? ', --from-probabilities if they are probabilities' : ''}`
        : scores
          ? '--threshold 0.5 makes labels of scores: 1 above it, and else 0'
          : remedy,
    });
  }

  #noClass(input: string, row: number, value: number, classes: number): UserError {
    return new UserError({
      where: placeOfRow(this.#tensors.get(input)!, row),
      problem: `expected a class index below ${classes}, as pred has ${classes} classes, found ${value}`,
      hint:
        'a --mask of the same shape leaves out what has no class, with 0 there and 1 elsewhere' +
        (typeof this.#request.axis === 'number' ? '' : ', where --per output takes each by itself'),
    });
  }

  /** A value with its row, where it is clear of which input. */
  #placeOf(
    input: string,
    { row, value }: ValueOfRow,
    format: (value: number) => string = String,
  ): string {
    return `${this.#tensors.get(input)!.placeOf?.(row) ?? `row ${row}`}: ${format(value)}`;
  }

  #label(input: string): string {
    return this.#tensors.get(input)!.label;
  }
}

/** What PyTorch ignores, and so what padding is labelled with. */
const PADDING = -100;

/** What makes labels of -1 and 1 those that a loss takes. */
const OF_SIGNS = {
  binary: '--positive 1 takes the label 1 for 1, and -1 for 0',
  classes: '--labels=-1,1 names the two classes',
};

/** What says how boxes are written. */
const OF_BOXES = '--box-format says what the four numbers of a box are';

/** The option that names so many classes by the numbers from 1 on. */
function fromOne(classes: number): string {
  const numbers = Array.from({ length: Math.min(classes, 3) }, (_, i) => i + 1).join(',');
  return `--labels ${numbers}${classes > 3 ? ',...' : ''}`;
}

/** Enough digits to see that a sum is not 1. */
function formatSum(sum: number): string {
  return String(Number(sum.toPrecision(6)));
}

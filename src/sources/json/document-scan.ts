import { UserError } from '../../messages/errors.ts';
import type { NumberStore } from '../../reduce/number-list.ts';
import type { Shape } from '../../tensor/shape.ts';
import { planOfLine } from '../scan/ndjson-layout.ts';
import type { NdjsonLayout } from '../scan/ndjson-scanner.ts';
import type { ScanPlan } from '../scan/plan.ts';
import { CHAR, JsonCursor } from './cursor.ts';
import type { Sequence } from './element-kernel.ts';
import { isRowLabel } from './frame.ts';
import { keysOf } from './list-place.ts';
import type { RowReader } from './named-rows.ts';
import { axesAt, TensorWalk, type KeyPath } from './tensor-walk.ts';
import { notUnderstood, TextWindow, type Missing, type ReadAt } from './text-window.ts';

const FIRST_LABEL = '0';
const SCHEMA = 'schema';
/** The keys of a table with its schema. */
const OF_SCHEMA: ReadonlySet<string> = new Set([SCHEMA, 'data']);
const OF_ARRAY: Sequence = { close: CHAR.closeBracket, isLabelled: false };
const OF_LABELS: Sequence = { close: CHAR.closeBrace, isLabelled: true };

/** A tensor that a document is scanned for. */
export interface WantedTensor {
  readonly keys: KeyPath;
  /** Takes the numbers, in order. */
  readonly store: NumberStore;
  /** What takes rows that are by names, which are not scanned. */
  readonly named: readonly RowReader[];
}

/** What is left of the keys to a tensor. */
interface Claim {
  readonly tensor: WantedTensor;
  readonly keys: KeyPath;
}

/**
 * Scans a document for tensors whose elements are all written alike, many times faster than a walk does: arrays of numbers
 * or of arrays of them, of records, and objects of these by the numbers of rows, as pandas writes them. Returns the shapes
 * of the tensors; undefined where the document is written in another way, or there is something to refuse or to warn of:
 * then the stores have been filled in vain.
 * @param position where the document begins
 */
export function scanDocument(
  read: ReadAt,
  position: number,
  tensors: readonly WantedTensor[],
  missing: Missing,
): Shape[] | undefined {
  try {
    return new DocumentScan(read, position, missing).shapes(tensors);
  } catch (error) {
    // The latter where the system has no memory for WebAssembly.
    if (error instanceof UserError || error instanceof RangeError) return undefined;
    throw error;
  }
}

class DocumentScan {
  readonly #window: TextWindow;
  readonly #missing: Missing;
  readonly #shapes = new Map<WantedTensor, Shape>();

  constructor(read: ReadAt, position: number, missing: Missing) {
    this.#window = new TextWindow(read, position, missing);
    this.#missing = missing;
  }

  shapes(tensors: readonly WantedTensor[]): Shape[] {
    const claims = tensors.map((tensor) => ({ tensor, keys: tensor.keys }));
    // The place of an element of an array is told by what else the array holds.
    if (claims.some(({ keys }) => keys.some(isRowLabel))) throw notUnderstood();
    if (this.#isLabelled()) this.#rowsByLabel(claims);
    else if (this.#hasSchema(claims)) this.#rowsBySchema(claims);
    else if (this.#window.peek() === CHAR.openBrace) this.#table(claims);
    else this.#value(claims);
    if (this.#window.peek() !== undefined) throw notUnderstood();
    return tensors.map((tensor) => this.#shapes.get(tensor) ?? fail());
  }

  /** Whether the document is a table with its schema, of which columns are claimed. */
  #hasSchema(claims: readonly Claim[]): boolean {
    if (claims.some(({ keys }) => keys.length === 0 || OF_SCHEMA.has(keys[0]!))) return false;
    return this.#window.look((cursor) => {
      if (cursor.peek() !== CHAR.openBrace) return false;
      cursor.enter();
      return cursor.peek() === CHAR.quote && cursor.text(cursor.key()) === SCHEMA;
    });
  }

  /** Reads a document that is an array of records beside their schema, as pandas' `orient='table'` has it. */
  #rowsBySchema(claims: readonly Claim[]): void {
    const names: string[] = [];
    this.#members((key) => {
      names.push(key);
      const isRows = key !== SCHEMA && this.#window.peek() === CHAR.openBracket;
      if (key !== SCHEMA && !(isRows && OF_SCHEMA.has(key))) throw notUnderstood();
      this.#value(isRows ? claims : []);
    });
    if (names.length !== OF_SCHEMA.size) throw notUnderstood();
  }

  /** Reads a value that holds what is claimed. */
  #value(claims: readonly Claim[]): void {
    if (claims.length === 0 && this.#attempt(passOver)) return;
    const window = this.#window;
    if (window.take(CHAR.openBracket)) this.#sequence(OF_ARRAY, claims);
    else if (window.peek() === CHAR.openBrace) this.#object(claims, (_, own) => this.#value(own));
    else throw notUnderstood();
  }

  /**
   * Reads an object.
   * @param value moves over the value of a key, which holds some of what is claimed
   */
  #object(claims: readonly Claim[], value: (key: string, own: readonly Claim[]) => void): void {
    // A key may hold dots itself: what is left of the path, taken as one key, wins.
    const wholes = claims.map(({ keys }) => (keys.length > 1 ? keys.join('.') : undefined));
    const waiting = new Set(claims);
    this.#members((key) => {
      const own = claims.filter(({ keys }) => keys[0] === key);
      const isOdd = wholes.includes(key) || !own.every((claim) => waiting.delete(claim));
      if (isOdd) throw notUnderstood();
      value(
        key,
        own.map(({ tensor, keys }) => ({ tensor, keys: keys.slice(1) })),
      );
    });
    if (waiting.size > 0) throw notUnderstood();
  }

  /** Reads a document that is an object: of arrays, or of columns that are objects of values by the labels of rows. */
  #table(claims: readonly Claim[]): void {
    const names: string[] = [];
    /** How many rows each member has; undefined where it is no such column. */
    const lengths = new Set<number | undefined>();
    const columns: Claim[] = [];
    this.#object(claims, (key, own) => {
      names.push(key);
      const isColumn = this.#isLabelled();
      if (isColumn) columns.push(...own);
      lengths.add(isColumn ? this.#column(own) : undefined);
      if (!isColumn) this.#value(own);
    });
    if (columns.length === 0) return;
    if (lengths.size > 1 || lengths.has(undefined) || names.every(isRowLabel)) {
      throw notUnderstood();
    }
  }

  /** Reads an object of values by the labels of rows, and returns how many these are; undefined where they do not count on. */
  #column(claims: readonly Claim[]): number | undefined {
    const window = this.#window;
    if (claims.some(({ keys }) => keys.length > 0)) throw notUnderstood();
    const labels = claims.length > 0 ? undefined : this.#fewLabels();
    if (labels) return labels.every((label, i) => label === String(i)) ? labels.length : undefined;
    window.take(CHAR.openBrace);
    return this.#sequence(OF_LABELS, claims);
  }

  /** Moves over an object and returns its keys; undefined, without moving, where the window does not hold all of it. */
  #fewLabels(): string[] | undefined {
    return this.#attempt((cursor) => {
      const labels = keysOf(cursor);
      cursor.skip();
      return labels;
    });
  }

  /** Moves over what a cursor moves over; undefined, without moving, where the window does not hold all of it. */
  #attempt<T>(by: (cursor: JsonCursor) => T): T | undefined {
    try {
      return this.#window.move(by);
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }

  /** Reads a document that is an object of records by the labels of rows. */
  #rowsByLabel(claims: readonly Claim[]): void {
    const window = this.#window;
    window.take(CHAR.openBrace);
    const first = window.look((cursor) => {
      cursor.key();
      return cursor.peek() === CHAR.openBrace ? keysOf(cursor) : [];
    });
    // Without keys it is an object in place of numbers; without names those of rows may be those of columns.
    if (first.every(isRowLabel) || claims.some(({ keys }) => keys.length === 0)) {
      throw notUnderstood();
    }
    this.#sequence(OF_LABELS, claims);
  }

  /** Reads the members of an object, calling `value` before the value of each, which must move over it. */
  #members(value: (key: string) => void): void {
    const window = this.#window;
    window.take(CHAR.openBrace);
    if (window.take(CHAR.closeBrace)) return;
    do value(window.move((cursor) => cursor.text(cursor.key())));
    while (window.take(CHAR.comma));
    if (!window.take(CHAR.closeBrace)) throw notUnderstood();
  }

  /** Whether an object begins here whose first key is that of the first row. */
  #isLabelled(): boolean {
    return this.#window.look((cursor) => {
      if (cursor.peek() !== CHAR.openBrace) return false;
      cursor.enter();
      return cursor.peek() === CHAR.quote && cursor.text(cursor.key()) === FIRST_LABEL;
    });
  }

  /** Reads elements to the end of their sequence, and returns how many there are. */
  #sequence(sequence: Sequence, claims: readonly Claim[]): number {
    const window = this.#window;
    if (window.peek() === sequence.close) {
      if (claims.length > 0) throw notUnderstood();
      window.take(sequence.close);
      return 0;
    }
    const element = this.#firstElement(sequence);
    const { layout, inputs } = this.#plan(element, claims);
    const width = layout.selected.length;
    const count = window.elements(layout, sequence, ({ numbers }) => {
      claims.forEach(({ tensor }, k) => {
        const own = columnsOf(numbers, width, inputs[k]!);
        tensor.store.append(own, own.length);
      });
    });
    for (const { tensor, keys } of claims) {
      this.#shapes.set(tensor, [count, ...axesAt(this.#cursor(element), keys)]);
    }
    return count;
  }

  /** The text of the first element, without its label. */
  #firstElement({ isLabelled }: Sequence): Buffer {
    const text = this.#window.textOf((cursor) => {
      if (isLabelled) cursor.key();
      cursor.skip();
    });
    if (!isLabelled) return text;
    const cursor = this.#cursor(text);
    cursor.key();
    return text.subarray(cursor.position);
  }

  /** How to scan elements that are written as the first is. */
  #plan(element: Buffer, claims: readonly Claim[]): ScanPlan<NdjsonLayout> {
    for (const claim of claims) this.#requireNumbers(element, claim);
    const parts = claims.map(({ keys }) => ({ paths: [keys], isText: false }));
    const { allowMissing } = this.#missing;
    return planOfLine(this.#cursor(element), element, parts, allowMissing) ?? fail();
  }

  /** Makes sure that what is claimed of an element is no row by names. */
  #requireNumbers(element: Buffer, { tensor, keys }: Claim): void {
    const target = { read: (cursor: JsonCursor) => cursor.skip(), add: () => undefined };
    const walk = new TensorWalk(keys, {
      expected: '',
      mostAxes: Infinity,
      read: (cursor) => cursor.skip(),
      row: (cursor, rest) => {
        const at = cursor.at(cursor.position);
        const left = rest ?? (tensor.keys.length > 0 ? '' : undefined);
        const isNamed = tensor.named.some((rows) => rows.take(at, left, target) !== undefined);
        return isNamed ? fail() : undefined;
      },
    });
    walk.entry(this.#cursor(element));
  }

  #cursor(text: Buffer): JsonCursor {
    return new JsonCursor(text, '', undefined, this.#missing.allowsNan);
  }
}

/** The numbers at some places of rows; the rows themselves where these are all. */
function columnsOf(rows: Float64Array, width: number, places: readonly number[]): Float64Array {
  if (places.length === width && places.every((place, i) => place === i)) return rows;
  const count = rows.length / width;
  const columns = new Float64Array(count * places.length);
  places.forEach((place, column) => {
    for (let i = 0; i < count; i++) columns[i * places.length + column] = rows[i * width + place]!;
  });
  return columns;
}

function passOver(cursor: JsonCursor): true {
  cursor.skip();
  return true;
}

function fail(): never {
  throw notUnderstood();
}

import { UserError } from '../../messages/errors.ts';
import { SideBySide, type LinedUpRows } from '../input/side-by-side.ts';
import type { KeyOptions, ReadOptions } from '../input/read-options.ts';
import type { TensorReader } from '../input/tensor-reader.ts';
import { KEY_FORMS } from './key-forms.ts';

/** The rows of one file, each with its key. */
export class KeyedRows {
  /** The inputs that come from the file, without its key. */
  readonly readers: readonly TensorReader[];
  /** The file, for messages. */
  readonly label: string;
  readonly #lineup: SideBySide;
  readonly #keys: readonly TensorReader[];
  #taken: LinedUpRows | undefined;
  /** What of a part has to be equal, where that is not all of it. */
  readonly #formOf: ((text: string) => string) | undefined;

  /** @param keys the columns of text that make the key */
  constructor(
    label: string,
    keys: readonly TensorReader[],
    readers: readonly TensorReader[],
    { form = 'written', blockRows }: Pick<KeyOptions, 'form'> & Pick<ReadOptions, 'blockRows'>,
  ) {
    this.label = label;
    this.readers = readers;
    this.#keys = keys;
    this.#formOf = form === 'written' ? undefined : KEY_FORMS[form];
    this.#lineup = new SideBySide([...keys, ...readers], blockRows);
  }

  /** The next rows, one or more; undefined at the end. */
  async next(): Promise<LinedUpRows | undefined> {
    this.#taken = await this.#lineup.next();
    return this.#taken && { ...this.#taken, values: this.#taken.values.slice(this.#keys.length) };
  }

  /**
   * The key of a row of those taken last; of several columns a JSON array.
   * @throws UserError where it is empty
   */
  keyOf(row: number): string {
    const formOf = this.#formOf;
    const parts = this.#keys.map(({ texts }, k) => {
      const text = texts!.textOf(this.#taken!.values[k]![row]!);
      return formOf ? formOf(text) : text;
    });
    if (parts.every((part) => part === '')) throw this.#emptyKey(row);
    return parts.length === 1 ? parts[0]! : JSON.stringify(parts);
  }

  #emptyKey(row: number): UserError {
    return new UserError({
      where: `${this.label}, row ${this.#taken!.firstRow + row}`,
      problem: 'expected a key to join by, found an empty cell',
      hint: 'give every row a key of its own, or drop the row',
    });
  }
}

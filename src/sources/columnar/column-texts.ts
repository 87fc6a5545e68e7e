import { isUtf8 } from 'node:buffer';
import type { DistinctTexts } from '../../text/distinct-texts.ts';
import { TextIndex } from '../../text/text-index.ts';
import { DamageError } from './damage.ts';

/**
 * The distinct texts of a column, each with a number for the time in which only numbers are handled. Those that are not
 * of a dictionary are forgotten again, so that no more are kept than a dictionary has and are read at once.
 */
export class ColumnTexts {
  readonly #index = new TextIndex();
  /** How many there are from the dictionary. */
  #kept = 0;
  /** All of them, until there are others, and those that have been asked for. */
  #distinct: DistinctTexts | undefined;
  #strings: string[] = [];

  /** @throws DamageError if the bytes are not UTF-8 */
  codeOf(bytes: Uint8Array, start = 0, end = bytes.length): number {
    const { count } = this.#index;
    const code = this.#index.codeOf(bytes, start, end);
    if (code < count) return code;
    if (!isUtf8(bytes.subarray(start, end))) {
      throw new DamageError('expected text in UTF-8, found bytes that are not');
    }
    this.#distinct = undefined;
    return code;
  }

  /** Says that the texts so far are those of the dictionary. */
  keep(): void {
    this.#kept = this.#index.count;
  }

  /** Forgets the texts that are not of the dictionary; their codes are given anew. */
  forget(): void {
    // As long as there are no others, whoever has looked the texts of the dictionary up need not do so again.
    if (this.#index.count === this.#kept) return;
    this.#index.truncate(this.#kept);
    this.#distinct = undefined;
    this.#strings.length = Math.min(this.#strings.length, this.#kept);
  }

  /** Forgets the dictionary as well. */
  clear(): void {
    this.#kept = 0;
    this.forget();
  }

  /** The texts by their codes: a view that is valid until some are forgotten. */
  get distinct(): DistinctTexts {
    return (this.#distinct ??= this.#index.collect());
  }

  textOf(code: number): string {
    return (this.#strings[code] ??= this.distinct.textOf(code));
  }
}

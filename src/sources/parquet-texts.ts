import { isUtf8 } from 'node:buffer';
import { DamageError } from './parquet-damage.ts';

/** The distinct texts of a column, each with a number for the time in which only numbers are handled. */
export class Texts {
  readonly #codes = new Map<string, number>();
  readonly #texts: string[] = [];

  /** @throws DamageError if the bytes are not UTF-8 */
  codeOf(bytes: Uint8Array): number {
    if (!isUtf8(bytes)) throw new DamageError('expected text in UTF-8, found bytes that are not');
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    const code = this.#texts.length;
    this.#codes.set(text, code);
    this.#texts.push(text);
    return code;
  }

  textOf(code: number): string {
    return this.#texts[code]!;
  }
}

import type { ByteReader } from './byte-reader.ts';
import type { ByteSource, Progress } from './byte-source.ts';
import { LineReader, LONGEST_TEXT } from './lines.ts';

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;

/**
 * A text whose cells are separated by any number of spaces and tabs, with one space in their place and none around a
 * line. What is in quotes stays as it is, and so do lines that are comments.
 */
export class BlankSeparated implements ByteSource {
  readonly #bytes: ByteReader;
  readonly #lines: LineReader;
  readonly #comment: Buffer | undefined;
  #out = Buffer.alloc(0);
  #isQuoted = false;

  /** @param comment what lines begin with that are comments */
  constructor(bytes: ByteReader, comment: string | undefined) {
    this.#bytes = bytes;
    this.#lines = new LineReader(bytes, LONGEST_TEXT);
    this.#comment = comment === undefined ? undefined : Buffer.from(comment);
  }

  get label(): string {
    return this.#bytes.label;
  }

  get progress(): Progress {
    return this.#bytes.progress;
  }

  close(): Promise<void> {
    return this.#bytes.close();
  }

  async next(): Promise<Uint8Array | undefined> {
    for (;;) {
      const text = await this.#lines.next();
      if (text === undefined) return undefined;
      const out = this.#squeeze(text);
      if (out.length > 0) return out;
    }
  }

  #squeeze(text: Buffer): Buffer {
    if (this.#out.length < text.length) this.#out = Buffer.allocUnsafeSlow(text.length);
    const out = this.#out;
    let length = 0;
    let isLineStart = !this.#isQuoted;
    let isBlank = false;
    for (let at = 0; at < text.length; at++) {
      const byte = text[at]!;
      if (!this.#isQuoted) {
        if (byte === SPACE || byte === TAB) {
          isBlank = true;
          continue;
        }
        if (byte === LF || (byte === CR && text[at + 1] === LF)) {
          isBlank = false;
          isLineStart = byte === LF;
          out[length++] = byte;
          continue;
        }
        if (isLineStart && this.#isCommentAt(text, at)) {
          const newline = text.indexOf(LF, at);
          const end = newline < 0 ? text.length : newline;
          length += text.copy(out, length, at, end);
          isBlank = false;
          at = end - 1;
          continue;
        }
        if (isBlank && !isLineStart) out[length++] = SPACE;
        isBlank = false;
        isLineStart = false;
      }
      if (byte === QUOTE) this.#isQuoted = !this.#isQuoted;
      out[length++] = byte;
    }
    return out.subarray(0, length);
  }

  #isCommentAt(text: Buffer, at: number): boolean {
    const comment = this.#comment;
    return comment !== undefined && text.subarray(at, at + comment.length).equals(comment);
  }
}

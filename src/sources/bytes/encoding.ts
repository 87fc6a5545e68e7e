import { closest } from '../../messages/closest.ts';
import { quote, UserError } from '../../messages/errors.ts';
import type { ByteReader } from './byte-reader.ts';
import type { ByteSource, Progress } from './byte-source.ts';

/** Encodings that are in use; a name that none knows may be a slip for one of these. */
const USUAL = [
  ...['utf-8', 'utf-16', 'utf-16le', 'utf-16be', 'latin1', 'windows-1252', 'cp1252', 'macintosh'],
  ...['windows-1250', 'windows-1251', 'windows-1253', 'windows-1254', 'windows-1255'],
  ...['windows-1256', 'windows-1257', 'windows-1258', 'iso-8859-2', 'iso-8859-15', 'koi8-r'],
  ...['shift_jis', 'euc-jp', 'iso-2022-jp', 'gbk', 'gb18030', 'big5', 'euc-kr'],
];
/** What a decoder gives for bytes that are none of its encoding. */
const REPLACEMENT = '\ufffd';
/** What some versions of Node take 80 to 9f of windows-1252 for the control characters of Latin-1 instead. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/**
 * The name of an encoding as the decoder knows it.
 * @throws UserError for a name that none has
 */
export function encodingNamed(name: string): string {
  try {
    return new TextDecoder(name).encoding;
  } catch {
    const nearest = closest(name.toLowerCase(), USUAL);
    throw new UserError({
      where: '--encoding',
      problem: `expected the name of an encoding, found ${quote(name)}`,
      hint:
        nearest === undefined
          ? 'for example utf-16le, windows-1252 or shift_jis'
          : `did you mean ${quote(nearest)}?`,
    });
  }
}

/** A text in another encoding than UTF-8, as UTF-8, decoded piece by piece. */
export class DecodedSource implements ByteSource {
  readonly #encoded: ByteReader;
  readonly #encoding: string;
  readonly #decode: (bytes: Uint8Array | undefined) => string;
  #isEnded = false;
  #line = 1;
  /** Thrown when all that is before it has been read. */
  #failure: UserError | undefined;

  /** @param encoding as {@link encodingNamed} gives it */
  constructor(encoded: ByteReader, encoding: string) {
    this.#encoded = encoded;
    this.#encoding = encoding;
    this.#decode = encoding === 'windows-1252' ? decodeWindows1252 : streamDecoder(encoding);
  }

  get label(): string {
    return this.#encoded.label;
  }

  get progress(): Progress {
    return this.#encoded.progress;
  }

  close(): Promise<void> {
    return this.#encoded.close();
  }

  async next(): Promise<Uint8Array | undefined> {
    for (;;) {
      if (this.#failure) throw this.#failure;
      if (this.#isEnded) return undefined;
      const bytes = await this.#encoded.next();
      this.#isEnded = bytes === undefined;
      const text = this.#sound(this.#decode(bytes));
      if (text !== '') return Buffer.from(text);
    }
  }

  /** The lines, or what there is of them, before the first that is malformed. */
  #sound(text: string): string {
    const broken = text.indexOf(REPLACEMENT);
    const sound = broken < 0 ? text : text.slice(0, text.lastIndexOf('\n', broken) + 1);
    for (let at = sound.indexOf('\n'); at >= 0; at = sound.indexOf('\n', at + 1)) this.#line++;
    if (broken >= 0) {
      this.#failure = new UserError({
        where: `${this.label}:${this.#line}`,
        problem: `expected text in ${this.#encoding}, found bytes that are not`,
        hint: '--encoding names the encoding of the file, if it is another',
      });
    }
    return sound;
  }
}

function streamDecoder(encoding: string): (bytes: Uint8Array | undefined) => string {
  const decoder = new TextDecoder(encoding);
  return (bytes) => (bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode());
}

function decodeWindows1252(bytes: Uint8Array = new Uint8Array()): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  return text.replaceAll(/[\x80-\x9f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80]!);
}

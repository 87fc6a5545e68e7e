import { extname } from 'node:path';
import { factsOfFormat, INPUT_FORMATS, isText, type InputFormat } from '../input/formats.ts';
import { ByteReader } from './byte-reader.ts';
import { namesIn } from '../web/address.ts';
import { openBytes, type Origins } from './open-bytes.ts';
import { textFormatOf } from './sniff.ts';
import { encodingMarked, skipByteOrderMark } from './utf8.ts';

const UTF_8 = 'utf-8';

const LONGEST_MAGIC = 9;

/** Of bzip2, SQLite, ORC, Avro, ZIP, and what is no text. */
const FOREIGN_STARTS = Buffer.from('BSOP\x04\x80\x89\xd0\xfd', 'latin1');

export type Compression = 'gzip' | 'zstd';

/** What a file holds. */
export interface Content {
  readonly bytes: ByteReader;
  /** How it was compressed, if it was. */
  readonly compression: Compression | undefined;
  /** What its byte order mark says, where that is another encoding than UTF-8. */
  readonly marked?: string | undefined;
}

/**
 * Opens a file, an address of the web, or standard input for `-`; of a file that gzip or zstd wrote, whatever it is called, what was
 * compressed. Text in another encoding is made UTF-8.
 * @param encoding the name of that of text without a byte order mark; without it UTF-8
 * @throws UserError if it cannot be read
 */
export async function openContent(
  path: string,
  origins: Origins,
  encoding?: string,
): Promise<Content> {
  const stored = new ByteReader(await openBytes(path, origins));
  try {
    const { bytes, compression } = await decompressed(stored, path);
    return { ...(await decoded(bytes, path, encoding)), compression };
  } catch (error) {
    await stored.close();
    throw error;
  }
}

/** The bytes of a file that gzip or zstd wrote; those of others as they are. */
async function decompressed(
  stored: ByteReader,
  path: string,
): Promise<Pick<Content, 'bytes' | 'compression'>> {
  const start = await stored.start(4);
  if (isZstd(path, start)) {
    const { ZstdSource } = await import('./zstd.ts');
    return { bytes: new ByteReader(new ZstdSource(stored)), compression: 'zstd' };
  }
  if (isGzip(path, start)) {
    const { GunzipSource } = await import('./gzip.ts');
    return { bytes: new ByteReader(new GunzipSource(stored)), compression: 'gzip' };
  }
  return { bytes: stored, compression: undefined };
}

/** The bytes of a text in UTF-8; those of other files as they are. */
async function decoded(
  bytes: ByteReader,
  path: string,
  encoding: string | undefined,
): Promise<Pick<Content, 'bytes' | 'marked'>> {
  const format = namedFormat(path) ?? (await binaryFormat(bytes));
  if (format !== undefined && !isText(format)) return { bytes };
  const marked = await encodingMarked(bytes);
  if (encoding === undefined && (marked ?? UTF_8) === UTF_8) return { bytes };
  const { DecodedSource, encodingNamed } = await import('./encoding.ts');
  const named = encoding === undefined ? UTF_8 : encodingNamed(encoding);
  const found = marked ?? named;
  if (found === UTF_8) return { bytes };
  return { bytes: new ByteReader(new DecodedSource(bytes, found)), marked };
}

/**
 * The format that the name of a file tells, or else its first bytes, what a server says of it, or its content.
 * @throws UserError if it is known to be none of the formats
 */
export async function formatOf(path: string, bytes: ByteReader): Promise<InputFormat> {
  if (mayBeForeign(await bytes.start(1))) {
    const { refuseForeign } = await import('./foreign.ts');
    await refuseForeign(path, bytes);
  }
  const told = namedFormat(path) ?? (await binaryFormat(bytes));
  if (told !== undefined) return told;
  await skipByteOrderMark(bytes);
  return formatOfMedia(bytes.mediaType) ?? textFormatOf(bytes);
}

/** The format of a text, by what a server says of it. */
function formatOfMedia(mediaType: string | undefined): InputFormat | undefined {
  if (mediaType === undefined) return undefined;
  return INPUT_FORMATS.find((each) => factsOfFormat(each).mediaTypes?.includes(mediaType));
}

/** The format that the name of a file tells. */
function namedFormat(path: string): InputFormat | undefined {
  const extension = extname(
    namesIn(path)
      .toLowerCase()
      .replace(/\.(gz|zst)$/, ''),
  );
  return INPUT_FORMATS.find((each) => factsOfFormat(each).extensions.includes(extension));
}

/** The format of a file that is no text, by how it begins. */
async function binaryFormat(bytes: ByteReader): Promise<InputFormat | undefined> {
  const magics = INPUT_FORMATS.flatMap((format) =>
    (factsOfFormat(format).magic ?? []).map((magic) => ({ format, magic })),
  );
  // No more is waited for than tells that it is none of them: a pipe may be slow.
  for (let known = 0; ;) {
    const ahead = (await bytes.start(known + 1)).toString('latin1', 0, LONGEST_MAGIC);
    const possible = magics.filter(({ magic }) => mayBegin(magic, ahead));
    const found = possible.find(({ magic }) => magic.length <= ahead.length);
    if (found || possible.length === 0 || ahead.length === known) return found?.format;
    known = ahead.length;
  }
}

/** Whether the bytes that are known are those of a magic number, in which `?` is any byte. */
function mayBegin(magic: string, known: string): boolean {
  const count = Math.min(magic.length, known.length);
  for (let i = 0; i < count; i++) if (magic[i] !== '?' && magic[i] !== known[i]) return false;
  return true;
}

/** Whether the first byte is one that a kind of file begins with which is known but not read. */
function mayBeForeign(start: Buffer): boolean {
  return start.length > 0 && FOREIGN_STARTS.includes(start[0]!);
}

function isGzip(path: string, start: Buffer): boolean {
  return isNamed(path, '.gz') || start.toString('latin1', 0, 2) === '\x1f\x8b';
}

function isZstd(path: string, start: Buffer): boolean {
  return isNamed(path, '.zst') || start.toString('latin1', 0, 4) === '\x28\xb5\x2f\xfd';
}

function isNamed(path: string, extension: string): boolean {
  return extname(namesIn(path)).toLowerCase() === extension;
}

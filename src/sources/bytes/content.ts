import { extname } from 'node:path';
import { factsOfFormat, INPUT_FORMATS, isText, type InputFormat } from '../input/formats.ts';
import { ByteReader } from './byte-reader.ts';
import { openBytes } from './byte-source.ts';
import { textFormatOf } from './sniff.ts';
import { encodingMarked, skipByteOrderMark } from './utf8.ts';

const UTF_8 = 'utf-8';
const LONGEST_MAGIC = Math.max(
  ...INPUT_FORMATS.map((format) => factsOfFormat(format).magic?.length ?? 0),
);

/** What a file holds. */
export interface Content {
  readonly bytes: ByteReader;
  /** Whether it had to be decompressed. */
  readonly isCompressed: boolean;
  /** What its byte order mark says, where that is another encoding than UTF-8. */
  readonly marked?: string | undefined;
}

/**
 * Opens a file, or standard input for `-`; of a gzip file, whatever it is called, what was compressed. Text in another
 * encoding is made UTF-8.
 * @param encoding the name of that of text without a byte order mark; without it UTF-8
 * @throws UserError if it cannot be read
 */
export async function openContent(
  path: string,
  stdin: () => AsyncIterable<Uint8Array>,
  encoding?: string,
): Promise<Content> {
  const stored = new ByteReader(await openBytes(path, stdin));
  try {
    const isNamedGzip = extname(path).toLowerCase() === '.gz';
    if (!isNamedGzip && !isGzip(await stored.peek(2))) {
      return { ...(await decoded(stored, path, encoding)), isCompressed: false };
    }
    const { GunzipSource } = await import('./gzip.ts');
    const bytes = new ByteReader(new GunzipSource(stored));
    return { ...(await decoded(bytes, path, encoding)), isCompressed: true };
  } catch (error) {
    await stored.close();
    throw error;
  }
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

/** The format that the name of a file tells, or else its content. */
export async function formatOf(path: string, bytes: ByteReader): Promise<InputFormat> {
  const told = namedFormat(path) ?? (await binaryFormat(bytes));
  if (told !== undefined) return told;
  await skipByteOrderMark(bytes);
  return textFormatOf(bytes);
}

/** The format that the name of a file tells. */
function namedFormat(path: string): InputFormat | undefined {
  const extension = extname(path.toLowerCase().replace(/\.gz$/, ''));
  return INPUT_FORMATS.find((each) => factsOfFormat(each).extensions.includes(extension));
}

/** The format of a file that is no text, by how it begins. */
async function binaryFormat(bytes: ByteReader): Promise<InputFormat | undefined> {
  const start = (await bytes.peek(LONGEST_MAGIC)).toString('latin1', 0, LONGEST_MAGIC);
  return INPUT_FORMATS.find((each) => {
    const { magic } = factsOfFormat(each);
    return magic !== undefined && start.startsWith(magic);
  });
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

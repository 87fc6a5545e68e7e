import { extname } from 'node:path';
import { factsOfFormat, INPUT_FORMATS, type InputFormat } from '../input/formats.ts';
import { ByteReader } from './byte-reader.ts';
import { openBytes } from './byte-source.ts';
import { textFormatOf } from './sniff.ts';
import { skipByteOrderMark } from './utf8.ts';

const LONGEST_MAGIC = Math.max(
  ...INPUT_FORMATS.map((format) => factsOfFormat(format).magic?.length ?? 0),
);

/** What a file holds. */
export interface Content {
  readonly bytes: ByteReader;
  /** Whether it had to be decompressed. */
  readonly isCompressed: boolean;
}

/**
 * Opens a file, or standard input for `-`; of a gzip file, whatever it is called, what was compressed.
 * @throws UserError if it cannot be read
 */
export async function openContent(
  path: string,
  stdin: () => AsyncIterable<Uint8Array>,
): Promise<Content> {
  const stored = new ByteReader(await openBytes(path, stdin));
  try {
    const isNamedGzip = extname(path).toLowerCase() === '.gz';
    if (!isNamedGzip && !isGzip(await stored.peek(2))) {
      return { bytes: stored, isCompressed: false };
    }
    const { GunzipSource } = await import('./gzip.ts');
    return { bytes: new ByteReader(new GunzipSource(stored)), isCompressed: true };
  } catch (error) {
    await stored.close();
    throw error;
  }
}

/** The format that the name of a file tells, or else its content. */
export async function formatOf(path: string, bytes: ByteReader): Promise<InputFormat> {
  const name = path.toLowerCase().replace(/\.gz$/, '');
  const named = INPUT_FORMATS.find((each) =>
    factsOfFormat(each).extensions.includes(extname(name)),
  );
  if (named !== undefined) return named;
  const start = (await bytes.peek(LONGEST_MAGIC)).toString('latin1', 0, LONGEST_MAGIC);
  const binary = INPUT_FORMATS.find((each) => {
    const { magic } = factsOfFormat(each);
    return magic !== undefined && start.startsWith(magic);
  });
  if (binary !== undefined) return binary;
  await skipByteOrderMark(bytes);
  return textFormatOf(bytes);
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

import { crc32, inflateRawSync } from 'node:zlib';
import {
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  RandomAccessReader,
  type Entry,
  type LocalFileHeader,
  type ZipFile,
} from 'yauzl';
import { escapeControls, quote, UserError } from '../../messages/errors.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import type { StoredFile } from '../bytes/byte-source.ts';
import { NoRows } from '../input/no-rows.ts';

/** Bytes that are read into memory at once: a member, and the whole archive where it is no file on a disk. */
const LARGEST = 2 ** 31;
/** Deflate makes at most 258 bytes of two bits. */
const HIGHEST_RATIO = 1032;
/** The general-purpose flag of a member whose sizes and checksum follow it, instead of standing before it. */
const SIZES_FOLLOW = 0x8;
/** Stands for a size that is in the Zip64 extra field. */
const IN_ZIP64 = 0xffffffff;
/** The least room for its output that zlib takes. */
const LEAST_ROOM = 64;
/** Signatures of what may come after the list of members: the end of it, in either length. */
const AFTER_MEMBERS = [0x06054b50, 0x06064b50];

const STORED = 0;
const DEFLATED = 8;
/** How else a member may be compressed. Source: PKWARE's APPNOTE, 4.4.5. */
const METHODS: ReadonlyMap<number, string> = new Map([
  [9, 'Deflate64'],
  [12, 'bzip2'],
  [14, 'LZMA'],
  [93, 'Zstandard'],
  [95, 'XZ'],
]);

/** The archive's bytes, in memory or in a file. */
type Content = Pick<StoredFile, 'size' | 'load' | 'readAll'>;

/**
 * A ZIP archive, in which everything that is written twice must agree: a member is read as it was stored, or not at
 * all. Nothing is written to a disk, so that names may be anything.
 */
export class ZipArchive {
  readonly #label: string;
  readonly #content: Content;
  readonly #zip: ZipFile;
  readonly #entries: readonly Entry[];
  /** The names of the members, in order; the same one may be there twice. */
  readonly names: readonly string[];

  private constructor(label: string, content: Content, zip: ZipFile, entries: readonly Entry[]) {
    this.#label = label;
    this.#content = content;
    this.#zip = zip;
    this.#entries = entries;
    this.names = entries.map(nameOf);
  }

  /** @throws UserError if it is no archive, or a damaged one */
  static async open(bytes: ByteReader): Promise<ZipArchive> {
    const { label } = bytes;
    const content = bytes.stored ?? inMemory(await bytes.rest('NPZ', LARGEST));
    if (content.size === 0) {
      throw new NoRows({ where: label, problem: 'no rows: the file is empty' });
    }
    try {
      const reader = new ContentReader(content);
      const options = { autoClose: false, decodeStrings: false };
      const zip = await fromRandomAccessReaderPromise(reader, content.size, options);
      const entries: Entry[] = [];
      for await (const entry of zip.eachEntry()) entries.push(entry);
      await requireEndAt(Number(zip.readEntryCursor), content);
      return new ZipArchive(label, content, zip, entries);
    } catch (error) {
      throw damaged(label, error);
    }
  }

  /**
   * The content of a member.
   * @param index its place in `names`
   * @throws UserError if it cannot be read or is not what the archive says of it
   */
  async read(index: number): Promise<Buffer> {
    const entry = this.#entries[index]!;
    const where = `${this.#label}, member ${quote(this.names[index]!)}`;
    requireReadable(entry, where);
    try {
      const header = await this.#zip.readLocalFileHeaderPromise(entry);
      requireAgreement(entry, header);
      const start = header.fileDataStart;
      const end = start + entry.compressedSize;
      await this.#content.load([{ start, end }]);
      const stored = this.#content.readAll(start, end);
      const bytes = entry.compressionMethod === STORED ? stored : inflated(stored, entry);
      if (bytes.length !== entry.uncompressedSize) throw new Error('its size is another');
      if (crc32(bytes) !== entry.crc32) throw new Error('its checksum is another');
      return bytes;
    } catch (error) {
      throw damaged(where, error);
    }
  }
}

/** Gives the archive's directory to yauzl, whose own readers throw where nothing catches it. */
class ContentReader extends RandomAccessReader {
  readonly #content: Content;

  constructor(content: Content) {
    super();
    this.#content = content;
  }

  override read(
    target: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null) => void,
  ): void {
    bytesAt(this.#content, position, length).then(
      (bytes) => {
        bytes.copy(target, offset);
        done(null);
      },
      (error: unknown) => done(error as Error),
    );
  }
}

function inMemory(bytes: Buffer): Content {
  return {
    size: bytes.length,
    load: () => Promise.resolve(),
    readAll: (start, end) => bytes.subarray(start, end),
  };
}

async function bytesAt(content: Content, start: number, length: number): Promise<Buffer> {
  const end = start + length;
  if (end > content.size) throw new Error('it refers to bytes beyond its end');
  await content.load([{ start, end }]);
  return content.readAll(start, end);
}

/** An array that the directory's count leaves out must not make that of another unambiguous. */
async function requireEndAt(position: number, content: Content): Promise<void> {
  const signature = (await bytesAt(content, position, 4)).readUInt32LE();
  if (!AFTER_MEMBERS.includes(signature)) throw new Error('its number of members is another');
}

function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true);
}

function requireReadable(entry: Entry, where: string): void {
  const { compressionMethod: method, compressedSize, uncompressedSize } = entry;
  const hint = 'numpy.savez and numpy.savez_compressed write what can be read';
  if (entry.isEncrypted()) {
    throw new UserError({ where, problem: 'expected plain content, found it encrypted', hint });
  }
  if (method !== STORED && method !== DEFLATED) {
    const name = METHODS.get(method) ?? `method ${method}`;
    const problem = `expected no compression or deflate, found ${name}`;
    throw new UserError({ where, problem, hint });
  }
  if (Math.max(compressedSize, uncompressedSize) < LARGEST) return;
  throw new UserError({
    where,
    problem: `expected less than ${LARGEST / 2 ** 30} GiB, as it is read into memory, found ${uncompressedSize} bytes`,
    hint: 'numpy.save writes an NPY file, which is read in blocks, whatever its size',
  });
}

/** What stands before a member must agree with what the directory says of it. */
function requireAgreement(entry: Entry, header: LocalFileHeader): void {
  const sameSize = (size: number, local: number): boolean => local === size || local === IN_ZIP64;
  const agree =
    header.fileName.equals(entry.fileNameRaw) &&
    header.compressionMethod === entry.compressionMethod &&
    ((header.generalPurposeBitFlag & SIZES_FOLLOW) !== 0 ||
      (header.crc32 === entry.crc32 &&
        sameSize(entry.compressedSize, header.compressedSize) &&
        sameSize(entry.uncompressedSize, header.uncompressedSize)));
  if (!agree) throw new Error('its header is not what the directory says');
}

/** Inflates into room for just the size that was declared, lest a small file fill the memory. */
function inflated(deflated: Buffer, { uncompressedSize }: Entry): Buffer {
  if (uncompressedSize > HIGHEST_RATIO * deflated.length) throw new Error('its size is another');
  // With one byte more there is no need for a second piece to see that this was all.
  const room = Math.max(LEAST_ROOM, uncompressedSize + 1);
  return inflateRawSync(deflated, { chunkSize: room, maxOutputLength: room });
}

function damaged(where: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  return new UserError(
    {
      where,
      problem: `expected a sound ZIP archive, found a damaged one: ${escapeControls(error.message)}`,
      hint: 'copy or download the file again',
    },
    { cause: error },
  );
}

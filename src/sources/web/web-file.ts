import { UserError } from '../../messages/errors.ts';
import type { ByteRange, ByteSource, RemoteFile } from '../bytes/byte-source.ts';
import type { Client } from './client.ts';
import type { Version } from './version.ts';
import { WebStream } from './web-stream.ts';

/** Requests at a time: servers of objects send each of them as fast as one alone. */
const AT_ONCE = 4;
/** Bytes of what is read at a time. */
const LARGEST_IN_MEMORY = 2 ** 31;

/** Bytes of the file that are in memory. */
interface Piece extends ByteRange {
  readonly bytes: Buffer;
}

/** A file on a server that sends parts of it: those are asked for that are going to be read. */
export class WebFile implements RemoteFile {
  readonly label: string;
  readonly size: number;
  readonly #client: Client;
  readonly #version: Version;
  /** Its beginning, which is known from opening it. */
  readonly #start: Piece;
  #pieces: readonly Piece[];

  constructor(client: Client, version: Version, start: Buffer) {
    this.label = client.label;
    this.size = version.size;
    this.#client = client;
    this.#version = version;
    this.#start = { start: 0, end: start.length, bytes: start };
    this.#pieces = [this.#start];
  }

  /** @throws UserError where they cannot be had, or are too many for the memory */
  async load(ranges: readonly ByteRange[]): Promise<void> {
    const missing = ranges.filter(
      (range) => range.end > range.start && this.#pieceWith(range) === undefined,
    );
    if (missing.length === 0) return;
    const kept = new Set(ranges.map((range) => this.#pieceWith(range) ?? this.#start));
    const wanted = missing.map((range) => this.#worthAsking(range));
    const waiting = merged(wanted, this.#client.leastBytes / 2);
    requireMemory(waiting, this.label);
    // What is kept no more makes room.
    this.#pieces = [this.#start, ...kept];
    const fetched: Piece[] = [];
    const streams: WebStream[] = [];
    const fetchSome = async (): Promise<void> => {
      for (let range; (range = waiting.shift()) !== undefined;) {
        const stream = WebStream.ofPart(this.#client, range, this.#version);
        streams.push(stream);
        fetched.push({ ...range, bytes: await allOf(stream, range.end - range.start) });
      }
    };
    try {
      const count = Math.min(AT_ONCE, waiting.length);
      await Promise.all(Array.from({ length: count }, fetchSome));
    } catch (error) {
      // Without one of them the others are of no use.
      waiting.length = 0;
      for (const stream of streams) await stream.close();
      throw error;
    }
    this.#pieces = [...this.#pieces, ...fetched];
  }

  /** A range with what follows, or comes before the end of the file, where it is short. */
  #worthAsking(range: ByteRange): ByteRange {
    const { leastBytes } = this.#client;
    const end = Math.min(this.size, Math.max(range.end, range.start + leastBytes));
    return { start: Math.max(0, Math.min(range.start, end - leastBytes)), end };
  }

  #pieceWith({ start, end }: ByteRange): Piece | undefined {
    return this.#pieces.find((piece) => piece.start <= start && end <= piece.end);
  }

  read(target: Uint8Array, position: number): number {
    const end = Math.min(this.size, position + target.length);
    if (end <= position) return 0;
    const { start, bytes } = this.#loaded({ start: position, end });
    return bytes.copy(target, 0, position - start, end - start);
  }

  readAll(start: number, end: number): Buffer {
    const piece = this.#loaded({ start, end });
    return Buffer.from(piece.bytes.subarray(start - piece.start, end - piece.start));
  }

  #loaded(range: ByteRange): Piece {
    const piece = this.#pieceWith(range);
    if (piece) return piece;
    throw new Error(`bytes ${range.start} to ${range.end} of ${this.size} were not asked for`);
  }

  range(label: string, { start, end }: ByteRange): ByteSource {
    return WebStream.ofPart(this.#client, { start, end }, this.#version, { label });
  }

  requireUnchanged(): void {
    // Each answer was about the same version of the file.
  }
}

/** Takes so many bytes of a source. */
export async function allOf(source: ByteSource, size: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(size);
  let count = 0;
  for (let piece; (piece = await source.next()) !== undefined;) {
    bytes.set(piece, count);
    count += piece.length;
  }
  return bytes;
}

/**
 * Ranges that lie apart, in their order.
 * @param gap bytes between two that are not worth another request
 */
function merged(ranges: readonly ByteRange[], gap: number): ByteRange[] {
  const apart: ByteRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = apart.at(-1);
    if (last && range.start <= last.end + gap) {
      apart[apart.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else apart.push(range);
  }
  return apart;
}

function requireMemory(ranges: readonly ByteRange[], where: string): void {
  const size = ranges.reduce((sum, { start, end }) => sum + end - start, 0);
  if (size <= LARGEST_IN_MEMORY) return;
  throw new UserError({
    where,
    problem: `expected to read at most ${LARGEST_IN_MEMORY / 2 ** 30} GiB at a time into memory, found ${size} bytes`,
    hint: 'download the file, which then is read in smaller parts; or write smaller row groups, and choose fewer columns',
  });
}

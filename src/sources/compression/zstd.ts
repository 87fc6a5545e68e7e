import { DamagedData, UnsupportedData } from './damaged-data.ts';
import { Xxh64 } from './xxhash.ts';
import { LARGEST_BLOCK, ZstdBlocks } from './zstd-blocks.ts';

/** What a frame may refer back to, which is kept in memory: that of `zstd -20`. Levels up to 19 take 8 MiB. */
const LARGEST_WINDOW = 2 ** 25;

const MAGIC = 0xfd2fb528;
/** Four bits of what begins a frame that holds nothing for a decoder may be anything. */
const SKIPPABLE = 0x184d2a50;
const NOTHING = Buffer.alloc(0);

interface Frame {
  /** What the blocks hold together, where the frame says so. */
  readonly size: number | undefined;
  readonly checksum: Xxh64 | undefined;
  made: number;
}

/**
 * Decompresses frames of Zstandard, one block after the other: what a frame says of its size and its checksum has to be
 * so.
 * Source: RFC 8878.
 */
export class ZstdDecoder {
  /** What the frames hold together, where that is known: what they may refer back to is no more. */
  readonly #total: number | undefined;
  #blocks: ZstdBlocks | undefined;
  #bytes: Buffer = NOTHING;
  #frame: Frame | undefined;
  #atChecksum = false;
  /** Bytes of a skippable frame that are to come. */
  #skipping = 0;
  /** What the last block holds, until it is taken. */
  #piece: Uint8Array | undefined;
  #frames = 0;

  constructor(total?: number) {
    this.#total = total;
  }

  /** Gives it bytes, which must stay as they are until `next` has found nothing more in them. */
  feed(bytes: Uint8Array): void {
    const added = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#bytes = this.#bytes.length === 0 ? added : Buffer.concat([this.#bytes, added]);
  }

  /**
   * The next piece that the bytes so far hold, until the next call; undefined where more of them are needed.
   * @throws DamagedData, UnsupportedData
   */
  next(): Uint8Array | undefined {
    while (this.#piece === undefined) {
      const hasMoved = this.#skipping > 0 ? this.#skip() : this.#advance();
      if (!hasMoved) return undefined;
    }
    const piece = this.#piece;
    this.#piece = undefined;
    return piece;
  }

  /**
   * Says that there are no more bytes.
   * @throws DamagedData if that is within a frame
   */
  end(): void {
    const isWithin = this.#frame !== undefined || this.#skipping > 0 || this.#bytes.length > 0;
    if (isWithin || this.#frames === 0) {
      throw new DamagedData('found the end of the file', true);
    }
  }

  /** Leaves its memory to the next one; no more is to be decoded. */
  close(): void {
    this.#blocks?.giveBack();
    this.#blocks = undefined;
  }

  /** Decodes the next part of a frame; false where its bytes are not all there. */
  #advance(): boolean {
    if (this.#frame === undefined) return this.#start();
    return this.#atChecksum ? this.#finish(this.#frame) : this.#block(this.#frame);
  }

  #skip(): boolean {
    const count = Math.min(this.#skipping, this.#bytes.length);
    this.#bytes = this.#bytes.subarray(count);
    this.#skipping -= count;
    return this.#skipping === 0;
  }

  #start(): boolean {
    const bytes = this.#bytes;
    if (bytes.length < 4) return false;
    const magic = bytes.readUInt32LE();
    if ((magic & ~0xf) === SKIPPABLE) {
      if (bytes.length < 8) return false;
      this.#skipping = bytes.readUInt32LE(4);
      this.#take(8);
      this.#frames++;
      return true;
    }
    if (magic !== MAGIC) throw new DamagedData('a frame does not begin as one');
    if (bytes.length < 5) return false;
    const flags = bytes[4]!;
    const isSingle = (flags & 0x20) !== 0;
    const dictionaryBytes = [0, 1, 2, 4][flags & 3]!;
    const sizeBytes = flags >= 0x40 ? 2 ** (flags >> 6) : isSingle ? 1 : 0;
    const dictionaryAt = isSingle ? 5 : 6;
    const sizeAt = dictionaryAt + dictionaryBytes;
    if (bytes.length < sizeAt + sizeBytes) return false;
    if ((flags & 8) !== 0) throw new DamagedData('a frame has a flag that none has');
    if (dictionaryBytes > 0 && bytes.readUIntLE(dictionaryAt, dictionaryBytes) > 0) {
      throw new UnsupportedData('found data that were compressed with a dictionary');
    }
    const size = sizeBytes > 0 ? sizeOf(bytes, sizeAt, sizeBytes) : undefined;
    const window = Math.min(isSingle ? size! : windowOf(bytes[5]!), this.#total ?? Infinity);
    if (window > LARGEST_WINDOW && this.#total === undefined) {
      throw new UnsupportedData(
        `found a window of ${Math.ceil(window / 2 ** 20)} MiB, more than ${LARGEST_WINDOW / 2 ** 20}`,
      );
    }
    this.#take(sizeAt + sizeBytes);
    this.#blocks ??= ZstdBlocks.take();
    this.#blocks.startFrame(window, size ?? this.#total);
    this.#frame = { size, checksum: (flags & 4) === 0 ? undefined : new Xxh64(), made: 0 };
    return true;
  }

  #block(frame: Frame): boolean {
    if (this.#bytes.length < 3) return false;
    const header = this.#bytes.readUIntLE(0, 3);
    const type = (header >> 1) & 3;
    const size = header >> 3;
    if (type === 3) throw new DamagedData('a block is of no type that there is');
    if (size > LARGEST_BLOCK) throw new DamagedData('a block is larger than any may be');
    const stored = type === 1 ? 1 : size;
    if (this.#bytes.length < 3 + stored) return false;
    this.#take(3);
    this.#atChecksum = (header & 1) === 1;
    const piece = this.#decoded(type, this.#take(stored), size);
    frame.made += piece.length;
    const { size: expected = frame.made, made } = frame;
    if (made > expected || (this.#atChecksum && made < expected)) {
      throw new DamagedData('the size of a frame is another than it says');
    }
    frame.checksum?.update(piece);
    if (piece.length > 0) this.#piece = piece;
    return true;
  }

  #decoded(type: number, stored: Buffer, size: number): Buffer {
    const blocks = this.#blocks!;
    if (type === 0) return blocks.copy(stored);
    if (type === 1) return blocks.repeat(stored[0]!, size);
    const decoded = blocks.decode(stored);
    if (decoded === undefined) throw new DamagedData('a block cannot be decoded');
    return decoded;
  }

  #finish({ checksum }: Frame): boolean {
    if (checksum) {
      if (this.#bytes.length < 4) return false;
      if (this.#take(4).readUInt32LE() !== checksum.digest()) {
        throw new DamagedData('the checksum of a frame is another');
      }
    }
    this.#frame = undefined;
    this.#atChecksum = false;
    this.#frames++;
    return true;
  }

  #take(count: number): Buffer {
    const taken = this.#bytes.subarray(0, count);
    this.#bytes = this.#bytes.subarray(count);
    return taken;
  }
}

/** Two bytes leave 256 sizes to those of one. */
function sizeOf(bytes: Buffer, at: number, count: number): number {
  if (count === 8) return Number(bytes.readBigUInt64LE(at));
  return bytes.readUIntLE(at, count) + (count === 2 ? 256 : 0);
}

function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

/**
 * Decompresses frames into exactly `target`.
 * @throws DamagedData, UnsupportedData if that cannot be done
 */
export function decompressZstd(stored: Buffer, target: Uint8Array): void {
  const decoder = new ZstdDecoder(target.length);
  try {
    decoder.feed(stored);
    let length = 0;
    for (let piece = decoder.next(); piece !== undefined; piece = decoder.next()) {
      if (length + piece.length > target.length) throw new DamagedData('found more than was said');
      target.set(piece, length);
      length += piece.length;
    }
    decoder.end();
    if (length < target.length) throw new DamagedData('found less than was said');
  } finally {
    decoder.close();
  }
}

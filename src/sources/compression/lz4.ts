import { DamagedData } from './damaged-data.ts';

const MAGIC = 0x184d2204;
/** The bit of a block's length that says that it is not compressed. */
const STORED = 0x80000000;
const LEAST_MATCH = 4;

/**
 * Decompresses one frame of LZ4 into exactly `target`. Blocks may refer to those before them. Checksums, which Arrow's
 * writers leave out, are passed over.
 * Source: lz4/lz4, doc/lz4_Frame_format.md and doc/lz4_Block_format.md.
 * @throws DamagedData if the bytes are no frame, or not that many
 */
export function decompressLz4Frame(stored: Buffer, target: Uint8Array): void {
  if (stored.length < 7 || stored.readUInt32LE() !== MAGIC) throw damage();
  const flags = stored[4]!;
  if (flags >> 6 !== 1 || (flags & 1) !== 0) throw damage();
  const hasBlockChecksums = (flags & 0x10) !== 0;
  let from = 7 + ((flags & 8) === 0 ? 0 : 8);
  let to = 0;
  for (;;) {
    if (from + 4 > stored.length) throw damage();
    const word = stored.readUInt32LE(from);
    from += 4;
    if (word === 0) break;
    const length = word & ~STORED;
    const end = from + length;
    if (length < 0 || end > stored.length) throw damage();
    if (word < STORED) to = decompressBlock(stored, from, end, target, to);
    else {
      if (to + length > target.length) throw damage();
      target.set(stored.subarray(from, end), to);
      to += length;
    }
    from = end + (hasBlockChecksums ? 4 : 0);
  }
  if (to !== target.length) throw damage();
}

/**
 * Decompresses one block of LZ4, as it is stored without a frame, into exactly `target`.
 * @throws DamagedData if the bytes are no block, or not that many
 */
export function decompressLz4Block(stored: Uint8Array, target: Uint8Array): void {
  if (decompressBlock(stored, 0, stored.length, target, 0) !== target.length) throw damage();
}

/**
 * Decompresses blocks as Hadoop stores them, each after its length and that of what is stored, or one block.
 * @throws DamagedData if the bytes are neither, or not that many
 */
export function decompressHadoopLz4(stored: Buffer, target: Uint8Array): void {
  if (!decompressHadoopBlocks(stored, target)) decompressLz4Block(stored, target);
}

/** Whether these are blocks as Hadoop stores them, which have been decompressed. */
function decompressHadoopBlocks(stored: Buffer, target: Uint8Array): boolean {
  let to = 0;
  for (let from = 0; from < stored.length;) {
    if (from + 8 > stored.length) return false;
    const expected = to + stored.readUInt32BE(from);
    const start = from + 8;
    from = start + stored.readUInt32BE(from + 4);
    if (from > stored.length || expected > target.length) return false;
    if (decompressBlock(stored, start, from, target, to) !== expected) throw damage();
    to = expected;
  }
  return to === target.length;
}

/** Returns where in the target the block ends. */
function decompressBlock(
  stored: Uint8Array,
  start: number,
  end: number,
  target: Uint8Array,
  targetStart: number,
): number {
  let from = start;
  let to = targetStart;
  /** A length of 15 goes on in the bytes that follow, up to one that is not 255. */
  const longer = (length: number): number => {
    if (length < 15) return length;
    let sum = length;
    let byte = 255;
    while (byte === 255) {
      if (from >= end) throw damage();
      byte = stored[from++]!;
      sum += byte;
    }
    return sum;
  };
  while (from < end) {
    const token = stored[from++]!;
    const literals = longer(token >> 4);
    if (from + literals > end || to + literals > target.length) throw damage();
    target.set(stored.subarray(from, from + literals), to);
    from += literals;
    to += literals;
    if (from === end) return to;
    if (from + 2 > end) throw damage();
    const distance = stored[from]! | (stored[from + 1]! << 8);
    from += 2;
    const length = longer(token & 0xf) + LEAST_MATCH;
    if (distance === 0 || distance > to || to + length > target.length) throw damage();
    // What is copied may overlap with its copy, and then repeats.
    if (distance >= length) target.copyWithin(to, to - distance, to - distance + length);
    else for (let i = 0; i < length; i++) target[to + i] = target[to + i - distance]!;
    to += length;
  }
  throw damage();
}

function damage(): DamagedData {
  return new DamagedData('expected LZ4 data of the length that was said, found other bytes');
}

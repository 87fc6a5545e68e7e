/** The literals of a block: as they are, one byte repeated, or in Huffman codes. */
import { codesEnd, decodeStream, decodeStreams, readCodes } from './huffman';
import { LARGEST_BLOCK, literalBuffer } from './memory';

/** Where the literals that were read last are, how many they are, and where they end in the block. */
export let literals: usize = 0;
export let literalCount: u32 = 0;
export let literalsEnd: usize = 0;

/** Whether there is a table of codes, which the next blocks may use. */
let hasCodes = false;

export function forgetCodes(): void {
  hasCodes = false;
}

/** Reads the literals of the block from `start` to `end`, which is within the memory; false where they are damaged. */
export function readLiterals(start: usize, end: usize): bool {
  if (start >= end) return false;
  const header = load<u64>(start);
  const type = <u32>header & 3;
  const format = <u32>(header >> 2) & 3;
  return type < 2 ? readPlain(start, end, header, type == 1, format) : readCoded(start, end, header, type == 2, format);
}

function readPlain(start: usize, end: usize, header: u64, isRepeated: bool, format: u32): bool {
  const headerBytes: u32 = format == 1 ? 2 : format == 3 ? 3 : 1;
  literalCount = headerBytes == 1 ? <u32>(header >> 3) & 0x1f : <u32>(header >> 4) & (headerBytes == 2 ? 0xfff : 0xfffff);
  literals = start + headerBytes;
  literalsEnd = literals + (isRepeated ? 1 : literalCount);
  if (literalCount > LARGEST_BLOCK || literalsEnd > end) return false;
  if (isRepeated) {
    memory.fill(literalBuffer(), load<u8>(literals), literalCount);
    literals = literalBuffer();
  }
  return true;
}

function readCoded(start: usize, end: usize, header: u64, isDescribed: bool, format: u32): bool {
  const headerBytes: u32 = format < 2 ? 3 : format + 2;
  const bits: u32 = format < 2 ? 10 : format == 2 ? 14 : 18;
  const mask: u32 = (1 << bits) - 1;
  literalCount = <u32>(header >> 4) & mask;
  let from = start + headerBytes;
  literalsEnd = from + (<u32>(header >> (4 + bits)) & mask);
  if (literalCount > LARGEST_BLOCK || literalsEnd > end) return false;
  if (isDescribed) {
    hasCodes = readCodes(from, literalsEnd);
    from = codesEnd;
  }
  if (!hasCodes) return false;
  literals = literalBuffer();
  return format == 0
    ? decodeStream(from, literalsEnd, literals, literals + literalCount)
    : decodeStreams(from, literalsEnd, literals, literalCount);
}

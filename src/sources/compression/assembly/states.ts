/**
 * Tables of states of finite state entropy. An entry is what its symbol stands for (32 bits), the least of the states
 * that may follow (16), the bits that tell which of them does (8), and the bits that are added to the value (8).
 */
import { bitsAt } from './bits';
import { counts, nextStates } from './memory';

/** The values of a code of lengths: those from the table on; of an offset and a weight see `valueOf`. */
export enum Kind {
  literalLength,
  matchLength,
  offset,
  weight,
}

const LITERAL_LENGTHS: StaticArray<u32> = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 256, 512, 1024,
  2048, 4096, 8192, 16384, 32768, 65536,
];
const LITERAL_BITS: StaticArray<u8> = [
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
];
const MATCH_LENGTHS: StaticArray<u32> = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33,
  34, 35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099, 8195, 16387, 32771, 65539,
];
const MATCH_BITS: StaticArray<u8> = [
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3,
  3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
];
const LITERAL_DEFAULTS: StaticArray<i16> = [
  4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1,
];
const MATCH_DEFAULTS: StaticArray<i16> = [
  1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
  1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1,
];
const OFFSET_DEFAULTS: StaticArray<i16> = [
  1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1,
];

/** How many codes of a kind there are: an offset has up to 31 bits, a weight is up to 12 where there is damage. */
export function codesOf(kind: Kind): u32 {
  if (kind == Kind.literalLength) return LITERAL_LENGTHS.length;
  if (kind == Kind.matchLength) return MATCH_LENGTHS.length;
  return kind == Kind.offset ? 32 : 13;
}

/** Of the counts that were read last: how many symbols, how many states as a power of two, and where they end. */
export let symbols: u32 = 0;
export let log: u32 = 0;
export let countsEnd: usize = 0;

/** Reads how often each symbol is a state's; false where that is damaged. */
export function readCounts(start: usize, end: usize, most: u32, largestLog: u32): bool {
  if (start >= end) return false;
  log = (load<u8>(start) & 15) + 5;
  if (log > largestLog) return false;
  let threshold: i32 = 1 << log;
  let left: i32 = threshold + 1;
  let width = log + 1;
  let bit: i32 = 4;
  symbols = 0;
  while (left > 1) {
    if (symbols >= most) return false;
    const word = <i32>bitsAt(start, bit, width);
    // Numbers that are rare as there is no room for them have one bit less.
    const saved = 2 * threshold - 1 - left;
    let count = word & (threshold - 1);
    if (count < saved) bit += width - 1;
    else {
      count = word;
      if (count >= threshold) count -= saved;
      bit += width;
    }
    count -= 1;
    left -= abs(count);
    store<i16>(counts() + 2 * symbols, <i16>count);
    symbols++;
    if (count == 0) {
      for (let zeros: u32 = 3; zeros == 3;) {
        zeros = <u32>bitsAt(start, bit, 2);
        bit += 2;
        if (symbols + zeros > most) return false;
        memory.fill(counts() + 2 * symbols, 0, 2 * zeros);
        symbols += zeros;
      }
    }
    while (left < threshold) {
      width--;
      threshold >>= 1;
    }
  }
  countsEnd = start + <usize>((bit + 7) >> 3);
  return left == 1 && countsEnd <= end;
}

/** Takes the counts that a kind has where none are given. */
export function useDefaults(kind: Kind): void {
  const defaults =
    kind == Kind.literalLength ? LITERAL_DEFAULTS : kind == Kind.matchLength ? MATCH_DEFAULTS : OFFSET_DEFAULTS;
  symbols = defaults.length;
  log = kind == Kind.offset ? 5 : 6;
  memory.copy(counts(), changetype<usize>(defaults), 2 * symbols);
}

/** Builds the table of a kind from the counts. */
export function buildTable(table: usize, kind: Kind): void {
  const size: u32 = 1 << log;
  // Symbols with a count of -1 have one state, from the end on, and give up all bits of it.
  let end = size;
  for (let symbol: u32 = 0; symbol < symbols; symbol++) {
    const count = load<i16>(counts() + 2 * symbol);
    if (count == -1) {
      end--;
      store<u32>(table + 8 * end, symbol);
    }
    store<u16>(nextStates() + 2 * symbol, <u16>abs(count));
  }
  const step = (size >> 1) + (size >> 3) + 3;
  let place: u32 = 0;
  for (let symbol: u32 = 0; symbol < symbols; symbol++) {
    const count: i32 = load<i16>(counts() + 2 * symbol);
    for (let i = 0; i < count; i++) {
      store<u32>(table + 8 * place, symbol);
      do place = (place + step) & (size - 1);
      while (place >= end);
    }
  }
  for (let state: u32 = 0; state < size; state++) {
    const symbol = load<u32>(table + 8 * state);
    const next: u32 = load<u16>(nextStates() + 2 * symbol);
    store<u16>(nextStates() + 2 * symbol, <u16>(next + 1));
    const bits = log - (31 - clz(next));
    storeEntry(table + 8 * state, kind, symbol, (next << bits) - size, bits);
  }
}

/** Makes a table of one state. */
export function buildConstant(table: usize, kind: Kind, symbol: u32): void {
  storeEntry(table, kind, symbol, 0, 0);
}

function storeEntry(entry: usize, kind: Kind, symbol: u32, next: u32, bits: u32): void {
  let value = symbol;
  let added: u32 = 0;
  if (kind == Kind.literalLength) {
    value = unchecked(LITERAL_LENGTHS[symbol]);
    added = unchecked(LITERAL_BITS[symbol]);
  } else if (kind == Kind.matchLength) {
    value = unchecked(MATCH_LENGTHS[symbol]);
    added = unchecked(MATCH_BITS[symbol]);
  } else if (kind == Kind.offset) {
    value = 1 << symbol;
    added = symbol;
  }
  store<u32>(entry, value);
  store<u16>(entry, <u16>next, 4);
  store<u8>(entry, <u8>bits, 6);
  store<u8>(entry, <u8>added, 7);
}

@inline
export function valueOf(entry: u64): u32 {
  return <u32>entry;
}

@inline
export function nextOf(entry: u64): u32 {
  return <u32>(entry >> 32) & 0xffff;
}

@inline
export function nextBitsOf(entry: u64): u32 {
  return <u32>(entry >> 48) & 0xff;
}

@inline
export function addedBitsOf(entry: u64): u32 {
  return <u32>(entry >> 56);
}

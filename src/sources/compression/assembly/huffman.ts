/** Literals in Huffman codes, in one stream of bits or four. An entry of the table is a symbol and, below it, its bits. */
import { bitsAt, bitsOf } from './bits';
import { HUFFMAN_LOG, huffmanTable, weights, WEIGHT_LOG, weightTable } from './memory';
import { buildTable, codesOf, countsEnd, Kind, log, nextBitsOf, nextOf, readCounts, valueOf } from './states';

/** Where the description of the codes that was read last ends. */
export let codesEnd: usize = 0;

/** Reads the weights of the symbols and makes the table of their codes; false where they are damaged. */
export function readCodes(start: usize, end: usize): bool {
  if (start >= end) return false;
  const header: u32 = load<u8>(start);
  const from = start + 1;
  let count: u32 = 0;
  if (header < 128) {
    codesEnd = from + header;
    if (codesEnd > end) return false;
    count = readWeights(from, codesEnd);
    if (count == 0) return false;
  } else {
    count = header - 127;
    codesEnd = from + (count + 1) / 2;
    if (codesEnd > end) return false;
    for (let i: u32 = 0; i < count; i++) {
      const pair: u32 = load<u8>(from + i / 2);
      store<u8>(weights() + i, <u8>(i % 2 == 0 ? pair >> 4 : pair & 15));
    }
  }
  return buildCodes(count);
}

/** Decodes weights, which two states tell in turn; returns how many, or 0 where they are damaged. */
function readWeights(start: usize, end: usize): u32 {
  if (!readCounts(start, end, codesOf(Kind.weight), WEIGHT_LOG)) return 0;
  const width = log;
  buildTable(weightTable(), Kind.weight);
  const from = countsEnd;
  let left = bitsOf(from, end) - 2 * <i32>width;
  if (left < 0) return 0;
  let state = <u32>bitsAt(from, left + width, width);
  let other = <u32>bitsAt(from, left, width);
  for (let count: u32 = 0; count < 254;) {
    const entry = load<u64>(weightTable() + 8 * state);
    store<u8>(weights() + count++, <u8>valueOf(entry));
    const bits = nextBitsOf(entry);
    left -= bits;
    if (left < 0) {
      store<u8>(weights() + count++, <u8>valueOf(load<u64>(weightTable() + 8 * other)));
      return count;
    }
    state = other;
    other = nextOf(entry) + <u32>bitsAt(from, left, bits);
  }
  return 0;
}

/** Makes the table of codes from all weights but the last one, which the others tell. */
function buildCodes(count: u32): bool {
  let sum: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const weight: u32 = load<u8>(weights() + i);
    if (weight > HUFFMAN_LOG) return false;
    sum += (1 << weight) >> 1;
  }
  if (sum == 0) return false;
  const longest: u32 = 32 - clz(sum);
  const rest: u32 = (1 << longest) - sum;
  if (longest > HUFFMAN_LOG || (rest & (rest - 1)) != 0) return false;
  store<u8>(weights() + count, <u8>(32 - clz(rest)));
  let at = huffmanTable();
  for (let weight: u32 = 1; weight <= longest; weight++) {
    const size: u32 = 1 << (weight + HUFFMAN_LOG - longest);
    for (let symbol: u32 = 0; symbol <= count; symbol++) {
      if (load<u8>(weights() + symbol) != weight) continue;
      const entry: u32 = (symbol << 8) | (longest + 1 - weight);
      for (const end = at + size; at < end; at += 2) store<u16>(at, <u16>entry);
    }
  }
  return true;
}

/** Decodes one stream into the addresses from `out` to `outEnd`; whether it has just as many symbols. */
export function decodeStream(start: usize, end: usize, out: usize, outEnd: usize): bool {
  const left = bitsOf(start, end);
  return left >= 0 && decodeRest(start, left, out, outEnd);
}

/** Decodes what is left of a stream, symbol by symbol. */
function decodeRest(start: usize, bits: i32, out: usize, outEnd: usize): bool {
  let left = bits;
  for (; out < outEnd && left >= 0; out++) {
    const entry: u32 = load<u16>(huffmanTable() + 2 * <usize>bitsAt(start, left - HUFFMAN_LOG, HUFFMAN_LOG));
    store<u8>(out, <u8>(entry >> 8));
    left -= entry & 0xff;
  }
  return left == 0 && out == outEnd;
}

/** The address of the last bytes of a stream that are a word. */
@inline
function lastWord(end: usize): usize {
  return end - 8;
}

/** The bits of the last word, after the 1 that ends them; the 1 at the bottom tells how many have been taken. */
@inline
function lastBits(end: usize): u64 {
  return (load<u64>(end - 8) | 1) << <u64>(clz<u32>(load<u8>(end - 1)) - 23);
}

/** How many bits are left of a stream whose word is at `word`. */
@inline
function leftOf(start: usize, word: usize, bits: u64): i32 {
  return <i32>(word + 8 - start) * 8 - <i32>ctz(bits);
}

/** Goes on to the bytes before those that have been taken. */
@inline
function wordBefore(word: usize, bits: u64): usize {
  return word - <usize>(ctz(bits) >> 3);
}

@inline
function bitsOfWord(word: usize, bits: u64): u64 {
  return (load<u64>(word) | 1) << (ctz(bits) & 7);
}

/** Stores the symbol that the bits begin with, and returns them without its bits: a shift looks at the lowest 6 only. */
@inline
function takeSymbol(table: usize, bits: u64, out: usize): u64 {
  const entry: u64 = load<u16>(table + <usize>((bits >> (64 - HUFFMAN_LOG)) << 1));
  store<u8>(out, <u8>(entry >> 8));
  return bits << entry;
}

@inline
function leastOf(a: usize, b: usize, c: usize, d: usize): usize {
  return min(min(a, b), min(c, d));
}

/** Decodes four streams side by side, as each waits for its last symbol; `start` has the lengths of the first three. */
export function decodeStreams(start: usize, end: usize, out: usize, size: u32): bool {
  const a = start + 6;
  if (a > end) return false;
  const b = a + load<u16>(start);
  const c = b + load<u16>(start, 2);
  const d = c + load<u16>(start, 4);
  if (d >= end) return false;
  const part: u32 = (size + 3) >> 2;
  if (part * 3 > size) return false;
  if (bitsOf(a, b) < 0 || bitsOf(b, c) < 0 || bitsOf(c, d) < 0 || bitsOf(d, end) < 0) return false;
  const outB = out + part;
  const outC = outB + part;
  const outD = outC + part;
  const outEnd = out + size;
  const table = huffmanTable();
  let aWord = lastWord(b), bWord = lastWord(c), cWord = lastWord(d), dWord = lastWord(end);
  let aBits = lastBits(b), bBits = lastBits(c), cBits = lastBits(d), dBits = lastBits(end);
  let done: usize = 0;
  if (aWord >= a && bWord >= b && cWord >= c && dWord >= d) {
    for (;;) {
      // Five symbols take 55 bits at most, so 7 bytes: as often as every stream has as many, and the last part room.
      const bytes = leastOf(aWord - a, bWord - b, cWord - c, dWord - d);
      const times = min(bytes / 7, (outEnd - outD - done) / 5);
      if (times == 0) break;
      for (const stop = done + 5 * times; done < stop; done += 5) {
        const to = out + done;
        const toB = to + part;
        const toC = toB + part;
        const toD = toC + part;
        aBits = takeSymbol(table, aBits, to);
        bBits = takeSymbol(table, bBits, toB);
        cBits = takeSymbol(table, cBits, toC);
        dBits = takeSymbol(table, dBits, toD);
        aBits = takeSymbol(table, aBits, to + 1);
        bBits = takeSymbol(table, bBits, toB + 1);
        cBits = takeSymbol(table, cBits, toC + 1);
        dBits = takeSymbol(table, dBits, toD + 1);
        aBits = takeSymbol(table, aBits, to + 2);
        bBits = takeSymbol(table, bBits, toB + 2);
        cBits = takeSymbol(table, cBits, toC + 2);
        dBits = takeSymbol(table, dBits, toD + 2);
        aBits = takeSymbol(table, aBits, to + 3);
        bBits = takeSymbol(table, bBits, toB + 3);
        cBits = takeSymbol(table, cBits, toC + 3);
        dBits = takeSymbol(table, dBits, toD + 3);
        aBits = takeSymbol(table, aBits, to + 4);
        bBits = takeSymbol(table, bBits, toB + 4);
        cBits = takeSymbol(table, cBits, toC + 4);
        dBits = takeSymbol(table, dBits, toD + 4);
        aWord = wordBefore(aWord, aBits);
        bWord = wordBefore(bWord, bBits);
        cWord = wordBefore(cWord, cBits);
        dWord = wordBefore(dWord, dBits);
        aBits = bitsOfWord(aWord, aBits);
        bBits = bitsOfWord(bWord, bBits);
        cBits = bitsOfWord(cWord, cBits);
        dBits = bitsOfWord(dWord, dBits);
      }
    }
  }
  return (
    decodeRest(a, leftOf(a, aWord, aBits), out + done, outB) &&
    decodeRest(b, leftOf(b, bWord, bBits), outB + done, outC) &&
    decodeRest(c, leftOf(c, cWord, cBits), outC + done, outD) &&
    decodeRest(d, leftOf(d, dWord, dBits), outD + done, outEnd)
  );
}

/** The sequences of a block: so many literals, then so many bytes repeated of what was before. */
import { bitsAt, bitsOf } from './bits';
import { copyLiterals, copyMatch } from './copy';
import { literalCount, literals } from './literals';
import { LENGTH_LOG, literalLengthTable, matchLengthTable, OFFSET_LOG, offsetTable } from './memory';
import {
  addedBitsOf,
  buildConstant,
  buildTable,
  codesOf,
  countsEnd,
  Kind,
  log,
  nextBitsOf,
  nextOf,
  readCounts,
  useDefaults,
  valueOf,
} from './states';

/** The bits of a state in each table, by kind; -1 where there is no table, which the next blocks may use. */
let literalLog: i32 = -1;
let matchLog: i32 = -1;
let offsetLog: i32 = -1;
/** The last three offsets. */
let first: u32 = 1;
let second: u32 = 4;
let third: u32 = 8;
/** Where the table that was read last ends. */
let tableEnd: usize = 0;

export function forgetSequences(): void {
  literalLog = -1;
  matchLog = -1;
  offsetLog = -1;
  first = 1;
  second = 4;
  third = 8;
}

/**
 * Decodes the sequences from `start` to `end` to `out`. What was before goes back to `history`.
 * @returns the end of what was decoded, at most `limit`; 0 where it is damaged
 */
export function decodeSequences(start: usize, end: usize, out: usize, history: usize, limit: usize): usize {
  if (start >= end) return 0;
  let count: u32 = load<u8>(start++);
  if (count >= 128) {
    if (count < 255) count = ((count - 128) << 8) | load<u8>(start++);
    else {
      count = 0x7f00 + load<u16>(start);
      start += 2;
    }
  }
  if (count == 0) return start == end ? decodeLast(literals, literalCount, out, limit) : 0;
  if (start >= end) return 0;
  const modes: u32 = load<u8>(start);
  if ((modes & 3) != 0) return 0;
  literalLog = readTable(start + 1, end, modes >> 6, Kind.literalLength, literalLengthTable(), literalLog);
  if (literalLog < 0) return 0;
  offsetLog = readTable(tableEnd, end, (modes >> 4) & 3, Kind.offset, offsetTable(), offsetLog);
  if (offsetLog < 0) return 0;
  matchLog = readTable(tableEnd, end, (modes >> 2) & 3, Kind.matchLength, matchLengthTable(), matchLog);
  if (matchLog < 0) return 0;
  return decodeAll(tableEnd, end, count, out, history, limit);
}

/** Makes a table as its mode says; the bits of its states, or -1 where that is damaged. */
function readTable(start: usize, end: usize, mode: u32, kind: Kind, table: usize, before: i32): i32 {
  tableEnd = start;
  if (mode == 3) return before;
  if (mode == 1) {
    if (start >= end || load<u8>(start) >= codesOf(kind)) return -1;
    buildConstant(table, kind, load<u8>(start));
    tableEnd = start + 1;
    return 0;
  }
  if (mode == 0) useDefaults(kind);
  else {
    if (!readCounts(start, end, codesOf(kind), kind == Kind.offset ? OFFSET_LOG : LENGTH_LOG)) return -1;
    tableEnd = countsEnd;
  }
  buildTable(table, kind);
  return log;
}

function decodeAll(start: usize, end: usize, count: u32, out: usize, history: usize, limit: usize): usize {
  let left = bitsOf(start, end) - literalLog - offsetLog - matchLog;
  if (left < 0) return 0;
  const literalTable = literalLengthTable();
  const matchTable = matchLengthTable();
  const offsets = offsetTable();
  let literalState = <u32>bitsAt(start, left + matchLog + offsetLog, literalLog);
  let offsetState = <u32>bitsAt(start, left + matchLog, offsetLog);
  let matchState = <u32>bitsAt(start, left, matchLog);
  let from = literals;
  const fromEnd = from + literalCount;
  for (;;) {
    const literalEntry = load<u64>(literalTable + 8 * literalState);
    const offsetEntry = load<u64>(offsets + 8 * offsetState);
    const matchEntry = load<u64>(matchTable + 8 * matchState);
    left -= addedBitsOf(offsetEntry);
    const offset = valueOf(offsetEntry) + <u32>bitsAt(start, left, addedBitsOf(offsetEntry));
    left -= addedBitsOf(matchEntry);
    const matchLength = valueOf(matchEntry) + <u32>bitsAt(start, left, addedBitsOf(matchEntry));
    left -= addedBitsOf(literalEntry);
    const literalLength = valueOf(literalEntry) + <u32>bitsAt(start, left, addedBitsOf(literalEntry));
    const distance = distanceOf(offset, literalLength == 0);
    if (left < 0 || literalLength > <u32>(fromEnd - from) || literalLength + matchLength > <u32>(limit - out)) return 0;
    copyLiterals(from, out, literalLength);
    from += literalLength;
    out += literalLength;
    if (distance == 0 || distance > <u32>(out - history)) return 0;
    copyMatch(out, distance, matchLength);
    out += matchLength;
    if (--count == 0) break;
    left -= nextBitsOf(literalEntry);
    literalState = nextOf(literalEntry) + <u32>bitsAt(start, left, nextBitsOf(literalEntry));
    left -= nextBitsOf(matchEntry);
    matchState = nextOf(matchEntry) + <u32>bitsAt(start, left, nextBitsOf(matchEntry));
    left -= nextBitsOf(offsetEntry);
    offsetState = nextOf(offsetEntry) + <u32>bitsAt(start, left, nextBitsOf(offsetEntry));
    // So that nothing is read further before the start than a word is long.
    if (left < 0) return 0;
  }
  return left == 0 ? decodeLast(from, <u32>(fromEnd - from), out, limit) : 0;
}

/** What an offset stands for; 0 where that is damaged. The first three are the last ones. */
@inline
function distanceOf(offset: u32, isWithoutLiterals: bool): u32 {
  if (offset > 3) {
    third = second;
    second = first;
    first = offset - 3;
    return first;
  }
  const place = offset - 1 + u32(isWithoutLiterals);
  if (place == 0) return first;
  const distance = place == 1 ? second : place == 2 ? third : first - 1;
  if (place > 1) third = second;
  second = first;
  first = distance;
  return distance;
}

/** The literals after the last sequence. */
function decodeLast(from: usize, count: u32, out: usize, limit: usize): usize {
  if (count > <u32>(limit - out)) return 0;
  memory.copy(out, from, count);
  return out + count;
}

/** Where the tables of a frame and the literals of a block are. Addresses are of the memory shared with `../zstd-blocks.ts`. */

/** Codes of literals have at most so many bits, and a table has an entry for each number of so many. */
export const HUFFMAN_LOG: u32 = 11;
/** The largest tables of states have two to the power of so many entries. */
export const LENGTH_LOG: u32 = 9;
export const OFFSET_LOG: u32 = 8;
export const WEIGHT_LOG: u32 = 6;
/** Bytes of the literals of a block, and of all that it decodes to, at most. */
export const LARGEST_BLOCK: u32 = 1 << 17;
/** What is copied by 16 bytes goes beyond its end by less. */
const MARGIN: u32 = 32;
/** Bytes of an entry for a state; see `states.ts`. */
const ENTRY: u32 = 8;
/** Counts and weights of symbols have at most as many places. */
const SYMBOLS: u32 = 256;

@inline
export function huffmanTable(): usize {
  return (__heap_base + 15) & ~15;
}

@inline
export function literalLengthTable(): usize {
  return huffmanTable() + (2 << HUFFMAN_LOG);
}

@inline
export function matchLengthTable(): usize {
  return literalLengthTable() + (ENTRY << LENGTH_LOG);
}

@inline
export function offsetTable(): usize {
  return matchLengthTable() + (ENTRY << LENGTH_LOG);
}

@inline
export function weightTable(): usize {
  return offsetTable() + (ENTRY << OFFSET_LOG);
}

/** How often each symbol is a state's, as 16-bit integers. */
@inline
export function counts(): usize {
  return weightTable() + (ENTRY << WEIGHT_LOG);
}

/** For each symbol the next of its states while a table is built, as 16-bit integers. */
@inline
export function nextStates(): usize {
  return counts() + 2 * SYMBOLS;
}

/** The weights of the literals, a byte each. */
@inline
export function weights(): usize {
  return nextStates() + 2 * SYMBOLS;
}

@inline
export function literalBuffer(): usize {
  return weights() + SYMBOLS;
}

/** The first address that is free for the host. */
export function freeMemory(): usize {
  return literalBuffer() + LARGEST_BLOCK + MARGIN;
}

/** Blocks of Zstandard's frames, decoded. Source: RFC 8878. Addresses are of the memory shared with `../zstd-blocks.ts`. */
import { forgetCodes, literalsEnd, readLiterals } from './literals';
import { decodeSequences, forgetSequences } from './sequences';

export { freeMemory } from './memory';

/** Begins a frame, whose blocks refer to none of the frame before. */
export function startFrame(): void {
  forgetCodes();
  forgetSequences();
}

/**
 * Decodes the compressed block from `start` to `end` to `out`. What it refers to goes back to `history`. Up to 512 bytes
 * before and behind a block are read, whatever they hold, and up to 16 beyond `limit` written.
 * @returns the end of what was decoded, at most `limit`; 0 where the block is damaged
 */
export function decodeBlock(start: usize, end: usize, out: usize, history: usize, limit: usize): usize {
  return readLiterals(start, end) ? decodeSequences(literalsEnd, end, out, history, limit) : 0;
}

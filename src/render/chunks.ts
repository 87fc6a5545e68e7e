/** Characters of a chunk at most, as long as no single piece is longer. */
const CHUNK_LENGTH = 64 * 1024;

/** Gathers short pieces of text into chunks worth a write each, without ever holding the whole. */
export function* chunks(pieces: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const piece of pieces) {
    if (chunk !== '' && chunk.length + piece.length > CHUNK_LENGTH) {
      yield chunk;
      chunk = '';
    }
    chunk += piece;
  }
  if (chunk !== '') yield chunk;
}

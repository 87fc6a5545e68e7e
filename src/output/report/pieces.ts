/** Characters that are worth a write. */
const ENOUGH = 60 * 1024;

/** Texts by the million in pieces that are worth a write each, one after the other. */
export function* inPieces(texts: Iterable<string>): Generator<string> {
  let piece = '';
  for (const text of texts) {
    piece += text;
    if (piece.length < ENOUGH) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

import { escapeControls, quote, UserError } from '../../messages/errors.ts';
import { ByteReader, openBytes, requireText, skipByteOrderMark } from '../../sources/index.ts';
import { CHAR, JsonCursor } from '../../sources/json/cursor.ts';
import type { Terminal } from './terminal.ts';

/** Of files that people write. */
const LARGEST = 2 ** 26;

/**
 * Reads a small file of JSON whole.
 * @param largest how many bytes it may have
 * @returns what it holds, what messages call it, and how many bytes it has
 * @throws UserError if it cannot be read, or is not JSON
 */
export async function readJsonFile(
  path: string,
  terminal: Terminal,
  largest = LARGEST,
): Promise<{ document: unknown; label: string; bytes: number }> {
  const bytes = new ByteReader(await openBytes(path, { stdin: () => terminal.stdin }));
  const { label } = bytes;
  try {
    await skipByteOrderMark(bytes);
    const text = await bytes.rest('JSON', largest);
    requireText(text, label);
    const document = JSON.parse(text.toString()) as unknown;
    requireDistinctKeys(new JsonCursor(text, label));
    return { document, label, bytes: text.length };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError({
      where: label,
      problem: `expected JSON: ${escapeControls(error.message)}`,
    });
  } finally {
    await bytes.close();
  }
}

/**
 * Walks over a value. Of two entries with the same key the first would be lost in silence, be it a list of checks.
 * @throws UserError where an object has a key twice
 */
function requireDistinctKeys(cursor: JsonCursor): void {
  const byte = cursor.peek();
  if (byte === CHAR.openBrace) {
    const keys = new Set<string>();
    cursor.sequence(CHAR.closeBrace, () => {
      const key = cursor.text(cursor.key());
      if (keys.has(key)) throw cursor.error(`expected each key once, found ${quote(key)} again`);
      keys.add(key);
      requireDistinctKeys(cursor);
    });
  } else if (byte === CHAR.openBracket) {
    cursor.sequence(CHAR.closeBracket, () => requireDistinctKeys(cursor));
  } else cursor.skip();
}

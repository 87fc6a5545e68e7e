import { escapeControls, UserError } from '../errors.ts';
import { ByteReader } from '../sources/byte-reader.ts';
import { openBytes } from '../sources/bytes.ts';
import { requireText, skipByteOrderMark } from '../sources/text.ts';
import type { Terminal } from './terminal.ts';

const LARGEST = 2 ** 26;

/**
 * Reads a small file of JSON whole.
 * @returns what it holds, and what messages call it
 * @throws UserError if it cannot be read, or is not JSON
 */
export async function readJsonFile(
  path: string,
  terminal: Terminal,
): Promise<{ document: unknown; label: string }> {
  const bytes = new ByteReader(await openBytes(path, () => terminal.stdin));
  const { label } = bytes;
  try {
    await skipByteOrderMark(bytes);
    const text = await bytes.rest('JSON', LARGEST);
    requireText(text, label);
    return { document: JSON.parse(text.toString()) as unknown, label };
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

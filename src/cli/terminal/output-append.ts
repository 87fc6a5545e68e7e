import { appendFile } from 'node:fs/promises';
import { quote } from '../../messages/errors.ts';
import { failWriting } from './output.ts';

/**
 * Adds text to the end of a file that others write to as well.
 * @param name how messages call it
 * @throws UserError when it cannot be written
 */
export async function appendToFile(name: string, path: string, text: string): Promise<void> {
  await appendFile(path, text).catch((error: unknown) =>
    failWriting(`${name} ${quote(path)}`, error),
  );
}

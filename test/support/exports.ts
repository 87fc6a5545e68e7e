import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of files that other tools wrote, with `make.py`. */
export const EXPORTS = fileURLToPath(new URL('../../fixtures/exports', import.meta.url));

/** The bytes of one of them. */
export function exported(file: string): Buffer {
  return readFileSync(join(EXPORTS, file));
}

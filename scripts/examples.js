/**
 * Fills the examples of the documents with what their commands print. With `--check` it only says which documents are
 * not up to date.
 */
import { writeFileSync } from 'node:fs';
import { DOCUMENTS, readDocument, withOutputs } from './console-blocks.ts';

for (const path of DOCUMENTS) {
  const document = readDocument(path);
  const filled = withOutputs(document);
  if (filled === document) continue;
  if (process.argv.includes('--check')) {
    console.error(`${path} does not show what its commands print: run npm run docs`);
    process.exitCode = 1;
  } else {
    writeFileSync(new URL(`../${path}`, import.meta.url), filled);
  }
}

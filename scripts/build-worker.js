/**
 * Makes the module that holds the program of the scanning threads as a text, so that it is found wherever the code
 * that starts them ends up.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = new URL('../src/sources/scan/generated/worker.ts', import.meta.url);

/** Bundles the program of a scanning thread into a generated module. */
export async function buildWorker() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['src/sources/scan/worker.ts'],
    bundle: true,
    minify: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20.19',
  });
  const source = outputFiles[0].text;
  writeFileSync(target, `export const WORKER_SOURCE = ${JSON.stringify(source)};\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWorker();

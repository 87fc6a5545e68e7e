/** Builds the kernel of losses over pairs: compiles src/losses/shared/pairs/assembly to WebAssembly. */
import { fileURLToPath } from 'node:url';
import { compileKernel } from './assembly.js';

export async function buildPairs() {
  const folder = new URL('../src/losses/shared/pairs/', import.meta.url);
  await compileKernel(folder, 'kernel.ts', ['--importMemory']);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPairs();

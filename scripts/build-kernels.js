/** Builds what is compiled to WebAssembly: the kernel of the text scanner, and that of losses over pairs. */
import { fileURLToPath } from 'node:url';
import { buildKernel } from './assembly.js';
import { powersOfFive } from './powers-of-five.js';

const SOURCES = new URL('../src/', import.meta.url);

export async function buildKernels() {
  await buildKernel(new URL('sources/scan/', SOURCES), { 'powers-of-five.ts': powersOfFive() });
  await buildKernel(new URL('losses/shared/pairs/', SOURCES));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildKernels();

/** Builds the kernels: what is in the folders `assembly` of src, as WebAssembly. */
import { fileURLToPath } from 'node:url';
import { compileKernel } from './assembly.js';
import { powersOfFive } from './powers-of-five.js';

/** The memory of these is made by who uses them. */
const IMPORTS_MEMORY = ['--importMemory'];

export async function buildKernels() {
  const tables = { 'powers-of-five.ts': powersOfFive() };
  const scan = folder('sources/scan');
  await compileKernel(scan, 'kernel.ts', IMPORTS_MEMORY, tables);
  await compileKernel(scan, 'json-kernel.ts', IMPORTS_MEMORY, tables, 'json-kernel.ts');
  await compileKernel(folder('sources/compression'), 'kernel.ts', IMPORTS_MEMORY);
  await compileKernel(folder('losses/shared/pairs'), 'kernel.ts', IMPORTS_MEMORY);
  await compileKernel(folder('reduce'), 'kernel.ts');
  await compileKernel(folder('text/print'), 'printer.ts');
}

function folder(path) {
  return new URL(`../src/${path}/`, import.meta.url);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildKernels();

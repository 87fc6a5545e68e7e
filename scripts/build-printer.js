/** Builds the kernel that prints numbers: compiles src/text/print/assembly to WebAssembly. */
import { fileURLToPath } from 'node:url';
import { compileKernel } from './assembly.js';

export async function buildPrinter() {
  await compileKernel(new URL('../src/text/print/', import.meta.url), 'printer.ts');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPrinter();

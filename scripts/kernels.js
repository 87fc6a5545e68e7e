/**
 * Builds the kernels: compiles AssemblyScript to WebAssembly and writes it as modules that hold it as text, so that it
 * is part of whatever bundle imports them.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

/**
 * Writes the module `generated/kernel.ts` of a folder, from what is in its folder `assembly`.
 * @param made sources that are made by a program, by name
 */
export async function buildKernel(folder, what, made = {}) {
  const kernel = await compile(new URL('assembly/', folder), what, made);
  const generated = new URL('generated/', folder);
  mkdirSync(generated, { recursive: true });
  writeFileSync(
    new URL('kernel.ts', generated),
    `/** The kernel of ${what} in base64, written by scripts/kernels.js. */\n` +
      `export const KERNEL = '${Buffer.from(kernel).toString('base64')}';\n`,
  );
}

/** The WebAssembly of the file kernel.ts and of what it imports. */
async function compile(sources, what, made) {
  const output = {};
  const { error, stderr } = await asc.main(
    [
      ...['kernel.ts', '--outFile', 'kernel.wasm', '-O3', '--noAssert'],
      ...['--runtime', 'stub', '--enable', 'simd', '--importMemory'],
    ],
    {
      readFile: (name) => made[name] ?? readSource(new URL(name, sources)),
      writeFile: (name, contents) => {
        output[name] = contents;
      },
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`${what} does not compile\n${stderr.toString()}`, { cause: error });
  return output['kernel.wasm'];
}

/** A source file; null where there is none, which the compiler asks for too. */
function readSource(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

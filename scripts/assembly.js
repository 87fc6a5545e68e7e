/** Compiles AssemblyScript to WebAssembly, as a module that holds it as text: so it is part of whatever bundle imports it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

/**
 * Compiles `assembly/kernel.ts` of a folder, and what it imports, to `generated/kernel.ts`.
 * @param folder the URL of the folder, with a slash at the end
 * @param generated sources that are written by a program, by file name
 */
export async function buildKernel(folder, generated = {}) {
  const output = {};
  const { error, stderr } = await asc.main(
    [
      ...['kernel.ts', '--outFile', 'kernel.wasm', '-O3', '--noAssert'],
      ...['--runtime', 'stub', '--enable', 'simd', '--importMemory'],
    ],
    {
      readFile: (name) => generated[name] ?? readSource(new URL(`assembly/${name}`, folder)),
      writeFile: (name, contents) => {
        output[name] = contents;
      },
      listFiles: () => [],
    },
  );
  if (error)
    throw new Error(`${folder.pathname} does not compile\n${stderr.toString()}`, { cause: error });
  const kernel = Buffer.from(output['kernel.wasm']).toString('base64');
  mkdirSync(new URL('generated/', folder), { recursive: true });
  writeFileSync(
    new URL('generated/kernel.ts', folder),
    `/** The kernel in base64, compiled from the sources in assembly/. */\nexport const KERNEL = '${kernel}';\n`,
  );
}

/** A source file; null where there is none, which the compiler asks for too. */
function readSource(url) {
  try {
    return readFileSync(url, 'utf8');
  } catch {
    return null;
  }
}

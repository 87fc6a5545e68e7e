/** Compiles AssemblyScript to WebAssembly, as a module that holds it as text, so that it is part of whatever bundle imports it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

/**
 * Compiles `assembly/<entry>` of a folder to its `generated/kernel.ts`.
 * @param options of the compiler besides the usual ones
 * @param generated sources that are in no file, by name
 */
export async function compileKernel(folder, entry, options = [], generated = {}) {
  const sources = new URL('assembly/', folder);
  const output = {};
  const { error, stderr } = await asc.main(
    [
      ...[entry, '--outFile', 'kernel.wasm', '-O3', '--noAssert'],
      ...['--runtime', 'stub', '--enable', 'simd', ...options],
    ],
    {
      readFile: (name) => generated[name] ?? readSource(new URL(name, sources)),
      writeFile: (name, contents) => {
        output[name] = contents;
      },
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`${entry} does not compile\n${stderr.toString()}`, { cause: error });
  const target = new URL('generated/', folder);
  mkdirSync(target, { recursive: true });
  writeFileSync(
    new URL('kernel.ts', target),
    `/** WebAssembly in base64, compiled from ../assembly/${entry}. */\n` +
      `export const KERNEL = '${Buffer.from(output['kernel.wasm']).toString('base64')}';\n`,
  );
}

/** A source file; null where there is none, which the compiler asks for too. */
function readSource(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

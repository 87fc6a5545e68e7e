/**
 * Builds the kernels of the text scanner: compiles src/sources/scan/assembly to WebAssembly and writes each as a
 * module that holds it as text, so that it is part of whatever bundle imports it.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const SCAN = new URL('../src/sources/scan/', import.meta.url);
const SOURCES = new URL('assembly/', SCAN);
const GENERATED = new URL('generated/', SCAN);
const TABLE = 'powers-of-five.ts';

/** Beyond these exponents a significand of up to 19 digits is zero or infinite, whatever it is. */
const LEAST_EXPONENT = -342;
const GREATEST_EXPONENT = 308;

export async function buildScanner() {
  mkdirSync(GENERATED, { recursive: true });
  await writeKernel('kernel.ts', 'KERNEL');
  await writeKernel('json-kernel.ts', 'JSON_KERNEL');
}

/** Compiles a source file, and writes a module of the same name that holds the WebAssembly. */
async function writeKernel(entry, name) {
  const kernel = await compile(entry);
  writeFileSync(
    new URL(entry, GENERATED),
    '/** A kernel of the scanner in base64, written by scripts/build-scanner.js. */\n' +
      `export const ${name} = '${Buffer.from(kernel).toString('base64')}';\n`,
  );
}

/** The WebAssembly of a source file and of what it imports. */
async function compile(entry) {
  const output = {};
  const { error, stderr } = await asc.main(
    [
      ...[entry, '--outFile', 'kernel.wasm', '-O3', '--noAssert'],
      ...['--runtime', 'stub', '--enable', 'simd', '--importMemory'],
    ],
    {
      readFile: (name) => readSource(name),
      writeFile: (name, contents) => {
        output[name] = contents;
      },
      listFiles: () => [],
    },
  );
  if (error)
    throw new Error(`the scanner does not compile\n${stderr.toString()}`, { cause: error });
  return output['kernel.wasm'];
}

/** A source file, the generated table among them; null where there is none, which the compiler asks for too. */
function readSource(name) {
  if (name === TABLE) return powersOfFive();
  try {
    return readFileSync(new URL(name, SOURCES), 'utf8');
  } catch {
    return null;
  }
}

/** The table of 5^q for each exponent q of ten: the first 128 bits, the upper 64 before the lower. */
function powersOfFive() {
  const words = [];
  for (let q = LEAST_EXPONENT; q <= GREATEST_EXPONENT; q++) {
    const power = q < 0 ? leadingBitsOfReciprocal(-q) : leadingBits(5n ** BigInt(q));
    words.push(power >> 64n, power & 0xffff_ffff_ffff_ffffn);
  }
  return [
    `export const LEAST_EXPONENT: i32 = ${LEAST_EXPONENT};`,
    `export const GREATEST_EXPONENT: i32 = ${GREATEST_EXPONENT};`,
    `export const POWERS_OF_FIVE: StaticArray<u64> = [${words.join(', ')}];`,
  ].join('\n');
}

/** The first 128 bits of a positive integer. */
function leadingBits(integer) {
  const excess = BigInt(bitLength(integer) - 128);
  return excess >= 0n ? integer >> excess : integer << -excess;
}

/** The first 128 bits of 5^-n. */
function leadingBitsOfReciprocal(n) {
  const power = 5n ** BigInt(n);
  const bits = (1n << BigInt(bitLength(power) + 127)) / power;
  // A product that is an integer must not seem less than it: the algorithm wants these few rounded up.
  return n <= 27 ? bits + 1n : bits;
}

function bitLength(integer) {
  return integer.toString(2).length;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildScanner();

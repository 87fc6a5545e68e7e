/** How the data sets are written. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { endianness } from 'node:os';

const BLOCK_BYTES = 2 ** 20;
/** How NPY calls the numbers of an array. */
const NPY_TYPES = new Map([
  [Float64Array, 'f8'],
  [Float32Array, 'f4'],
  [BigInt64Array, 'i8'],
]);

/** Opens a file, hands `use` a function that writes to it, and closes it. */
export function writeFile(path, use) {
  const file = openSync(path, 'w');
  try {
    use((piece) => writeSync(file, piece));
  } finally {
    closeSync(file);
  }
}

/** A header, and for each row the text that `nextLine` returns. */
export function writeLines(path, rows, header, nextLine) {
  writeFile(path, (write) => {
    let text = header;
    for (let i = 0; i < rows; i++) {
      text += nextLine(i);
      if (text.length > BLOCK_BYTES) {
        write(text);
        text = '';
      }
    }
    write(text);
  });
}

/**
 * NPY version 1.0.
 * @param NumberArray the typed array of its numbers
 * @param nextNumber called for each number, row-major
 */
export function writeNpy(path, shape, NumberArray, nextNumber) {
  const type = `${endianness() === 'LE' ? '<' : '>'}${NPY_TYPES.get(NumberArray)}`;
  const description = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join()},), }`;
  // Ten bytes of magic, version and length come before the description; the data begin at a multiple of 64.
  const header = Buffer.from(`\x93NUMPY\x01\x00\x76\x00${description.padEnd(117)}\n`, 'latin1');
  const size = shape.reduce((a, b) => a * b);
  const block = new NumberArray(2 ** 16);
  writeFile(path, (write) => {
    write(header);
    for (let from = 0; from < size; from += block.length) {
      const count = Math.min(block.length, size - from);
      for (let i = 0; i < count; i++) block[i] = nextNumber();
      write(new Uint8Array(block.buffer, 0, block.BYTES_PER_ELEMENT * count));
    }
  });
}

export function numbered(number, digits) {
  return String(number).padStart(digits, '0');
}

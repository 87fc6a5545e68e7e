/**
 * Fills the examples of the README with the output of the built program: in a block marked `console`, what follows
 * a line `$ losscalc ...` is what that command prints. With `--check` it only says whether they are up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { outputOf } from './console.js';

const FILE = new URL('../README.md', import.meta.url);

const text = readFileSync(FILE, 'utf8');
const filled = text.replaceAll(/(?<=```console\n)[^`]*(?=```)/g, (block) =>
  block
    .split('\n')
    .filter((line) => line.startsWith('$ '))
    .map((line) => `${line}\n${outputOf(line.slice(2))}`)
    .join(''),
);

if (process.argv.includes('--check')) {
  if (filled !== text) {
    console.error('README.md does not show what the program prints: run npm run docs');
    process.exitCode = 1;
  }
} else {
  writeFileSync(FILE, filled);
}

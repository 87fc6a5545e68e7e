/**
 * Fills the examples of the README with the output of the built program: in a block marked `console`, what follows
 * a line `$ losscalc ...` is what that command prints. With `--check` it only says whether they are up to date.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = new URL('../README.md', import.meta.url);
const ROOT = new URL('..', import.meta.url);
const BINARY = `"${process.execPath}" bin/losscalc.js`;

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

/** What a reader sees in a terminal: standard output, then standard error. */
function outputOf(command) {
  const shell = command.replaceAll('losscalc ', `${BINARY} `);
  const env = { ...process.env, COLUMNS: '80', NO_COLOR: '1' };
  const { stdout, stderr } = spawnSync(shell, { cwd: ROOT, shell: true, env, encoding: 'utf8' });
  return stdout + stderr;
}

/**
 * Writes docs/losses: an index, and for each loss a page and its curve, made from the definitions and from what the
 * built program prints. With `--check` it only says whether the folder holds just that.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { LOSSES } from '../src/losses/index.ts';
import { curveOf } from './loss-curve.js';
import { indexPage, lossPage } from './loss-page.js';

const FOLDER = new URL('../docs/losses/', import.meta.url);

const files = new Map([['README.md', await formatted(indexPage(LOSSES))]]);
for (const definition of LOSSES) {
  const { name } = definition;
  const curve = curveOf(definition);
  if (curve !== undefined) files.set(`${name}.svg`, curve);
  const page = lossPage(definition, curve === undefined ? undefined : `${name}.svg`);
  files.set(`${name}.md`, await formatted(page));
}

mkdirSync(FOLDER, { recursive: true });
const existing = new Set(readdirSync(FOLDER));
const stale = [...files].filter(([name, text]) => !existing.has(name) || read(name) !== text);
const stray = [...existing].filter((name) => !files.has(name));

if (process.argv.includes('--check')) {
  for (const [name] of stale) console.error(`docs/losses/${name} is not up to date`);
  for (const name of stray) console.error(`docs/losses/${name} belongs to no loss`);
  if (stale.length + stray.length > 0) {
    console.error('run npm run docs');
    process.exitCode = 1;
  }
} else {
  for (const [name, text] of stale) writeFileSync(new URL(name, FOLDER), text);
  for (const name of stray) rmSync(new URL(name, FOLDER));
}

function read(name) {
  return readFileSync(new URL(name, FOLDER), 'utf8');
}

async function formatted(markdown) {
  const options = await resolveConfig(new URL('README.md', FOLDER));
  return format(markdown, { ...options, parser: 'markdown' });
}

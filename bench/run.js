/**
 * Measures losscalc against its peers, whole processes in turn, and prints markdown tables. After a full run they
 * are also in RESULTS.md, and in the project's README where it has the same marks. See README.md for the options.
 */
import { existsSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { ANALYSIS_CASES, CASES, FAMILY_CASES, MEMORY_CASES } from './cases.js';
import { folder, pathOf } from './data.js';
import { machineText } from './machine.js';
import { measure, measureMemory } from './measure.js';
import { comparisonTable, fillSection, memoryTable, workText } from './report.js';

const REPORTS = ['RESULTS.md', '../README.md'].map((name) =>
  fileURLToPath(new URL(name, import.meta.url)),
);
const DEFAULT_PAIRS = 5;
const QUICK_SHARE = 10;
/** More than a row takes in any file of the cases of memory. */
const BYTES_PER_ROW = 60;

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    pairs: { type: 'string' },
    quick: { type: 'boolean', default: false },
    reference: { type: 'boolean', default: false },
    memory: { type: 'boolean', default: false },
    analysis: { type: 'boolean', default: false },
    families: { type: 'boolean', default: false },
  },
});

if (options.pairs !== undefined && !(Number(options.pairs) >= 1)) {
  throw new Error(`--pairs: expected a number from 1, found "${options.pairs}"`);
}
const sections = await measuredSections();
for (const [name, text] of Object.entries(sections)) {
  if (text !== undefined) await publish(name, text);
}

/** The sections that the options ask for, by name. */
async function measuredSections() {
  if (options.memory) return memorySections();
  if (options.analysis) return { analysis: sectionOf(await compareAll(ANALYSIS_CASES)) };
  if (options.families) return { families: sectionOf(await compareAll(FAMILY_CASES)) };
  const { entries, leftOut } = await compareAll(CASES);
  const judging = entries.filter(({ judges }) => judges);
  return {
    reference: sectionOf({ entries: judging, leftOut }),
    shown: sectionOf({ entries: judging.filter(({ isShown }) => isShown), leftOut: [] }),
    others: sectionOf({ entries: entries.filter(({ judges }) => !judges), leftOut: [] }),
  };
}

/** The entries of all chosen cases, and why others are left out. */
async function compareAll(cases) {
  const entries = [];
  const leftOut = [];
  for (const benchCase of chosenOf(cases)) {
    process.stderr.write(`${benchCase.name} ...\n`);
    try {
      entries.push(...(await compare(benchCase)));
    } catch (error) {
      leftOut.push(`- ${benchCase.name} is left out: ${error.message}`);
    }
  }
  return { entries, leftOut };
}

function chosenOf(cases) {
  const chosen = cases.filter(({ name }) => name.includes(options.only));
  if (chosen.length === 0) throw new Error(`--only: no case has "${options.only}" in its name`);
  return chosen;
}

function sectionOf({ entries, leftOut }) {
  if (entries.length + leftOut.length === 0) return undefined;
  const peers = entries.flatMap(({ theirs }) => theirs ?? []);
  return [comparisonTable(entries), ...leftOut, '', machineText(peers)].join('\n');
}

/** An entry of the tables for each peer, or one without a peer; the first peer is the one that judges. */
async function compare(benchCase) {
  const rows = options.quick ? Math.max(10, benchCase.rows / QUICK_SHARE) : benchCase.rows;
  const pairs = Number(options.pairs ?? benchCase.pairs ?? DEFAULT_PAIRS);
  const peers = options.reference ? 1 : Infinity;
  const { bytes, ours, theirs } = await measure(benchCase, { rows, pairs, peers });
  const work = workText(benchCase.name, rows, bytes);
  const { isShown } = benchCase;
  const contenders = theirs.length === 0 ? [undefined] : theirs;
  return contenders.map((peer, i) => ({ work, ours, theirs: peer, judges: i === 0, isShown }));
}

async function memorySections() {
  const entries = [];
  for (const benchCase of chosenOf(MEMORY_CASES)) {
    const rows = options.quick ? benchCase.rows / QUICK_SHARE : benchCase.rows;
    const { bavail, bsize } = statfsSync(folder());
    if (bavail * bsize < missingBytes(benchCase, rows)) {
      const work = `${benchCase.name}, ${rows} rows`;
      process.stderr.write(`${work}, are left out: too little room in ${folder()}\n`);
      continue;
    }
    process.stderr.write(`${benchCase.name}, ${rows} rows ...\n`);
    const { bytes, ours } = await measureMemory(benchCase, rows);
    const work = workText(benchCase.name, rows, bytes);
    entries.push({ work, ours, isShown: benchCase.isShown });
  }
  const shown = entries.filter(({ isShown }) => isShown);
  return {
    memory: memorySectionOf(entries),
    'shown-memory': shown.length > 0 ? memorySectionOf(shown) : undefined,
  };
}

function memorySectionOf(entries) {
  return `${memoryTable(entries)}\n\n${machineText([])}`;
}

/** What the files of a case that are not there take at most. */
function missingBytes({ files }, rows) {
  const missing = Object.values(files).filter((dataSet) => !existsSync(pathOf(dataSet, rows)));
  return missing.length * rows * BYTES_PER_ROW;
}

/** Prints a section, and writes it into the reports where nothing of it was left out. */
async function publish(name, text) {
  const tidy = await format(text, { ...(await resolveConfig(REPORTS[0])), parser: 'markdown' });
  // What is shown is part of what was printed before.
  if (!name.startsWith('shown')) process.stdout.write(`${tidy}\n`);
  if (options.quick || options.only !== '') return;
  for (const report of REPORTS) {
    const before = readFileSync(report, 'utf8');
    const after = fillSection(before, name, tidy);
    if (after !== before) writeFileSync(report, after);
  }
}

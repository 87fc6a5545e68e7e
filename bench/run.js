/**
 * Measures losscalc against its peers, whole processes in turn, and prints markdown tables. After a full run they
 * are also in RESULTS.md, and in the project's README where it has the same marks. See README.md for the options.
 */
import { readFileSync, statfsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { ANALYSIS_CASES, CASES, MEMORY_CASES } from './cases.js';
import { folder } from './data.js';
import { machineText } from './machine.js';
import { measure, measureMemory } from './measure.js';
import { comparisonTable, fillSection, memoryTable, workText } from './report.js';

const REPORTS = ['RESULTS.md', '../README.md'].map((name) =>
  fileURLToPath(new URL(name, import.meta.url)),
);
const DEFAULT_PAIRS = 5;
const QUICK_SHARE = 10;
/** More than a row of the pairs takes. */
const BYTES_PER_ROW = 50;

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    pairs: { type: 'string' },
    quick: { type: 'boolean', default: false },
    reference: { type: 'boolean', default: false },
    memory: { type: 'boolean', default: false },
    analysis: { type: 'boolean', default: false },
  },
});

if (options.pairs !== undefined && !(Number(options.pairs) >= 1)) {
  throw new Error(`--pairs: expected a number from 1, found "${options.pairs}"`);
}
const sections = await measuredSections();
for (const [name, text] of Object.entries(sections)) await publish(name, text);

/** The sections that the options ask for, by name. */
function measuredSections() {
  if (options.memory) return memorySections();
  if (options.analysis) return comparisonSections(ANALYSIS_CASES, 'analysis');
  return comparisonSections(CASES, 'reference');
}

/** The table against the peers that losscalc is judged by, under this name, and that against the others. */
async function comparisonSections(cases, name) {
  const chosen = cases.filter((benchCase) => benchCase.name.includes(options.only));
  if (chosen.length === 0) throw new Error(`--only: no case has "${options.only}" in its name`);
  const reference = [];
  const others = [];
  const leftOut = [];
  for (const benchCase of chosen) {
    process.stderr.write(`${benchCase.name} ...\n`);
    try {
      const [first, ...rest] = await compare(benchCase);
      reference.push(first);
      others.push(...rest);
    } catch (error) {
      leftOut.push(`- ${benchCase.name} is left out: ${error.message}`);
    }
  }
  const sections = { [name]: sectionOf(reference, leftOut) };
  if (others.length > 0) sections.others = sectionOf(others, []);
  return sections;
}

function sectionOf(entries, leftOut) {
  const machine = machineText(entries.map(({ theirs }) => theirs));
  return [comparisonTable(entries), ...leftOut, '', machine].join('\n');
}

/** An entry of the tables for each peer. */
async function compare(benchCase) {
  const rows = options.quick ? Math.max(10, benchCase.rows / QUICK_SHARE) : benchCase.rows;
  const pairs = Number(options.pairs ?? benchCase.pairs ?? DEFAULT_PAIRS);
  const peers = options.reference ? 1 : Infinity;
  const { bytes, ours, theirs } = await measure(benchCase, { rows, pairs, peers });
  const work = workText(benchCase.name, rows, bytes);
  return theirs.map((peer) => ({ work, ours, theirs: peer }));
}

async function memorySections() {
  const entries = [];
  for (const benchCase of MEMORY_CASES) {
    const rows = options.quick ? benchCase.rows / QUICK_SHARE : benchCase.rows;
    const { bavail, bsize } = statfsSync(folder());
    if (bavail * bsize < rows * BYTES_PER_ROW) {
      process.stderr.write(`${rows} rows are left out: too little room in ${folder()}\n`);
      continue;
    }
    process.stderr.write(`${rows} rows ...\n`);
    const { bytes, ours } = await measureMemory(benchCase, rows);
    entries.push({ work: workText(benchCase.name, rows, bytes), ours });
  }
  return { memory: `${memoryTable(entries)}\n\n${machineText([])}` };
}

/** Prints a section, and writes it into the reports where nothing of it was left out. */
async function publish(name, text) {
  const tidy = await format(text, { ...(await resolveConfig(REPORTS[0])), parser: 'markdown' });
  process.stdout.write(`${tidy}\n`);
  if (options.quick || options.only !== '') return;
  for (const report of REPORTS) {
    const before = readFileSync(report, 'utf8');
    const after = fillSection(before, name, tidy);
    if (after !== before) writeFileSync(report, after);
  }
}

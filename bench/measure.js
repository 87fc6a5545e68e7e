import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { disagreement } from './agreement.js';
import { fileOf } from './data.js';
import { losscalcCommand, ROOT, run } from './process.js';

/**
 * Runs losscalc and the installed peers of a case in turn, again and again, so that what else the machine does
 * falls on all of them alike.
 * @param rows of the data
 * @param pairs how many turns are timed
 * @param peers how many peers take part
 * @returns bytes of the data; ours and, for each peer, theirs: title, version, seconds of each turn, peak memory in
 *   MiB, and why there is none of it if it failed
 */
export async function measure(benchCase, { rows, pairs, peers }) {
  const { paths, bytes } = await filesOf(benchCase, rows);
  const ours = contender('losscalc', losscalcCommand(benchCase.losscalc(paths)));
  const theirs = benchCase.peers(paths).slice(0, peers).map(peerContender);
  const peerBytes = benchCase.peerBytes?.(rows) ?? 0;
  for (const peer of theirs) peer.failure ??= lackOfMemory(peerBytes);
  await warmUp(benchCase.prints, ours, theirs);
  const contenders = [ours, ...theirs].filter(({ failure }) => failure === undefined);
  for (let turn = 0; turn < pairs; turn++) {
    for (const each of contenders) {
      const { seconds, failure } = await run(each.command);
      each.seconds.push(seconds);
      each.failure ??= failure;
    }
  }
  return { bytes, ours, theirs };
}

/** Runs losscalc once on this many rows of a case's data, and returns what {@link measure} does of it. */
export async function measureMemory(benchCase, rows) {
  const { paths, bytes } = await filesOf(benchCase, rows);
  const ours = contender('losscalc', losscalcCommand(benchCase.losscalc(paths)));
  const { seconds, peakMiB, failure } = await run(ours.command, { watchMemory: true });
  return { bytes, ours: { ...ours, seconds: [seconds], peakMiB, failure } };
}

function contender(title, command) {
  return { title, command, seconds: [], peakMiB: undefined, failure: undefined };
}

function peerContender({ peer, command }) {
  const version = peer.version();
  return {
    ...contender(peer.title, command),
    computes: peer.computes,
    version,
    failure: version === undefined ? 'not installed' : undefined,
  };
}

/** Why something that takes this memory cannot be run; undefined if it can. */
function lackOfMemory(bytes) {
  const free = freemem();
  if (bytes <= free) return undefined;
  const [needed, found] = [bytes, free].map((amount) => `${(amount / 2 ** 30).toFixed(0)} GiB`);
  return `left out: takes ${needed} of memory, and ${found} are free`;
}

/** Paths as a user of the checkout would type them, and their size in bytes. */
async function filesOf({ files }, rows) {
  const paths = {};
  let bytes = 0;
  for (const [name, dataSet] of Object.entries(files)) {
    const path = await fileOf(dataSet, rows);
    paths[name] = relative(ROOT, path);
    bytes += statSync(path).size;
  }
  return { paths, bytes };
}

/**
 * One turn that is not timed: it brings files and programs into the page cache, takes the memory, and makes sure
 * that all print the same numbers, lest somebody be timed doing something else.
 */
async function warmUp(prints, ours, theirs) {
  const folder = mkdtempSync(join(tmpdir(), 'losscalc-bench-'));
  try {
    const expected = await firstOutput(ours, folder);
    for (const peer of theirs.filter(({ failure }) => failure === undefined)) {
      const found = await firstOutput(peer, folder);
      const comparable = peer.computes && !ours.failure && !peer.failure;
      const difference = comparable
        ? disagreement(prints, expected.toString(), found.toString())
        : undefined;
      if (difference !== undefined) peer.failure = `printed ${difference}`;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function firstOutput(contender, folder) {
  const path = join(folder, 'output');
  const file = openSync(path, 'w');
  const { peakMiB, failure } = await run(contender.command, { output: file, watchMemory: true });
  closeSync(file);
  Object.assign(contender, { peakMiB, failure });
  return readFileSync(path);
}

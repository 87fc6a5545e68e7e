/**
 * What is measured. A case names its data, losscalc's arguments, and the peers that do the same work; the first
 * peer is the one that losscalc is judged by.
 *
 * name: of the work; rows: of each file; files: the data sets by name; pairs: how many runs of each program, where
 * the default is not sensible; prints: what programs write, as in agreement.js; losscalc and peers: arguments and tasks,
 * from the files' paths; peerBytes: the memory that a peer takes, from the rows, where not every machine has it;
 * isShown: whether the README of the project has it.
 */
import { CSV_CASES } from './cases/csv.js';
import { FORMAT_CASES } from './cases/formats.js';
import { PAIRS_OF_SAMPLES_CASES } from './cases/pairs-of-samples.js';
import { SEGMENT_CASES } from './cases/segments.js';
import { STARTUP_CASES } from './cases/startup.js';

export { ANALYSIS_CASES } from './cases/analysis.js';
export { FAMILY_CASES } from './cases/families.js';
export { MEMORY_CASES } from './cases/memory.js';

export const CASES = [
  ...STARTUP_CASES,
  ...CSV_CASES,
  ...SEGMENT_CASES,
  ...FORMAT_CASES,
  ...PAIRS_OF_SAMPLES_CASES,
];

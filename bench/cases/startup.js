/** Ten rows: what a run takes before it computes anything. */
import * as data from '../datasets/index.js';
import { bareNode } from '../peers.js';
import { mse, ofPairs } from './arguments.js';

/** A few milliseconds vary by more than a tenth from run to run. */
const PAIRS = 31;

export const STARTUP_CASES = [
  startup('losscalc --version', {}, () => ['--version']),
  startup('mean squared error', { table: data.pairs }, ({ table }) => mse(table)),
  startup('mean absolute error', { table: data.pairs }, ({ table }) => ['mae', ...ofPairs(table)]),
  startup('Huber', { table: data.pairs }, ({ table }) => ['huber', ...ofPairs(table)]),
  startup('binary cross-entropy', { table: data.binary }, ({ table }) => {
    return ['binary-crossentropy', table, '--true', 'label', '--pred', 'score'];
  }),
  startup('categorical cross-entropy', { table: data.oneHot }, ({ table }) => {
    return ['categorical-crossentropy', table, '--true', 'y0-y2', '--pred', 'p0-p2'];
  }),
];

function startup(name, files, losscalc) {
  return {
    name: `start-up, ${name}`,
    rows: 10,
    files,
    pairs: PAIRS,
    losscalc,
    peers: () => [bareNode()],
  };
}

/** What losscalc tells besides the loss, of the same table; the peer is losscalc computing the loss alone. */
import * as data from '../datasets/index.js';
import { plainLosscalc } from '../peers.js';
import { mse, ofPairs } from './arguments.js';

const PAIRS = 7;

export const ANALYSIS_CASES = [
  analysis('segments, 5', 'run', '--by', 'region'),
  analysis('segments, 5 and 15', 'run', '--by', 'region', '--by', 'region,device'),
  analysis('interval', 'run', '--ci', '95'),
  analysis('interval, 1e5 clusters', 'run', '--ci', '95', '--cluster', 'user'),
  analysis('segments and interval', 'run', '--by', 'region', '--ci', '95'),
  analysis('worst samples with their texts', 'worst', '--show', 'id,region'),
  analysis('comparison', 'compare', '--pred', 'y_other'),
  analysis('comparison, 1e5 clusters', 'compare', '--pred', 'y_other', '--cluster', 'user'),
  analysis('page with a histogram', 'run', '-f', 'html'),
  {
    ...analysis('check with a baseline', 'check'),
    files: { table: data.observations, baseline: data.baseline },
    losscalc: ({ table, baseline }) => {
      return ['check', ...ofPairs(table), '-l', 'mse', '--baseline', baseline];
    },
  },
];

function analysis(name, command, ...options) {
  return {
    name,
    rows: 1e7,
    files: { table: data.observations },
    pairs: PAIRS,
    losscalc: ({ table }) => [command, ...ofPairs(table), '-l', 'mse', ...options],
    peers: ({ table }) => [plainLosscalc(...mse(table))],
  };
}

/** A table to analyse, and what its results are held against. */
import { fileOf } from '../data.js';
import { losscalcCommand, run } from '../process.js';
import { normalNumbers, uniformNumbers } from '../random.js';
import { SEED } from './seed.js';
import { numbered, writeLines } from './writers.js';

const REGIONS = ['north', 'south', 'east', 'west', 'centre'];
const DEVICES = ['desktop', 'phone', 'tablet'];
const USERS = 1e5;

/** Pairs with another prediction of the same kind, an id, two keys of segments, and clusters. */
export const observations = {
  name: 'observations',
  extension: 'csv',
  write: (path, rows) => {
    const normal = normalNumbers(SEED);
    const uniform = uniformNumbers(SEED + 1);
    const pick = (texts) => texts[Math.floor(texts.length * uniform())];
    let id = 0;
    writeLines(path, rows, 'id,region,device,user,y_true,y_pred,y_other\n', () => {
      const truth = normal();
      const user = Math.floor(USERS * uniform());
      const texts = [
        `o${numbered(++id, 8)}`,
        pick(REGIONS),
        pick(DEVICES),
        `u${numbered(user, 5)}`,
      ];
      const numbers = [truth, truth + 0.1 * normal(), truth + 0.1 * normal()];
      return `${texts.join()},${numbers.join()}\n`;
    });
  },
};

/** What losscalc holds those against. */
export const baseline = {
  name: 'baseline',
  extension: 'json',
  write: async (path, rows) => {
    const table = await fileOf(observations, rows);
    const pairs = [table, '--true', 'y_true', '--pred', 'y_pred'];
    const options = ['-l', 'mse', '--baseline', path, '--update-baseline'];
    const { failure } = await run(losscalcCommand(['check', ...pairs, ...options]));
    if (failure !== undefined) throw new Error(`losscalc, which writes the baseline, ${failure}`);
  },
};

/**
 * A million rows again and again, for sizes that would take long to make. Up to a million rows are what they repeat;
 * beyond, rows are a multiple of it.
 */
import { readFileSync } from 'node:fs';
import { fileOf } from '../data.js';
import { writeParquet } from '../peers.js';
import { pairs, pairSource, records } from './pairs.js';
import { quoted } from './texts.js';
import { writeFile } from './writers.js';

const REPEATED_ROWS = 1e6;

export const repeatedPairs = repeated(pairs, { hasHeader: true });
export const repeatedQuoted = repeated(quoted, { hasHeader: true });
export const repeatedRecords = repeated(records, { hasHeader: false });

export const repeatedPairsParquet = {
  name: 'repeated-pairs',
  extension: 'parquet',
  write: async (path, rows) => writeParquet(await fileOf(repeatedPairs, rows), path),
};

/** A JSON document of two arrays. */
export const document = {
  name: 'document',
  extension: 'json',
  write: (path, rows) => {
    writeFile(path, (write) => {
      write('{"true":[');
      writeNumbers(write, rows, (t) => t);
      write('],"pred":[');
      writeNumbers(write, rows, (_, p) => p);
      write(']}\n');
    });
  },
};

function writeNumbers(write, rows, chosen) {
  const nextPair = pairSource();
  const length = Math.min(rows, REPEATED_ROWS);
  const piece = Buffer.from(Array.from({ length }, () => nextPair(chosen)).join());
  for (let done = 0; done < rows; done += REPEATED_ROWS) {
    if (done > 0) write(',');
    write(piece);
  }
}

function repeated(dataSet, { hasHeader }) {
  return {
    name: `repeated-${dataSet.name}`,
    extension: dataSet.extension,
    write: async (path, rows) => {
      const text = readFileSync(await fileOf(dataSet, Math.min(rows, REPEATED_ROWS)));
      const body = hasHeader ? text.subarray(text.indexOf('\n') + 1) : text;
      writeFile(path, (write) => {
        write(text);
        for (let done = REPEATED_ROWS; done < rows; done += REPEATED_ROWS) write(body);
      });
    },
  };
}

/** Where the data of the benchmark are: a data set is written when it is first asked for, and kept. */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the data are kept; it is made when there is none. */
export function folder() {
  const path = process.env.LOSSCALC_BENCH_DATA ?? fileURLToPath(new URL('data', import.meta.url));
  mkdirSync(path, { recursive: true });
  return path;
}

/** The path of a data set with this many rows, whether it is there or not. */
export function pathOf({ name, extension }, rows) {
  return join(folder(), `${name}-${rows}.${extension}`);
}

/**
 * The path of a data set with this many rows, which is written if it is not there.
 * @throws Error where the peer that writes it is not installed
 */
export async function fileOf(dataSet, rows) {
  const path = pathOf(dataSet, rows);
  if (existsSync(path)) return path;
  const unfinished = `${path}.part`;
  await dataSet.write(unfinished, rows);
  renameSync(unfinished, path);
  return path;
}

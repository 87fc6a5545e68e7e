import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { losscalc } from './cli/losscalc.ts';
import { requireBuild } from './support/build.ts';

/** A set of data of the benchmark. */
interface DataSet {
  readonly extension: string;
}

/** As `bench/cases.js` says it. */
interface BenchCase {
  readonly name: string;
  readonly files: Readonly<Record<string, DataSet>>;
  readonly losscalc: (paths: Readonly<Record<string, string>>) => readonly string[];
}

const FOLDER = new URL('../bench/', import.meta.url);
const ROWS = 50;

const { CASES, ANALYSIS_CASES } = (await import(String(new URL('cases.js', FOLDER)))) as Record<
  string,
  BenchCase[]
>;
const { fileOf } = (await import(String(new URL('data.js', FOLDER)))) as {
  fileOf: (dataSet: DataSet, rows: number) => Promise<string>;
};

let data: string;
beforeAll(() => {
  requireBuild();
  data = mkdtempSync(join(tmpdir(), 'losscalc-bench-'));
  process.env['LOSSCALC_BENCH_DATA'] = data;
});
afterAll(() => {
  delete process.env['LOSSCALC_BENCH_DATA'];
  rmSync(data, { recursive: true });
});

describe('a case of the benchmark', () => {
  // Parquet is written by DuckDB, which is not a dependency.
  const cases = [...CASES!, ...ANALYSIS_CASES!].filter(({ files }) =>
    Object.values(files).every(({ extension }) => extension !== 'parquet'),
  );

  test.each(cases)(
    'has options that losscalc takes: $name',
    async ({ files, losscalc: argsOf }) => {
      const paths: Record<string, string> = {};
      for (const [name, dataSet] of Object.entries(files))
        paths[name] = await fileOf(dataSet, ROWS);
      const { status, stdout, stderr } = await losscalc(argsOf(paths));
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).not.toBe('');
    },
  );
});

test.each(['micro.js', 'coverage.js'])('%s imports what there is', async (name) => {
  const { warnings } = await build({
    entryPoints: [fileURLToPath(new URL(name, FOLDER))],
    bundle: true,
    write: false,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  });
  expect(warnings).toEqual([]);
});

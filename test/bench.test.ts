import { build } from 'esbuild';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
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
  /** Missing where losscalc alone is measured. */
  readonly peers?: (paths: Readonly<Record<string, string>>) => readonly Task[];
}

/** What a peer is run as. */
interface Task {
  readonly command: readonly string[];
}

const FOLDER = new URL('../bench/', import.meta.url);
const ROWS = 50;

const { CASES, ANALYSIS_CASES, FAMILY_CASES, MEMORY_CASES } = (await import(
  String(new URL('cases.js', FOLDER))
)) as Record<string, BenchCase[]>;
const ALL_CASES = [...CASES!, ...ANALYSIS_CASES!, ...FAMILY_CASES!, ...MEMORY_CASES!];
const { disagreement } = (await import(String(new URL('agreement.js', FOLDER)))) as {
  disagreement: (prints: string, ours: string, theirs: string) => string | undefined;
};
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
  // Parquet is written by peers, which are no dependencies.
  const cases = ALL_CASES.filter(({ files }) =>
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

test.each(ALL_CASES)('the programs of the peers are there: $name', ({ files, peers }) => {
  const paths = Object.fromEntries(Object.keys(files).map((name) => [name, `${name}.csv`]));
  const programs = (peers?.(paths) ?? [])
    .map(({ command }) => command[1]!)
    .filter((path) => path.includes('bench/peers'));
  expect(programs.filter((path) => !existsSync(path))).toEqual([]);
});

describe('segments of two programs', () => {
  const ours = JSON.stringify({
    segments: [
      { values: ['b'], results: [2] },
      { values: ['a'], results: [1] },
    ],
  });

  test.each([
    ['agree in any order', 'name,loss\na,1\nb,2.0000000001\n', undefined],
    ['differ in a loss', 'name,loss\na,1\nb,2.1\n', 'b 2.1, losscalc b 2 (number 2)'],
    ['differ in a name', 'name,loss\na,1\nc,2\n', 'c 2, losscalc b 2 (number 2)'],
    ['differ in their count', 'name,loss\na,1\n', '1 numbers, losscalc 2'],
  ])('%s', (_, theirs, expected) => {
    expect(disagreement('segments', ours, theirs)).toBe(expected);
  });
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

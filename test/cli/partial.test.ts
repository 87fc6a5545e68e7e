import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { losscalc } from './losscalc.ts';

const folder = mkdtempSync(join(tmpdir(), 'losscalc-'));
afterAll(() => rmSync(folder, { recursive: true }));

const HEADER = 'y,p,q,w,m,region,team,lab,plab,yes,prob,class,s0,s1,s2';

const number = fc.oneof(
  fc.double({ min: -10, max: 10, noNaN: true }),
  fc.constantFrom(0, 1, 1e150, -1e-150, 0.1),
);
const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const anyRow = fc
  .tuple(
    number,
    number,
    number,
    fc.constantFrom(0, 0.1, 1, 2.5),
    fc.constantFrom(0, 1, 1, 1),
    fc.constantFrom('north', 'south', 'east', ''),
    fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
    fc.constantFrom('cat', 'dog', 'cow'),
    fc.constantFrom('cat', 'dog', 'emu'),
    fc.constantFrom(0, 1),
    fc.oneof(share, fc.constantFrom(0, 1, 1.5)),
    fc.constantFrom(0, 1, 2),
    share,
    share,
    share,
  )
  .map((cells) => cells.join(','));

/** Rows, where they are cut into files, and in which order and how these are put together. */
const anyRun = fc.record({
  rows: fc.array(anyRow, { minLength: 12, maxLength: 40 }),
  cuts: fc.array(fc.nat(40), { minLength: 1, maxLength: 6 }),
  order: fc.infiniteStream(fc.nat(1000)),
  format: fc.constantFrom('table', 'json', 'csv', 'markdown', 'html', 'ndjson'),
});

/** What is computed: of one loss what is not about single samples. */
const RUNS: readonly (readonly [name: string, words: string])[] = [
  ['a formula', 'mse -t y -p p'],
  ['a formula in float32', 'huber -t y -p p --dtype float32 --delta 0.5 --compat torch'],
  ['weights and a mask', 'mse -t y -p p --weights w --mask m'],
  ['conditions', 'mae -t y -p p --where region=north'],
  ['a root', 'rmse -t y -p p --by region --by region,team'],
  ['covariances', 'r2 -t y -p p --by region'],
  ['correlation', 'run -l pearson-correlation -l r2 -l explained-variance -t y -p p'],
  ['probabilities outside of their domain', 'bce -t yes -p prob --calibration --histogram'],
  ['labels of text', 'accuracy -t lab -p plab --by region --ci 90 --cluster team'],
  ['classes', 'f1 -t lab -p plab --average macro --weights w'],
  ['pairs of classes', 'run -l cohen-kappa -l mcc -t lab -p plab --weights w'],
  ['scores of classes', 'accuracy -t class -p s0,s1,s2'],
  ['class indices', 'sparse-categorical-crossentropy -t class -p s0,s1,s2 --compat exact'],
  ['intervals by a key', 'mse -t y -p q --ci 95 --cluster team --by region'],
  ['intervals of a ratio', 'rmse -t y -p q --weights w --ci 80 --seed 7 --cluster team'],
  ['skill', 'mae -t y -p p --skill q --by region'],
  ['several losses', 'run -l mse -l huber:delta=2,compat=torch -l mape -t y -p p --by team'],
  [
    'formulas of the user',
    'run --define cubic=mean(w*abs(p-y)^k) --param cubic.k=3 --input w=w -l cubic -l mae -t y -p p',
  ],
  ['a formula of the user', 'custom sqrt(batch_mean((p-y)^2)) -t y -p q'],
  ['missing values', 'mae -t y -p p --missing nan --histogram'],
  ['excluded classes', 'dice -t s0,s1,s2 -p s2,s1,s0 --exclude-class 0'],
];

let runs = 0;

/** Writes the rows into files at the cuts, and returns their paths in order. */
function cut(rows: readonly string[], cuts: readonly number[]): string[] {
  const place = join(folder, String(runs++));
  mkdirSync(place);
  const ends = [...cuts.map((end) => Math.min(end, rows.length)), rows.length].sort(
    (a, b) => a - b,
  );
  return ends.map((end, k) => {
    const path = join(place, `part-${k}.csv`);
    writeFileSync(path, [HEADER, ...rows.slice(ends[k - 1] ?? 0, end), ''].join('\n'));
    return path;
  });
}

/** The words of a run over some files, which may have a formula before them. */
function wordsOf(words: string, files: readonly string[]): string[] {
  return [...words.split(' '), ...files];
}

async function textOf(words: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await losscalc([...words, '--quiet']);
  expect({ status, stderr, words }).toEqual({ status: 0, stderr: '', words });
  return stdout;
}

describe('parts put together have the text of one run', () => {
  test.each(RUNS)('over %s', async (name, words) => {
    await fc.assert(
      fc.asyncProperty(anyRun, async ({ rows, cuts, order, format: any }) => {
        const files = cut(
          name === 'conditions' ? [...rows, '1,2,3,1,1,north,a,cat,cat,1,1,1,1,0,0'] : rows,
          cuts,
        );
        const shown = words
          .split(' ')
          .filter((word) => ['--histogram', '--calibration'].includes(word));
        // A table of results has no room for distributions.
        const format = shown.length > 0 && any === 'csv' ? 'json' : any;
        const asReport = ['-f', format, ...(words.startsWith('run') ? [] : ['--no-per-sample'])];
        const whole = await losscalc([...wordsOf(words, files), ...asReport, '--quiet']);
        expect(whole).toMatchObject({ status: 0, stderr: '' });
        const gathered = format === 'html' ? ['-f', 'html'] : [];
        let parts: string[] = [];
        for (const file of files) {
          const path = `${file}.json`;
          await textOf([...wordsOf(words, [file]), '--partial', '-o', path, ...gathered]);
          parts.push(path);
        }
        const next = (most: number): number => order.next().value! % most;
        parts = parts
          .map((part) => [next(1000), part] as const)
          .sort(([a], [b]) => a - b)
          .map(([, part]) => part);
        while (parts.length > 1 && next(4) > 0) {
          const some = parts.splice(next(parts.length), 1 + next(3));
          const path = `${some[0]!}.tree.json`;
          await textOf(['merge', ...some, '--partial', '-o', path]);
          parts.push(path);
        }
        const merged = await losscalc(['merge', ...parts, '-f', format, ...shown, '--quiet']);
        expect(merged).toEqual(whole);
      }),
      { numRuns: 5 },
    );
  });
});

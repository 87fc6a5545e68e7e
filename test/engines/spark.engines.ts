import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readDocument } from '../../scripts/console-blocks.ts';
import { losscalc } from '../cli/losscalc.ts';
import { randomFrom } from './random-inputs.ts';

const SCRIPT = fileURLToPath(new URL('spark_recipes.py', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../../bin/losscalc.js', import.meta.url));
/** Two workers with processes of their own, or else two threads. */
const MASTERS = ['local-cluster[2,1,1024]', 'local[2]'];
/** Milliseconds for a cluster to start, and to run the recipes. */
const TIMEOUT = 480_000;

const folder = mkdtempSync(join(tmpdir(), 'losscalc-spark-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The recipe of a document for Spark: the block of Python that speaks of it. */
function recipeOf(document: string, word: string): string {
  const blocks = [...readDocument(document).matchAll(/^```python\n([^]*?)^```$/gm)];
  const [recipe, ...others] = blocks.map(([, text]) => text!).filter((text) => text.includes(word));
  expect(others, `blocks of ${document} with ${word}`).toEqual([]);
  return recipe!;
}

/** Rows of which a sum in doubles depends on its order. */
function rows(): string {
  const random = randomFrom(3);
  const lines = Array.from({ length: 4000 }, (_, i) => {
    const y = (random() - 0.5) * 10 ** Math.floor(6 * random() - 3);
    const region = ['eu', 'us', "it's", '名前'][Math.floor(4 * random())]!;
    return `${y},${y + (random() - 0.5) * 10 ** -(i % 7)},${region}`;
  });
  return ['y,yhat,region', ...lines].join('\n');
}

interface Losses {
  readonly losses: readonly {
    readonly loss: string;
    readonly samples: number;
    readonly result: number;
  }[];
  readonly segments: readonly { readonly values: readonly string[] }[];
}

/** The numbers of a report, whose segments stand in the order of rows, which partitions change. */
function numbersOf(report: string): Losses {
  const { losses, segments } = JSON.parse(report) as Losses;
  const key = ({ values }: { readonly values: readonly string[] }): string =>
    JSON.stringify(values);
  return {
    losses: losses.map(({ loss, samples, result }) => ({ loss, samples, result })),
    segments: segments.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)),
  };
}

function runOn(master: string, recipes: readonly string[]): ReturnType<typeof spawnSync> {
  return spawnSync(inject('python'), [SCRIPT, master, 'rows.csv', ...recipes], {
    cwd: folder,
    encoding: 'utf8',
    timeout: TIMEOUT,
    env: {
      ...process.env,
      PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter),
      PYSPARK_PYTHON: inject('python'),
      SPARK_LOCAL_IP: '127.0.0.1',
    },
  });
}

describe.runIf(inject('engines').includes('spark'))('the recipes of the documents on Spark', () => {
  beforeAll(() => {
    mkdirSync(join(folder, 'bin'));
    symlinkSync(PROGRAM, join(folder, 'bin/losscalc'));
    writeFileSync(join(folder, 'rows.csv'), rows());
    writeFileSync(join(folder, 'query.py'), recipeOf('docs/engines.md', 'spark.sql('));
    writeFileSync(join(folder, 'parts.py'), recipeOf('docs/partial.md', 'mapInArrow'));
    for (const master of MASTERS) {
      const { status, stdout, stderr } = runOn(master, ['query.py', 'parts.py']);
      const isReady = String(stdout).startsWith('ready');
      if (!isReady && master !== MASTERS.at(-1)) {
        console.warn(`NOT RUN: ${master} does not start:\n${String(stderr).slice(-2000)}`);
        continue;
      }
      console.log(`Spark on ${master}:\n${String(stdout)}`);
      expect(status, String(stderr).slice(-4000)).toBe(0);
      break;
    }
  }, 3 * TIMEOUT);

  it('hold what a query returns to bounds', async () => {
    const results = join(folder, 'results.json');
    const check = async (bound: string): Promise<number> =>
      (await losscalc(['check', '--results', results, '--assert', bound])).status;
    const { stdout } = await losscalc([
      'mse',
      join(folder, 'rows.csv'),
      '-t',
      'y',
      '-p',
      'yhat',
      '-f',
      'json',
    ]);
    const { result } = JSON.parse(stdout) as { result: number };
    expect(await check(`mse <= ${result * (1 + 1e-12)}`)).toBe(0);
    expect(await check(`mse <= ${result * (1 - 1e-12)}`)).toBe(1);
    expect(await check('mse[region=名前] <= 1')).toBe(0);
  });

  it('come by parts to the bits of one run', async () => {
    const words = '-t y -p yhat -l mse -l rmse --by region -f json'.split(' ');
    const { stdout } = await losscalc(['run', join(folder, 'rows.csv'), ...words]);
    const whole = numbersOf(stdout);
    expect(whole.losses).toHaveLength(2);
    expect(whole.segments).toHaveLength(4);
    expect(numbersOf(readFileSync(join(folder, 'losses.json'), 'utf8'))).toEqual(whole);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { losscalc } from './losscalc.ts';

const folder = mkdtempSync(join(tmpdir(), 'losscalc-index-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** What is warned of, and the result. */
async function run(args: string): Promise<{ stdout: string; warnings: string[] }> {
  const { stdout, stderr } = await losscalc(`mse ${args} -f value`);
  const lines = stderr.replaceAll(`${folder}/`, '').split('\n').slice(0, -1);
  return {
    stdout: stdout.trim(),
    warnings: lines.map((line) => line.replace('losscalc: warning: ', '')),
  };
}

describe('a first column of row numbers that counts as a value is warned of', () => {
  const pred = file('p.csv', 'q,p\n1,2.5\n2,0\n');

  test.each([
    ['', 'has no name'],
    ['Unnamed: 0', 'is called "Unnamed: 0"'],
    ['__index_level_0__', 'is called "__index_level_0__"'],
    ['index', 'is called "index"'],
    ['row_id', 'is called "row_id"'],
  ])('called %j', async (name, called) => {
    const truth = file('y.csv', `${name},y\n1,3\n2,1\n`);
    expect(await run(`-t ${truth} -p ${pred}`)).toEqual({
      stdout: '0.3125',
      warnings: [
        `y.csv: the first column ${called}, as one of row numbers, and counts as a value; --true y.csv#2 leaves it out`,
      ],
    });
    // As the remedy has it.
    expect(await run(`-t ${truth}#2 -p ${pred}#p`)).toEqual({ stdout: '0.625', warnings: [] });
  });

  test('with the columns that are left', async () => {
    const truth = file('three.csv', ',y,z\n1,3,1\n2,1,1\n');
    const { warnings } = await run(`-t ${truth} -p ${truth}#1,2,3`);
    expect(warnings).toEqual([expect.stringContaining('--true three.csv#2-3 leaves it out')]);
  });

  test('in several files', async () => {
    file('part-0.csv', ',y\n1,3\n');
    file('part-1.csv', ',y\n2,1\n');
    const { stdout, warnings } = await run(`-t ${folder}/part-*.csv -p ${pred}`);
    expect(stdout).toBe('0.3125');
    expect(warnings).toContainEqual(expect.stringContaining('--true ...#2 leaves it out'));
  });

  test('not where it is a key, alone, or chosen', async () => {
    const ids = ['y', 'p'].map((name, i) => file(`${name}-ids.csv`, `id,${name}\n1,${i}\n2,3\n`));
    const joined = await run(`-t ${ids[0]!} -p ${ids[1]!} --on id`);
    expect(joined).toEqual({ stdout: '0.5', warnings: [] });
    const alone = file('alone.csv', 'id\n1\n2\n');
    expect((await run(`-t ${alone} -p ${pred}#q`)).warnings).toEqual([]);
  });

  test('where shapes differ for that', async () => {
    const truth = file('y.csv', ',y\n1,3\n2,1\n');
    for (const [args, shapes] of [
      [`mse -t ${truth} -p ${pred}#p`, 'shapes differ: true is 2x2, pred is 2x1'],
      [`run -l scce -t ${truth} -p ${pred}`, 'shapes differ: true is 2x2, expected 2 for pred 2x2'],
    ]) {
      const { status, stderr } = await losscalc(args!);
      expect({ status, stderr: stderr.replaceAll(`${folder}/`, '') }).toEqual({
        status: 2,
        stderr: `losscalc: ${shapes!}\n  hint: the first column of y.csv, without a name, counts as a value; #2 behind the file leaves it out\n`,
      });
    }
  });

  test('without names, where it is the same in both', async () => {
    const truth = file('rows-y.csv', '0,3\n1,1\n2,5\n');
    const others = file('rows-p.csv', '0,2.5\n1,0\n2,5\n');
    const { warnings } = await run(`-t ${truth} -p ${others}`);
    expect(warnings).toEqual([
      'rows-y.csv, rows-p.csv: the first column is the same in both, as row numbers are, and counts as a value; file#2 leaves it out',
    ]);
  });
});

test('a first row that counts the columns, in all files of a run', async () => {
  const labels = file('labels.csv', '0\n1\n1\n0\n');
  const decided = file('decided.csv', '0\n1\n0\n0\n');
  const other = file('other.csv', '1\n1\n0\n0\n');
  const both = `zero-one -t ${labels} -p ${decided} -f value`;
  expect((await losscalc(both)).stderr.replaceAll(`${folder}/`, '')).toBe(
    'losscalc: warning: labels.csv, decided.csv: the first row, "0", is taken for numbers, though it counts the columns as headers of columns without names do; --header or --no-header settles it\n',
  );
  expect(await losscalc(`${both} --header`)).toEqual({
    status: 0,
    stdout: '0.3333333333333333\n',
    stderr: '',
  });
  expect(await losscalc(`zero-one -t ${labels} -p ${other} -f value`)).toEqual({
    status: 0,
    stdout: '0.5\n',
    stderr: '',
  });
});

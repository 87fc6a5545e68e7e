import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireBuild } from '../support/build.ts';
import type { Outcome } from './losscalc.ts';

beforeAll(requireBuild);

const PROGRAM = resolve('bin/losscalc.js');

/** Runs a program to its end. */
async function run(
  program: string,
  args: readonly string[],
  { stdin = '', cwd }: { stdin?: string; cwd?: string } = {},
): Promise<Outcome> {
  const child = spawn(program, args, { cwd });
  child.stdin.end(stdin);
  const [{ status }, stdout, stderr] = await Promise.all([
    exit(child),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { status: status ?? NaN, stdout, stderr };
}

function exit(child: ChildProcess): Promise<{ status: number | null; signal: string | null }> {
  return new Promise((done) => child.on('exit', (status, signal) => done({ status, signal })));
}

/** Runs the installed program as a user does. */
function losscalc(args: string, options?: { stdin?: string; cwd?: string }): Promise<Outcome> {
  return run(process.execPath, [PROGRAM, ...args.split(' ')], options);
}

function shell(script: string, cwd?: string): Promise<Outcome> {
  return run('bash', ['-c', script], cwd === undefined ? {} : { cwd });
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losscalc-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each(['zstd', 'lz4', 'gzip', 'brotli', 'snappy'])(
  'reads Parquet that %s has compressed',
  async (codec) => {
    const files = await readdir('fixtures/corpora/parquet');
    const names = files.filter((name) => name.includes(codec));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const outcome = await losscalc(
        `mse fixtures/corpora/parquet/${name} -t 1 -p 1 -f value --quiet`,
      );
      expect(outcome).toEqual({ status: 0, stdout: '0\n', stderr: '' });
    }
  },
);

describe('the worked examples print in float32 what tf.keras prints', () => {
  describe.each([
    ['categorical-crossentropy', '1.1769392'],
    ['binary-crossentropy', '0.5108254'],
    ['mean-absolute-error', '1'],
    ['mean-squared-error', '0.5'],
    ['huber', '0.18'],
  ])('%s', (loss, printed) => {
    test.each(['csv', 'json'])('from %s', async (type) => {
      const file = `fixtures/essay/${loss}`;
      const args = `${loss} --true ${file}.true.${type} --pred ${file}.pred.${type} --dtype float32`;
      const [table, value] = await Promise.all([losscalc(args), losscalc(`${args} -f value`)]);
      expect(value).toEqual({ status: 0, stdout: `${printed}\n`, stderr: '' });
      expect(table).toMatchObject({ status: 0, stderr: '' });
      expect(table.stdout).toMatch(new RegExp(`\n  mean  ${printed}\n$`));
      await expect(table.stdout).toMatchFileSnapshot(`expected/essay/${loss}.txt`);
    });
  });
});

test('standard input and JSON, through a pipe', async () => {
  const { status, stdout } = await shell(
    `cat fixtures/essay/table.csv | node bin/losscalc.js mse - --true y --pred yhat -f json`,
  );
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    loss: 'mean-squared-error',
    result: 0.16000000000000003,
    perSample: [0.16000000000000003, 0.16000000000000003],
  });
});

test('a JSON and a CSV file together, from any folder', async () => {
  const file = resolve('fixtures/essay/mean-squared-error');
  expect(
    await losscalc(`mse --true ${file}.true.json --pred ${file}.pred.csv -f value`, {
      cwd: folder,
    }),
  ).toEqual({ status: 0, stdout: '0.5\n', stderr: '' });
});

test('a configuration of the folder takes the place of all words', async () => {
  const project = await mkdtemp(join(folder, 'project-'));
  const write = (name: string, content: string) => writeFile(join(project, name), content);
  await write('preds.csv', 'y,p\n0,0.5\n1,0.75\n');
  const config = {
    inputs: { table: 'preds.csv', true: 'y', pred: 'p' },
    losses: ['mae'],
    baseline: { file: 'base.json' },
  };
  await write('losscalc.json', JSON.stringify(config));
  expect(await losscalc('baseline write', { cwd: project })).toEqual({
    status: 0,
    stdout: '',
    stderr: 'losscalc: baseline base.json: 1 result of 2 true values\n',
  });
  expect(await losscalc('check', { cwd: project })).toMatchObject({ status: 0, stderr: '' });
  await write('preds.csv', 'y,p\n0,0.75\n1,0.75\n');
  expect(await losscalc('check', { cwd: project })).toMatchObject({ status: 1 });
  expect(await losscalc('check -l mae --max 1', { cwd: project })).toEqual({
    status: 2,
    stdout: '',
    stderr:
      'losscalc: check: expected inputs, found none beside --loss, --max\n' +
      '  hint: name them, or the file that does: --config losscalc.json reads it beside --loss, --max, too\n',
  });
});

test('a shell comparison of -f value', async () => {
  const { stdout } = await shell(
    'loss=$(node bin/losscalc.js mae fixtures/essay/table.csv --true y --pred yhat -f value)\n' +
      'awk "BEGIN { exit !($loss < 0.5) }" && echo good',
  );
  expect(stdout).toBe('good\n');
});

test('exit statuses: 1 beyond the gate, 2 for a mistake', async () => {
  const table = 'fixtures/essay/table.csv --true y --pred yhat -f value';
  expect(await losscalc(`mse ${table} --max 0.1`)).toEqual({
    status: 1,
    stdout: '0.16000000000000003\n',
    stderr: 'losscalc: mean-squared-error 0.16000000000000003 is above --max 0.1\n',
  });
  expect(await losscalc(`mes ${table}`)).toEqual({
    status: 2,
    stdout: '',
    stderr: 'losscalc: unknown loss or command "mes"\n  hint: did you mean "mse"?\n',
  });
});

test('-o writes a file', async () => {
  const file = join(folder, 'result.json');
  const table = 'fixtures/essay/table.csv --true y --pred yhat';
  expect(await losscalc(`mse ${table} -f json -o ${file}`)).toEqual({
    status: 0,
    stdout: '',
    stderr: '',
  });
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ samples: 2 });
});

test('-o writes directly to a pipe', async () => {
  const table = 'fixtures/essay/table.csv --true y --pred yhat -f value';
  const { stdout } = await shell(`node bin/losscalc.js mse ${table} -o /dev/stdout | cat`);
  expect(stdout).toBe('0.16000000000000003\n');
});

describe('streams', () => {
  const compute = `node '${PROGRAM}' mse --true numbers.csv --pred numbers.csv -f csv --quiet`;
  beforeAll(() => writeFile(join(folder, 'numbers.csv'), '1\n'.repeat(100_000)));

  test('a reader that closes the pipe ends the program quietly with 0', async () => {
    const { stdout, stderr } = await shell(
      `${compute} | head -1; echo "\${PIPESTATUS[0]}"`,
      folder,
    );
    expect({ stdout, stderr }).toEqual({ stdout: 'sample,loss\n0\n', stderr: '' });
  });

  test('the gate holds behind a closed pipe too', async () => {
    const { stdout } = await shell(
      `${compute} --max -1 | head -1; echo "\${PIPESTATUS[0]}"`,
      folder,
    );
    expect(stdout).toBe('sample,loss\n1\n');
  });

  test('a full disk behind standard output is an error', async () => {
    expect(await shell(`${compute} > /dev/full`, folder)).toEqual({
      status: 2,
      stdout: '',
      stderr: 'losscalc: standard output: cannot be written: no space left on device\n',
    });
  });

  test('a mistake in the input is told without waiting for the rest of it', async () => {
    const child = spawn(process.execPath, [
      PROGRAM,
      'mse',
      '-',
      '-t',
      '1',
      '-p',
      '2',
      '--no-header',
    ]);
    child.stdin.write('1,x\n1,2\n');
    const [status, stderr] = await Promise.all([exit(child), text(child.stderr)]);
    expect(status).toEqual({ status: 2, signal: null });
    expect(stderr).toContain('expected a number, found "x"');
  });

  test('a signal while a file is written leaves nothing behind', async () => {
    const target = await mkdtemp(join(folder, 'interrupted-'));
    // Long enough to be written for a while.
    const input = join(folder, 'many.json');
    await writeFile(input, JSON.stringify(Array.from({ length: 1e6 }, (_, i) => i / 3)));
    const output = join(target, 'result.ndjson');
    const args = ['mse', '-t', input, '-p', input, '-f', 'ndjson', '-o', output];
    const child = spawn(process.execPath, [PROGRAM, ...args]);
    await expect.poll(() => readdir(target), { interval: 5, timeout: 20_000 }).toHaveLength(1);
    child.kill('SIGTERM');
    expect(await exit(child)).toEqual({ status: null, signal: 'SIGTERM' });
    expect(await readdir(target)).toEqual([]);
  });
});

describe('an installed package', () => {
  const args = ['mse', resolve('fixtures/essay/table.csv'), '-t', 'y', '-p', 'yhat', '-f', 'value'];
  const printed = { status: 0, stdout: '0.16000000000000003\n', stderr: '' };
  let copy: string;
  beforeAll(async () => {
    copy = join(folder, 'package');
    const isCache = (path: string): boolean => path.endsWith('.cache');
    for (const part of ['package.json', 'bin', 'dist']) {
      await cp(part, join(copy, part), { recursive: true, filter: (path) => !isCache(path) });
    }
  });

  async function caches(): Promise<string[]> {
    const names = await readdir(join(copy, 'dist'));
    return names.filter((name) => name.includes('.cache'));
  }

  test('runs by a link to it, from any folder', async () => {
    const link = join(folder, 'losscalc');
    await symlink(join(copy, 'bin/losscalc.js'), link);
    expect(await run(link, args, { cwd: folder })).toEqual(printed);
  });

  test('keeps its compiled code, and is right without and with it', async () => {
    const program = join(copy, 'bin/losscalc.js');
    for (const name of await caches()) await rm(join(copy, 'dist', name));
    expect(await run(program, args)).toEqual(printed);
    expect(await caches()).toEqual([expect.stringContaining(process.version)]);
    expect(await run(program, args)).toEqual(printed);
  });

  test('is right where the compiled code is damaged', async () => {
    const program = join(copy, 'bin/losscalc.js');
    await run(program, args);
    const [name] = await caches();
    await writeFile(join(copy, 'dist', name!), 'damaged');
    expect(await run(program, args)).toEqual(printed);
  });
});

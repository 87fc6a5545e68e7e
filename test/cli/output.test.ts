import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openOutput } from '../../src/cli/terminal/output.ts';
import type { Terminal } from '../../src/cli/terminal/terminal.ts';
import { UserError } from '../../src/messages/errors.ts';
import { losscalc } from './losscalc.ts';

const MSE = 'mse fixtures/essay/table.csv --true y --pred yhat -f value';
const PRINTED = '0.16000000000000003\n';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losscalc-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('--output', () => {
  test('writes the result to the file and nothing to standard output', async () => {
    const file = join(folder, 'result.txt');
    expect(await losscalc(`${MSE} -o ${file}`)).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(await readFile(file, 'utf8')).toBe(PRINTED);
    expect(await readdir(folder)).toEqual(['result.txt']);
  });

  test('replaces a file, keeping its mode', async () => {
    const file = join(folder, 'result.txt');
    await writeFile(file, 'an older and longer result than the new one');
    await chmod(file, 0o640);
    await losscalc(`${MSE} --output ${file}`);
    expect(await readFile(file, 'utf8')).toBe(PRINTED);
    expect((await stat(file)).mode & 0o777).toBe(0o640);
  });

  test('writes to what a symbolic link points to', async () => {
    await writeFile(join(folder, 'target.txt'), '');
    await symlink('target.txt', join(folder, 'link.txt'));
    await losscalc(`${MSE} -o ${join(folder, 'link.txt')}`);
    expect(await readFile(join(folder, 'target.txt'), 'utf8')).toBe(PRINTED);
    expect(await readdir(folder)).toEqual(['link.txt', 'target.txt']);
  });

  test('- is standard output', async () => {
    expect(await losscalc(`${MSE} -o -`)).toMatchObject({ status: 0, stdout: PRINTED });
  });

  test('a result beyond its gate is written as ever', async () => {
    const file = join(folder, 'result.txt');
    expect(await losscalc(`${MSE} -o ${file} --max 0`)).toMatchObject({ status: 1, stdout: '' });
    expect(await readFile(file, 'utf8')).toBe(PRINTED);
  });

  test('is not coloured, whatever the terminal', async () => {
    const file = join(folder, 'result.txt');
    await losscalc(`${MSE.replace('value', 'table')} -o ${file}`, { columns: 80 });
    expect(await readFile(file, 'utf8')).not.toContain('\u001b');
  });

  test('a mistake in the input leaves the file as it was', async () => {
    const file = join(folder, 'result.txt');
    await writeFile(file, 'before');
    const outcome = await losscalc(`mse - --true 1 --pred 2 -o ${file}`, { stdin: '1,2\n1,x\n' });
    expect(outcome).toMatchObject({ status: 2, stdout: '' });
    expect(await readFile(file, 'utf8')).toBe('before');
    expect(await readdir(folder)).toEqual(['result.txt']);
  });

  const hint = '  hint: name a file in an existing folder that you may write to\n';
  test.each([
    ['missing/result.txt', 'cannot be written: no such file or directory'],
    ['.', 'expected a file, found a directory'],
  ])('%s cannot be written: an error before anything is computed', async (path, problem) => {
    const file = join(folder, path);
    expect(await losscalc(`mse --true nofile --pred nofile -o ${file}`)).toEqual({
      status: 2,
      stdout: '',
      stderr: `losscalc: --output "${file}": ${problem}\n${hint}`,
    });
  });

  test('text that fails to be made leaves no file, and the failure is passed on', async () => {
    const output = openOutput(join(folder, 'result.txt'), terminalWith(new Writable()));
    await expect(output.write(brokenText())).rejects.toThrow('broken');
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('standard output', () => {
  test('that the reader closed ends the writing quietly', async () => {
    const stdout = refusing('EPIPE', 'broken pipe');
    await openOutput(undefined, terminalWith(stdout)).write(['one', 'two']);
    expect(stdout.destroyed).toBe(true);
  });

  test('that is full is an error', async () => {
    const output = openOutput(
      undefined,
      terminalWith(refusing('ENOSPC', 'no space left on device')),
    );
    await expect(output.write(['text'])).rejects.toEqual(
      new UserError({
        where: 'standard output',
        problem: 'cannot be written: no space left on device',
      }),
    );
  });
});

function* brokenText(): Generator<string> {
  yield 'start';
  throw new TypeError('broken');
}

/** A stream whose writes fail as the system's do. */
function refusing(code: string, reason: string): Writable {
  const failure = Object.assign(new Error(`${code}: ${reason}, write`), { code, syscall: 'write' });
  const stream = new Writable({ write: (_chunk, _encoding, done) => done(failure) });
  return stream.on('error', () => undefined);
}

function terminalWith(stdout: Writable): Terminal {
  return { stdin: Readable.from([]), stdout, stderr: stdout, env: {} };
}

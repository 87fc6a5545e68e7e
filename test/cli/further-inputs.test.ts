import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { losscalc } from './losscalc.ts';

// Losses that take more than true and pred, where several losses may be named.
const TABLE =
  'y,a,b,sd,low,chosen,rejected\n1,2,1.5,1,0,-1,-3\n2,2,3,0.5,1,-2,-1\n3,1,2.5,2,2,-1,-2\n';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'losscalc-inputs-'));
  file = join(folder, 't.csv');
  writeFileSync(file, TABLE);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function value(...args: readonly string[]): Promise<number> {
  const { status, stdout, stderr } = await losscalc([...args, '-f', 'value']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return Number(stdout);
}

async function refusal(...args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await losscalc(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  return stderr;
}

describe('--input of a loss', () => {
  test('run computes what the command of the loss does, beside a formula that uses it too', async () => {
    const inputs = [file, '--true', 'y', '--pred', 'a'];
    const alone = await value('crps-gaussian', ...inputs, '--scale', 'sd');
    const own = ['--define', 'scaled=mean(abs(p - y) / scale)', '-l', 'scaled'];
    const args = ['run', ...inputs, '-l', 'crps-gaussian', ...own, '--input', 'scale=sd'];
    const { status, stdout } = await losscalc([...args, '-f', 'json']);
    expect(status).toBe(0);
    const { losses } = JSON.parse(stdout) as { losses: readonly { result: number }[] };
    expect(losses.map(({ result }) => result)).toEqual([alone, 2 / 3]);
  });

  test('check asserts it, and compare ranks by it', async () => {
    const scale = ['--input', 'scale=sd'];
    const inputs = [file, '--true', 'y', '--pred', 'a', ...scale];
    const checked = await losscalc(['check', ...inputs, '--assert', 'crps-gaussian[y=*] <= 2']);
    expect(checked.status).toBe(0);
    const compared = await losscalc([
      'compare',
      ...inputs,
      '--pred',
      'b',
      '-l',
      'mase',
      '-f',
      'json',
    ]);
    expect(compared.status).toBe(0);
    expect(JSON.parse(compared.stdout)).toMatchObject({
      pred: { result: 2 / 3 },
      other: { result: (0.5 + 2 + 0.25) / 3 },
    });
  });

  test.each(['rejected', 'reference-chosen', 'reference_chosen'])(
    'has the name of the option, or that of formulas: %s',
    async (last) => {
      const given = { rejected: 'rejected', 'reference-chosen': 'low', 'reference-rejected': 'a' };
      const inputs = [file, '--pred', 'chosen'];
      const options = Object.entries(given).flatMap(([name, column]) => [`--${name}`, column]);
      const named = Object.entries(given).flatMap(([name, column]) => {
        const spelled = last.includes('_') ? name.replaceAll('-', '_') : name;
        return ['--input', `${spelled}=${column}`];
      });
      const loose = ['--compat', 'exact'];
      const alone = await losscalc(['dpo', ...inputs, ...options, ...loose, '-f', 'value']);
      const among = await losscalc([
        'run',
        ...inputs,
        ...named,
        ...loose,
        '-l',
        'dpo',
        '-f',
        'value',
      ]);
      expect(among).toEqual(alone);
    },
  );

  test('is an error where no loss takes it', async () => {
    const args = [file, '--true', 'y', '--pred', 'a', '--input', 'scale=sd', '-l', 'mse'];
    expect(await refusal('run', ...args)).toBe(
      'losscalc: --input scale: expected a loss that takes "scale", found mean-squared-error\n' +
        '  hint: leave it out, or name such a loss\n',
    );
  });

  test('is asked for where several losses may be named, and the option of the loss where it is one', async () => {
    const inputs = [file, '--true', 'y', '--pred', 'a'];
    expect(await refusal('check', ...inputs, '--assert', 'mase < 1')).toContain(
      'mean-absolute-scaled-error: expected --input scale=SOURCE besides, found nothing',
    );
    expect(await refusal('mase', ...inputs)).toContain(
      'mean-absolute-scaled-error: expected --scale besides, found nothing',
    );
  });

  test('is what the option of the loss is called in a command of several', async () => {
    const args = [file, '--true', 'y', '--pred', 'a', '--scale', 'sd', '-l', 'crps-gaussian'];
    expect(await refusal('run', ...args)).toContain(
      'an input of a loss is given as --input scale=...',
    );
  });
});

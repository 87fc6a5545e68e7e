import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { losscalc } from './losscalc.ts';

// The errors are 1, -2, 3, -1, so that the means of their cubed sizes are 9 (1, 8, 27) and more.
const TABLE = 'y,p,q,price,region\n1,2,1,1,eu\n5,3,5,2,eu\n2,5,3,1,us\n4,3,4,4,us\n';
const CUBIC = ['--define', 'cubic=mean(abs(p - y)^k)', '--param', 'cubic.k=3'];

let folder: string;
let inputs: readonly string[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'losscalc-own-'));
  writeFileSync(join(folder, 't.csv'), TABLE);
  inputs = [join(folder, 't.csv'), '--true', 'y', '--pred', 'p'];
});
afterAll(() => rmSync(folder, { recursive: true }));

async function json<Printed>(...args: readonly string[]): Promise<Printed> {
  const { status, stdout, stderr } = await losscalc([...args, '-f', 'json']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as Printed;
}

describe('a loss of the user goes wherever a loss goes', () => {
  test('run, with segments', async () => {
    const printed = await json(
      'run',
      ...inputs,
      ...CUBIC,
      '-l',
      'cubic',
      '-l',
      'mse',
      '--by',
      'region',
    );
    expect(printed).toMatchObject({
      losses: [
        { loss: 'cubic', compat: 'exact', params: { k: 3 }, result: (1 + 8 + 27 + 1) / 4 },
        { loss: 'mean-squared-error', result: (1 + 4 + 9 + 1) / 4 },
      ],
      segments: [{ results: [4.5, 2.5] }, { results: [14, 5] }],
    });
  });

  test('worst', async () => {
    const printed = await json('worst', ...inputs, ...CUBIC, '-l', 'cubic', '-n', '1');
    expect(printed).toMatchObject({ worst: [{ row: 3, loss: 27 }] });
  });

  test('compare', async () => {
    const printed = await json('compare', ...inputs, '--pred', 'q', ...CUBIC, '-l', 'cubic');
    expect(printed).toMatchObject({
      pred: { result: 9.25 },
      other: { result: 0.25 },
      difference: -9,
    });
  });

  test('check', async () => {
    const args = ['--assert', 'cubic[region=us] <= 14', '--assert', 'cubic < 9.25'];
    const { status, stdout } = await losscalc(['check', ...inputs, ...CUBIC, ...args, '-f', 'csv']);
    expect(status).toBe(1);
    expect(stdout).toContain('passed');
    expect(stdout).toContain('failed');
  });

  test('a baseline, and a check against it', async () => {
    const base = join(folder, 'base.json');
    const wrote = await losscalc(['baseline', 'write', base, ...inputs, ...CUBIC, '-l', 'cubic']);
    expect(wrote.status).toBe(0);
    expect(JSON.parse(readFileSync(base, 'utf8'))).toMatchObject({ losses: [{ result: 9.25 }] });
    const checked = await losscalc(['check', ...inputs, ...CUBIC, '--baseline', base]);
    expect(checked).toMatchObject({ status: 0, stderr: '' });
    const without = await losscalc(['check', ...inputs, '--baseline', base]);
    expect(without).toMatchObject({ status: 2, stdout: '' });
    expect(without.stderr).toContain('unknown loss "cubic"');
  });

  test('a quotient of sums, with its interval', async () => {
    const define = ['--define', 'share=batch_sum(sum(abs(p - y))) / batch_sum(sum(y))'];
    const printed = await json('run', ...inputs, ...define, '-l', 'share', '--ci', '90');
    expect(printed).toMatchObject({ losses: [{ result: 7 / 12, interval: { units: 'samples' } }] });
  });

  test('with further inputs, and a list for a parameter', async () => {
    const paid = ['--define', 'paid=price * sum(w * abs(p - y))', '--param', 'paid.w=2'];
    const printed = await json('run', ...inputs, ...paid, '--input', 'price=price', '-l', 'paid');
    expect(printed).toMatchObject({ losses: [{ result: (2 * (1 + 4 + 3 + 4)) / 4 }] });
    const both = [inputs[0]!, '--true', 'y,price', '--pred', 'p,q'];
    const listed = ['--define', 'each=sum(w * abs(p - y))', '--param', 'each.w=1,10', '-l', 'each'];
    expect(await json('run', ...both, ...listed)).toMatchObject({
      losses: [{ result: (7 + 10 * 5) / 4 }],
    });
  });

  test('custom takes further inputs too', async () => {
    const printed = await json(
      'custom',
      'price * abs(sum(p - y))',
      ...inputs,
      '--input',
      'price=price',
    );
    expect(printed).toMatchObject({ result: 3, perSample: [1, 4, 3, 4] });
  });

  test('losscalc.json', async () => {
    const file = join(folder, 'losscalc.json');
    const losses = [{ name: 'paid', formula: 'price * mean(abs(p - y)^k)', params: { k: 1 } }];
    const sources = { table: 't.csv', true: 'y', pred: 'p', more: { price: 'price' } };
    const checks = [{ assert: 'paid <= 3' }];
    writeFileSync(file, JSON.stringify({ inputs: sources, losses, checks }));
    expect(await losscalc(['check', '--config', file])).toMatchObject({ status: 0, stderr: '' });
    const twice = ['check', '--config', file, '--param', 'paid.k=2'];
    expect(await losscalc(twice)).toMatchObject({ status: 1 });
    for (const [loss, problem] of [
      [{ name: 'paid' }, 'losses[0].formula: expected a text, found nothing'],
      [{ ...losses[0], params: { k: 'x' } }, 'losses[0].params.k: expected a number or a list'],
      [
        { ...losses[0], parms: {} },
        'losses[0]: unknown key "parms"\n  hint: did you mean "params"?',
      ],
      [
        { name: 'paid', formla: 'mean(p)' },
        'losses[0]: unknown key "formla"\n  hint: did you mean "formula"?',
      ],
      [{ ...losses[0], params: [1] }, 'losses[0].params: expected an object, found a list of 1'],
      [3, 'losses[0]: expected a text or an object, found 3'],
      [{ ...losses[0], name: 'Paid' }, 'losses[0].name: expected a name of lower-case letters'],
      [{ ...losses[0], name: 'mse' }, 'losses[0].name: expected a name that no loss has'],
      [{ ...losses[0], params: {} }, 'losses[0]: formula, position 25: unknown name "k"'],
      [{ ...losses[0], formula: 'mean($)' }, 'losses[0]: formula, position 6: '],
      [
        { ...losses[0], params: { k: 1, l: 2 } },
        'losses[0].params.l: expected a name in the formula',
      ],
      [
        { ...losses[0], params: { k: 1, max: 2 } },
        'losses[0].params.max: expected a name of your own, found "max"',
      ],
      [
        { ...losses[0], params: { k: 1, price: 2 } },
        'losses[0].params.price: expected a name of its own, found "price"',
      ],
      [
        { ...losses[0], params: { k: [1, 2] } },
        'losses[0].params.k: expected 1 numbers, one for each column of pred, found 2',
      ],
      [
        { ...losses[0], formula: 'mean(abs(p - y)^k)' },
        'inputs.more.price: expected a formula that uses "price", found none',
      ],
    ] as const) {
      writeFileSync(file, JSON.stringify({ inputs: sources, losses: [loss], checks }));
      const { status, stderr } = await losscalc(['check', '--config', file]);
      expect(status).toBe(2);
      expect(stderr).toContain(`losscalc.json: ${problem}`);
      expect(stderr).not.toMatch(/--define '?\w+=|--param \w+\.|--input/);
    }
    const more = { ...sources, more: { mask: 'price' } };
    writeFileSync(file, JSON.stringify({ inputs: more, losses, checks }));
    expect((await losscalc(['check', '--config', file])).stderr).toContain(
      'losscalc.json: inputs.more.mask: expected a name of your own',
    );
    writeFileSync(
      file,
      JSON.stringify({ inputs: sources, losses: [...losses, ...losses], checks }),
    );
    expect((await losscalc(['check', '--config', file])).stderr).toContain(
      'losscalc.json: losses[1].name: expected each name once, found "paid"',
    );
  });
});

test.each([
  [['--define', 'cubic'], '--define: expected name=value, found "cubic"'],
  [['--define', 'cubic=mean('], 'cubic: formula, position 6: expected a number'],
  [['--define', 'cubic=mean($)'], 'cubic: formula, position 6: unexpected character "$"'],
  [['--define', 'cubic=mean(u * p)'], 'cubic: formula, position 6: unknown name "u"'],
  [['--define', 'mse=mean(p)'], '--define: expected a name that no loss has, found "mse"'],
  [['--define', 'Cubic=mean(p)'], '--define: expected a name of lower-case letters, digits and -'],
  [['--define', 'a=mean(p)', '--define', 'a=mean(y)'], '--define: expected each name once'],
  [
    ['--define', 'a=mean(p)', '--param', 'k=2'],
    '--param k: expected a parameter of a loss of your own',
  ],
  [['--define', 'a=mean(p)', '--param', 'a.k=2'], '--param a.k: expected a name in the formula'],
  [['--define', 'a=mean(p)', '--input', 'u=p'], '--input u: expected a formula that uses "u"'],
  [['--define', 'a=mean(p)', '--input', 'mask=p'], '--input: expected a name of your own'],
  [['--define', 'a=u * mean(p)', '--input', 'u=none'], 'no column "none"'],
  [
    ['--define', 'a=mean(k * p)', '--param', 'a.k=1,2'],
    '--param a.k: expected 1 numbers, one for each column of pred, found 2',
  ],
  [['--define', 'cube=mean(p)'], 'unknown loss "cubic"'],
])('a mistake: %j', async (args, problem) => {
  const { status, stdout, stderr } = await losscalc([
    'run',
    ...inputs,
    ...args,
    '-l',
    args[1]!.startsWith('a=') ? 'a' : 'cubic',
  ]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(problem);
});

describe('a baseline knows', () => {
  const price = ['--define', 'paid=price * mean(abs(p - y))', '-l', 'paid', '--input'];

  test.each([
    [
      CUBIC,
      ['--define', 'cubic=0 * mean(abs(p - y)^k)', '--param', 'cubic.k=3'],
      'formula of cubic',
    ],
    [[...price, 'price=price'], [...price, 'price=q'], 'hash of the input price'],
  ])('what its losses are: %j', async (then, now, problem) => {
    const base = join(folder, 'known.json');
    const loss = then === CUBIC ? ['-l', 'cubic'] : [];
    const wrote = await losscalc(['baseline', 'write', base, ...inputs, ...then, ...loss]);
    expect(wrote.status).toBe(0);
    const same = await losscalc(['check', ...inputs, ...then, ...loss, '--baseline', base]);
    expect(same).toMatchObject({ status: 0, stderr: '' });
    const other = await losscalc(['check', ...inputs, ...now, ...loss, '--baseline', base]);
    expect(other).toMatchObject({ status: 2, stdout: '' });
    expect(other.stderr).toContain(problem);
  });
});

test.each([
  ['mean(abs(p - y) / batch_mean(y))', 'the loss of a sample depends on the other samples'],
  ['mean(abs(p - y) / batch_max(y))', 'the loss of a sample depends on the other samples'],
  [
    'batch_sum(sum(abs(p - y))) / batch_max(y)',
    'the formula is no expression of sums over samples',
  ],
])('%s has no interval, and is not compared', async (formula, reason) => {
  const own = ['--define', `own=${formula}`, '-l', 'own'];
  const printed = await json('run', ...inputs, ...own, '--ci', '95');
  expect(printed).toMatchObject({ losses: [{ interval: { reason } }] });
  const { status, stderr } = await losscalc(['compare', ...inputs, '--pred', 'q', ...own]);
  expect(status).toBe(2);
  expect(stderr).toContain(reason);
});

test('a result that is infinite for some resamples has no interval', async () => {
  const zeros = join(folder, 'zeros.csv');
  writeFileSync(zeros, 'y,p\n0,1\n0,2\n1,2\n-3,-2\n');
  const printed = await json(
    'run',
    zeros,
    '--true',
    'y',
    '--pred',
    'p',
    '-l',
    'wmape',
    '--ci',
    '95',
  );
  const interval = { reason: 'it is not defined for some resamples' };
  expect(printed).toMatchObject({ losses: [{ result: 125, interval }] });
});

test('an input and a parameter have names of their own', async () => {
  const args = ['--param', 'k=2', '--input', 'k=price'];
  const { status, stderr } = await losscalc(['custom', 'mean(abs(p - y)^k)', ...inputs, ...args]);
  expect(status).toBe(2);
  expect(stderr).toContain(
    '--param k: expected a name of its own, found "k", which is an input too',
  );
});

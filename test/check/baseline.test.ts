import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { losscalc, type Outcome } from '../cli/losscalc.ts';
import { check, checkedFiles, checksOf, columns, TABLE } from './checking.ts';

const { file, folder, preds, worse } = checkedFiles();

describe('a baseline', () => {
  const base = join(folder, 'base.json');
  const written = losscalc([
    ...['baseline', 'write', base, preds, ...columns],
    ...['-l', 'mae', '-l', 'huber:delta=2', '--by', 'region'],
  ]);
  const against = ['--baseline', base, '-f', 'json'];

  it('holds how its losses were computed, of which true values, and their results', async () => {
    expect(await written).toMatchObject({ status: 0, stdout: '' });
    const { trueValues, losses, segments } = JSON.parse(readFileSync(base, 'utf8')) as Record<
      string,
      unknown
    >;
    expect(trueValues).toEqual({ count: 5, hash: 'f18c22e94a44267c' });
    expect(losses).toMatchObject([
      { spec: 'mae', loss: 'mean-absolute-error', compat: 'tf-keras', samples: 5, result: 0.24 },
      { spec: 'huber:delta=2', loss: 'huber', params: { delta: 2 }, reduction: 'mean' },
    ]);
    expect(segments).toMatchObject([
      { columns: ['region'], values: ['eu'], samples: 3 },
      { columns: ['region'], values: ['us'], samples: 2 },
    ]);
  });

  it('is kept by the same predictions, and by better ones', async () => {
    await written;
    expect((await check(preds, ...against)).status).toBe(0);
    const better = file('better.csv', TABLE.replace('0.8,eu', '1,eu'));
    const outcome = await check(better, ...against);
    expect(outcome.status).toBe(0);
    expect(checksOf(outcome)[0]!.message).toBe('0.2 is better than the baseline 0.24 by 0.04');
  });

  it('fails for worse predictions, in the segments where they are', async () => {
    await written;
    const outcome = await check(worse, ...against, '--tolerance', '2%', '--tolerance-abs', '0.001');
    expect(outcome.status).toBe(1);
    const failed = checksOf(outcome).filter(({ status }) => status === 'failed');
    expect(failed.map(({ assertion }) => assertion)).toEqual([
      'mae <= 0.2448',
      'huber:delta=2 <= 0.047',
      'mae[region=eu] <= 0.17',
      'huber:delta=2[region=eu] <= 0.016',
    ]);
    expect(failed[0]!.message).toBe(
      '0.28 is worse than the baseline 0.24 by 0.04, more than the tolerance 0.0048',
    );
  });

  it('allows the larger of both tolerances', async () => {
    await written;
    for (const tolerance of [
      ['--tolerance', '200%', '--tolerance-abs', '0.001'],
      ['--tolerance', '1%', '--tolerance-abs', '0.1'],
    ]) {
      expect((await check(worse, ...against, ...tolerance)).status).toBe(0);
    }
  });

  it.each([
    ['other true values', TABLE.replace('0,0.2', '1,0.2'), [], 'hash of the true values: expected'],
    ['rows in another order', TABLE.replace(/(1,.*)\n(0,.*)/, '$2\n$1'), [], 'hash of the true'],
    ['fewer rows', TABLE.slice(0, -14), [], 'samples of mae: expected 5 as in the baseline, found'],
    [
      'a row skipped',
      `${TABLE}NA,1,eu,ios\n`,
      ['--missing', 'skip'],
      'rows skipped of mae: expected 0',
    ],
    ['rows in other segments', TABLE.replace('us', 'eu'), [], 'samples of segment [region=eu]'],
    [
      'a new segment',
      TABLE.replace('us', 'asia'),
      [],
      'samples of segment [region=us]: expected 2',
    ],
    ['another convention', TABLE, ['--compat', 'torch'], 'convention of mae: expected "tf-keras"'],
    ['another reduction', TABLE, ['--reduction', 'sum'], 'reduction of mae: expected "mean"'],
    ['another dtype', TABLE, ['--dtype', 'float32'], 'dtype of mae: expected "float64"'],
    ['other losses', TABLE, ['-l', 'mae'], 'losses: expected ["mae","huber:delta=2"]'],
    ['parameters', TABLE, ['-l', 'mae', '-l', 'huber:delta=3'], 'expected {"delta":2} as in'],
  ])('is an error for %s', async (_, text, args, message) => {
    await written;
    const outcome = await check(file('changed.csv', text), ...against, ...args);
    expect(outcome).toMatchObject({ status: 2, stdout: '' });
    expect(outcome.stderr).toContain(message);
  });

  it('is written anew by --update-baseline, with the losses and segments it had', async () => {
    const path = join(folder, 'updated.json');
    const args = ['-l', 'rmse', '--baseline', path, '--update-baseline'];
    expect((await check(preds, ...args)).status).toBe(0);
    expect((await check(worse, '--baseline', path)).status).toBe(1);
    expect((await check(worse, '--baseline', path, '--update-baseline')).status).toBe(0);
    expect((await check(worse, '--baseline', path)).status).toBe(0);
  });

  it('has a loss once that is named twice, also where it is compared', async () => {
    const path = join(folder, 'once.json');
    const twice = ['-l', 'mse', '-l', 'mean-squared-error', '-l', 'mse'];
    const wrote = await losscalc(['baseline', 'write', path, preds, ...columns, ...twice]);
    expect(wrote.status).toBe(0);
    const outcome = await check(preds, ...twice, '--baseline', path, '-f', 'json');
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    expect(checksOf(outcome)).toHaveLength(1);
  });

  it.each([
    ['formula', 'formula of own: expected none as in the baseline, found "mean(u * abs(p - y))"'],
    ['inputs', 'hash of the input u: expected none as in the baseline, found "'],
  ])('of an older losscalc may lack its %s, and is then no measure', async (key, message) => {
    const path = join(folder, 'own.json');
    const own = ['-l', 'own', '--define', 'own=mean(u * abs(p - y))', '--input', 'u=score'];
    await losscalc(['baseline', 'write', path, preds, ...columns, ...own]);
    const written = JSON.parse(readFileSync(path, 'utf8')) as { losses: object[] };
    const without = (part: object): object =>
      Object.fromEntries(Object.entries(part).filter(([name]) => name !== key));
    const older = { ...without(written), losses: written.losses.map(without) };
    const outcome = await check(
      preds,
      ...own,
      '--baseline',
      file('own.json', JSON.stringify(older)),
    );
    expect(outcome).toMatchObject({ status: 2, stdout: '' });
    expect(outcome.stderr).toContain(message);
    expect(outcome.stderr).toContain('write it anew: --update-baseline');
  });

  it('tells an unknown key wherever it is', async () => {
    await written;
    const { trueValues, ...rest } = JSON.parse(readFileSync(base, 'utf8')) as Record<
      string,
      object
    >;
    const inputs = { price: { ...trueValues, hsh: '' } };
    const path = file('unknown.json', JSON.stringify({ ...rest, trueValues, inputs }));
    const { status, stderr } = await check(preds, '--baseline', path);
    expect(status).toBe(2);
    expect(stderr).toContain('inputs.price: unknown key "hsh"\n  hint: did you mean "hash"?');
  });

  it('is not compared under other weights, or another mask', async () => {
    const table = file('shares.csv', 'label,score,w,v,m\n1,0.9,1,2,1\n0,0.2,2,1,1\n1,0.4,1,1,0\n');
    const path = join(folder, 'shares.json');
    const against = async (...args: readonly string[]): Promise<string> => {
      const { status, stdout, stderr } = await check(table, '--baseline', path, ...args);
      expect(stdout === '').toBe(status === 2);
      return status === 0 ? 'passed' : stderr;
    };
    await losscalc(['baseline', 'write', path, table, ...columns, '--weights', 'w', '-l', 'mae']);
    expect(await against('--weights', 'w')).toBe('passed');
    expect(await against('--weights', 'v')).toContain('hash of the weights: expected');
    expect(await against()).toContain('number of weights: expected 3 as in the baseline, found 0');
    expect(await against('--weights', 'w', '--mask', 'm')).toContain(
      'samples of mae: expected 3 as in the baseline, found 2',
    );
  });

  it('takes a similarity for better when it is larger', async () => {
    const near = file('near.csv', 'a,b,p,q\n1,0,1,0.1\n');
    const far = file('far.csv', 'a,b,p,q\n1,0,0,1\n');
    const path = join(folder, 'cosine.json');
    const rows = ['--true', 'a,b', '--pred', 'p,q'];
    const loss = ['-l', 'cosine', '--compat', 'optax'];
    await losscalc(['baseline', 'write', path, near, ...rows, ...loss]);
    const compare = (table: string): Promise<Outcome> =>
      losscalc(['check', table, ...rows, '--baseline', path]);
    expect((await compare(near)).status).toBe(0);
    expect((await compare(far)).status).toBe(1);
    await losscalc(['baseline', 'write', path, far, ...rows, ...loss]);
    expect((await compare(near)).status).toBe(0);
  });

  it('fingerprints rows of class indices, with rows left out and skipped', async () => {
    const table = file(
      'classes.csv',
      'y,p,q,m\n0,0.9,0.1,0\n1,0.2,0.8,1\nNA,0.2,0.8,1\n1,0.4,0.6,1\n',
    );
    const { stdout } = await losscalc(
      `baseline write - ${table} --true y --pred p,q --mask m --missing skip -l scce`,
    );
    const { trueValues } = JSON.parse(stdout) as { trueValues: { count: number } };
    expect(trueValues.count).toBe(3);
  });

  it('takes no result that nothing can be compared with, and leaves the file alone', async () => {
    const table = file('certain.csv', 'label,score\n1,0\n');
    await written;
    const before = readFileSync(base, 'utf8');
    const outcome = await losscalc([
      ...['baseline', 'write', base, table, ...columns, '-l', 'bce:compat=exact'],
    ]);
    expect(outcome.status).toBe(2);
    expect(outcome.stderr).toContain('expected a finite result to compare with, found Infinity');
    expect(readFileSync(base, 'utf8')).toBe(before);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { optionsFor } from '../../src/cli/catalogue/index.ts';
import { losscalc, type Outcome } from '../cli/losscalc.ts';
import { checkedFiles, checksOf } from './checking.ts';

const { file, folder, worse } = checkedFiles();

describe('a configuration', () => {
  const run = (name: string, ...args: readonly string[]): Promise<Outcome> =>
    losscalc(['check', '--config', join(folder, name), ...args]);
  const inputs = { table: 'preds.csv', true: 'label', pred: 'score' };

  it('says what to read and to check, with files beside itself', async () => {
    const checks = [{ assert: 'mae < 0.3' }, { assert: 'mae < 0.1', level: 'warning' }];
    const baseline = { file: 'config-base.json', tolerance: '50%', by: ['region'] };
    const config = { inputs, checks, losses: ['mae'], baseline, minSamples: 2 };
    file('losscalc.json', JSON.stringify(config));
    expect((await run('losscalc.json', '--update-baseline')).status).toBe(0);
    const outcome = await run('losscalc.json', '-f', 'json');
    expect(outcome.status).toBe(0);
    expect(checksOf(outcome).map(({ assertion, status }) => [assertion, status])).toEqual([
      ['mae < 0.3', 'passed'],
      ['mae < 0.1', 'warned'],
      ['mae <= 0.36', 'passed'],
      ['mae[region=eu] <= 0.25', 'passed'],
      ['mae[region=us] <= 0.525', 'passed'],
    ]);
  });

  it('goes behind the command line, which adds to its checks', async () => {
    file('own.json', JSON.stringify({ inputs, checks: [{ assert: 'mae < 0.3' }] }));
    const outcome = await run('own.json', worse, '--assert', 'mse < 0.01', '-f', 'json');
    expect(outcome.status).toBe(1);
    expect(checksOf(outcome).map(({ value }) => value)).toEqual([0.28, 0.116]);
  });

  it('is refused where a key would be lost', async () => {
    const list = (bound: number): string => `"checks": [{ "assert": "mae < ${bound}" }]`;
    file('twice.json', `{\n${list(0.001)},\n${list(9)}\n}`);
    const { status, stdout, stderr } = await run('twice.json');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/twice\.json:3.*: expected each key once, found "checks" again/);
  });

  it('says what a baseline holds, and where it is written', async () => {
    const baseline = { file: 'written.json', by: ['region'] };
    const config = file('write.json', JSON.stringify({ inputs, losses: ['mae'], baseline }));
    const write = (...args: readonly string[]): Promise<Outcome> =>
      losscalc(['baseline', 'write', ...args, '--config', config]);
    const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
    expect(await write()).toMatchObject({ status: 0, stdout: '' });
    expect(read('written.json')).toMatchObject({
      losses: [{ spec: 'mae', result: 0.24 }],
      segments: [{ values: ['eu'] }, { values: ['us'] }],
    });
    const other = join(folder, 'other.json');
    expect((await write(other, worse, '-l', 'mse', '--by', 'device')).status).toBe(0);
    expect(read('other.json')).toMatchObject({
      losses: [{ spec: 'mse', result: 0.116 }],
      segments: [{ values: ['ios'] }, { values: ['android'] }],
    });
  });

  it.each([
    [{ inputs, losses: ['mae'] }, [], 'expected a file to write, found none'],
    [{ inputs, baseline: { file: 'b.json' } }, [], 'expected a loss, found nothing'],
    [{ inputs, losses: ['mae'] }, ['preds.csv'], 'expected a file of its own for the baseline'],
    [{ inputs, losses: ['mae'] }, ['bad.json'], 'expected a file of its own for the baseline'],
  ])('%j with %j is no baseline', async (config, names, message) => {
    const path = file('bad.json', JSON.stringify(config));
    const files = names.map((name) => join(folder, name));
    const outcome = await losscalc(['baseline', 'write', ...files, '--config', path]);
    expect(outcome).toMatchObject({ status: 2, stdout: '' });
    expect(outcome.stderr).toContain(message);
    expect(readFileSync(path, 'utf8')).toBe(JSON.stringify(config));
  });

  it.each([
    [
      '{"checks": [{"assert": "mae < 1"}, {"assert": 3}]}',
      'checks[1].assert: expected a text, found 3',
    ],
    [
      '{"checks": [{"asert": "mae < 1"}]}',
      'checks[0]: unknown key "asert"\n  hint: did you mean "assert"?',
    ],
    [
      '{"checks": [{"assert": "mae <> 1"}]}',
      'checks[0].assert: assertion, position 6: expected a finite',
    ],
    ['{"checks": [{"assert": "mea < 1"}]}', 'checks[0].assert: unknown loss "mea"'],
    ['{"checks": {}}', 'checks: expected a list, found an object'],
    ['{"dtype": "float16"}', 'dtype: expected one of float64, float32, found "float16"'],
    ['{"minSamples": 1e999}', 'minSamples: expected a finite number, found Infinity'],
    ['{"minSamples": 0}', 'minSamples: expected at least 1, found 0'],
    [
      '{"baseline": {"file": "b", "tolerance": "2"}}',
      'expected a percentage such as "2%", found "2"',
    ],
    ['{"inputs": {"more": ["u"]}}', 'inputs.more: expected an object, found a list of 1'],
    [
      '{"baseline": {"file": "b", "toleranceAbs": 1e999}}',
      'expected a finite number, found Infinity',
    ],
    [
      '{"losses": [{"name": "a", "formula": "mean(k * p)", "params": {"k": -1e999}}]}',
      'losses[0].params.k: expected a finite number or a list, found -Infinity',
    ],
    [
      '{"baseline": {"file": "b", "by": ["a", "b,a,b"]}}',
      'baseline.by[1]: expected each column once, found "b" twice in "b,a,b"',
    ],
    [
      '{"baseline": {"file": "b", "by": ["a,b", "b,a"]}}',
      'baseline.by[1]: expected other columns than before, found "a,b" and "b,a"',
    ],
    [
      '{"inputs": {"on": "id,id"}}',
      'inputs.on: expected each column once, found "id" twice in "id,id"',
    ],
    ['{"__proto__": 1}', 'unknown key "__proto__"'],
    ['[]', 'expected an object, found a list of 0'],
    ['{', 'expected JSON'],
    ['{}', 'expected something to check, found nothing'],
  ])('%s is wrong', async (text, message) => {
    file('wrong.json', text);
    const { status, stdout, stderr } = await run('wrong.json');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('is looked for where docs/ci.md says so', () => {
    const [, options = ''] = /has none of ([^.]*)\./.exec(readFileSync('docs/ci.md', 'utf8')) ?? [];
    const entries = [...optionsFor('check'), ...optionsFor('baseline')];
    const names = entries.filter(({ saysWhat }) => saysWhat).map(({ name }) => `--${name}`);
    expect(new Set(options.match(/--[a-z-]+/g))).toEqual(new Set(names));
  });

  it('has a JSON Schema that describes every key', async () => {
    const { status, stdout } = await losscalc('schema');
    expect(status).toBe(0);
    const schema = JSON.parse(stdout) as Schema;
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(Object.keys(schema.properties!)).toContain('checks');
    expect(undescribed(schema)).toEqual([]);
  });
});

interface Schema {
  readonly $schema?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** Keys without a description, however deep. */
function undescribed({ properties = {}, items }: Schema): string[] {
  const own = Object.entries(properties).flatMap(([key, part]) => [
    ...(part.description === undefined ? [key] : []),
    ...undescribed(part),
  ]);
  return [...own, ...(items ? undescribed(items) : [])];
}

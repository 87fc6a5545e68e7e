import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { losscalc } from './losscalc.ts';

const folder = mkdtempSync(join(tmpdir(), 'losscalc-sql-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const TABLE = ['--from', 'db.preds', '--true', 'label', '--pred', 'score'];

async function sql(...words: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await losscalc(['sql', ...words]);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
}

describe('losscalc sql', () => {
  it('names the losses as arguments or as run has them', async () => {
    const named = await sql('mse', 'huber:delta=2', ...TABLE);
    expect(named).toBe(await sql('-l', 'mse', '-l', 'huber:delta=2', ...TABLE));
    expect(named).toContain("WHEN 2 THEN 'huber:delta=2'");
    expect(named).toContain('FROM "db"."preds"');
  });

  it('is for the engine that is named', async () => {
    expect(await sql('mse', ...TABLE, '--dialect', 'spark')).toContain('FROM `db`.`preds`');
  });

  it('has losses of the user', async () => {
    const query = await sql(
      'cubic',
      ...TABLE,
      '--define',
      'cubic=mean(abs(p - y)^k)',
      '--param',
      'cubic.k=3',
    );
    expect(query).toContain("'cubic'");
    expect(query).toContain('POWER(');
  });

  it('asks what a configuration asks', async () => {
    const config = join(folder, 'losscalc.json');
    const said = {
      inputs: {
        table: 'preds.parquet',
        true: 'label',
        pred: 'score',
        where: 'split=test',
        missing: 'skip',
      },
      losses: ['bce'],
      checks: [{ assert: 'bce[region=*] <= 0.4' }, { assert: 'mse <= 0.1' }],
    };
    writeFileSync(config, JSON.stringify(said));
    const query = await sql('--config', config, '--from', 'preds');
    const words = ['--where', 'split=test', '--missing', 'skip', '--by', 'region'];
    expect(query).toBe(await sql('bce', 'mse', '--from', 'preds', ...TABLE.slice(2), ...words));
  });

  it.each([
    [['mse', '--true', 'y', '--pred', 'p'], '--from: expected a table'],
    [['--from', 't', '--true', 'y', '--pred', 'p'], 'expected a loss'],
    [['mse', '--from', 't.', '--true', 'y', '--pred', 'p'], '--from'],
    [['mse', '--from', 't', '--true', 'y', '--pred', '3'], 'have no numbers'],
    [['roc-auc', ...TABLE], 'there is no SQL'],
    [['mse', ...TABLE, '--missing', 'nan'], '--missing'],
    [['mse', ...TABLE, '--dialect', 'mysql'], '--dialect'],
  ])('refuses %j', async (words, problem) => {
    const { status, stdout, stderr } = await losscalc(['sql', ...words]);
    expect(stdout).toBe('');
    expect(stderr).toContain(problem);
    expect(status).toBe(2);
  });
});

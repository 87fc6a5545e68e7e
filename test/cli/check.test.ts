import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPORT_FORMATS, type ReportFormat } from '../../src/output/formats.ts';
import { check, checkedFiles, checksOf, columns, TABLE } from '../check/checking.ts';
import { factsOf } from '../output/format-facts.ts';
import { losscalc } from './losscalc.ts';

const { file, folder, preds } = checkedFiles();

describe('check', () => {
  it('holds losses to bounds, whole and by segments, and says what failed and by how much', async () => {
    const outcome = await check(
      preds,
      ...['--assert', 'rmse <= 0.3', '--assert', 'rmse[region=*] <= 0.45'],
      ...['--assert', 'mae[region=eu,device=ios] < 0.2', '--warn', 'mae <= 0.2'],
      ...['--min-samples', '3'],
    );
    expect(outcome).toEqual({
      status: 1,
      stderr: 'losscalc: 1 of 5 checks failed, 1 warned\n',
      stdout: `${preds} · 5 samples · keras, tf-keras · float64
1 of 5 checks failed, 1 warned

        check                        result    bound  difference  samples
  FAIL  rmse                       0.303315   <= 0.3    +0.00332        5
  PASS  rmse[region=eu]            0.173205  <= 0.45      -0.277        3
  PASS  rmse[region=us]            0.430116  <= 0.45     -0.0199        2 !
  PASS  mae[region=eu,device=ios]  0.15        < 0.2       -0.05        2 !
  WARN  mae                        0.24       <= 0.2       +0.04        5

  FAIL  rmse <= 0.3: 0.303315 is above 0.3 by 0.00331502
  WARN  mae <= 0.2: 0.24 is above 0.2 by 0.04

  ! fewer than 3 samples: such a result says little
`,
    });
  });

  it('passes with status 0, also when it has warned', async () => {
    const outcome = await check(preds, '--assert', 'mae <= 0.3', '--warn', 'mae < 0.1');
    expect(outcome.status).toBe(0);
    expect(outcome.stderr).toBe('');
    expect(outcome.stdout).toContain('1 of 2 checks passed, 1 warned');
  });

  it('has the bounds of one loss for options', async () => {
    const both = ['-l', 'mae', '--min', '0.24', '--max', '0.24'];
    expect((await check(preds, ...both)).status).toBe(0);
    expect((await check(preds, '-l', 'mae', '--max', '0.23')).status).toBe(1);
    const { status, stderr } = await check(preds, '--max', '0.23');
    expect(status).toBe(2);
    expect(stderr).toContain('--max, --min: expected one loss that they are for, found 0');
  });

  it('tells a strict comparison from the other at the bound', async () => {
    const at = ['--assert', 'mae <= 0.24', '--assert', 'mae < 0.24', '--assert', 'mae >= 0.24'];
    const checks = checksOf(await check(preds, ...at, '-f', 'json'));
    expect(checks.map(({ status }) => status)).toEqual(['passed', 'failed', 'passed']);
    expect(checks[1]!.message).toBe('0.24 is not below 0.24');
  });

  it('takes a bound as the float32 it is printed as, where the loss is one', async () => {
    const table = file('float32.csv', 'label,score\n0,0.18\n');
    const bound = ['--assert', 'mae <= 0.18', '-f', 'json'];
    const outcome = await check(table, '--dtype', 'float32', ...bound);
    expect(outcome.status).toBe(0);
    expect(checksOf(outcome)[0]!.message).toBe('0.18 is equal to 0.18');
  });

  it('shows a bound of a float32 loss as it was written', async () => {
    const table = file('float32.csv', 'label,score\n0,0.18\n');
    const args = ['--dtype', 'float32', '--assert', 'mae <= 0.18'];
    expect((await check(table, ...args, '-f', 'json')).stdout).toContain('"bound": 0.18,');
    expect((await check(table, ...args, '-f', 'csv')).stdout).toContain(',0.18,<=,0.18,1,');
    expect((await check(table, ...args)).stdout).toMatch(/0\.18 {2}<= 0\.18 +0 /);
  });

  it('never takes a bound for infinite, or for 0, that is neither', async () => {
    const table = file('beyond.csv', 'label,score\n-3e38,3e38\n');
    const infinite = ['--dtype', 'float32', '--assert', 'mae <= 1e40', '-f', 'json'];
    expect(checksOf(await check(table, ...infinite))).toMatchObject([
      { value: 'Infinity', status: 'failed' },
    ]);
    const same = file('same.csv', 'label,score\n1,1\n');
    const small = ['--dtype', 'float32', '--assert', 'mae < 1e-60', '-f', 'json'];
    expect(checksOf(await check(same, ...small))).toMatchObject([{ value: 0, status: 'passed' }]);
    const gated = `mae ${table} --true label --pred score --dtype float32 --max 1e40`;
    expect((await losscalc(gated)).status).toBe(1);
  });

  it('never passes a segment without rows, nor NaN', async () => {
    const none = await check(preds, '--assert', 'mae[region=asia] < 9', '-f', 'json');
    expect(none.status).toBe(1);
    expect(checksOf(none)).toMatchObject([
      { status: 'failed', assertion: 'mae[region=asia] < 9', value: null, samples: 0, few: true },
    ]);
    const table = file('nan.csv', 'label,score\n1,nan\n0,0.5\n');
    for (const assertion of ['mse < 1', 'mse > 1']) {
      const outcome = await check(table, '--missing', 'nan', '--assert', assertion, '-f', 'json');
      expect(outcome.status).toBe(1);
      expect(checksOf(outcome)[0]).toMatchObject({
        value: 'NaN',
        message: 'the result is NaN, and an undefined result never passes',
      });
    }
    const empty = file('empty.csv', 'label,score\n');
    expect((await check(empty, '--assert', 'mse < 1')).status).toBe(2);
  });

  it('prints Markdown in which texts of the data mean nothing', async () => {
    const table = file('odd.csv', 'label,score,region\n1,0.5,"a|b\u001b[2J<img>"\n');
    const { stdout } = await check(table, '--assert', 'mae[region=*] < 9', '-f', 'markdown');
    expect(stdout).toContain(String.raw`mae\[region=a\|b\\x1b\[2J\<img\>\] | 0.5 | \< 9 |`);
    expect(stdout).not.toContain('\u001b');
  });

  it('refuses what it would have to leave out in silence', async () => {
    const cases = [
      [[], 'expected something to check, found nothing'],
      [['-l', 'mae'], 'expected a bound or a baseline for it, found neither'],
      [['--assert', 'mae < 1', '--tolerance', '2%'], 'expected a baseline that they are for'],
      [['--assert', 'mae:reduction=none < 1'], 'expected a reduced result'],
      [['--assert', 'mae[land=eu] < 1'], 'land'],
    ] as const;
    for (const [args, message] of cases) {
      const { status, stdout, stderr } = await check(preds, ...args);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toContain(message);
    }
  });
});

describe('the report of a check', () => {
  const ASSERTIONS = [
    ...['--assert', 'mae <= 0.2', '--assert', 'mae[region=*] < 0.3', '--warn', 'mse < 0.01'],
    ...['--assert', 'mse[region=asia] < 1', '--min-samples', '3'],
  ];

  it.each(REPORT_FORMATS)('as %s', async (format) => {
    const args = ['check', '-', '--true', 'label', '--pred', 'score', ...ASSERTIONS];
    const outcome = await losscalc([...args, '-f', format], { stdin: TABLE });
    expect(outcome).toMatchObject({
      status: 1,
      stderr: 'losscalc: 3 of 5 checks failed, 1 warned\n',
    });
    await expect(outcome.stdout).toMatchFileSnapshot(`expected/check.${format}.txt`);
  });

  it('is in every file before the check has failed', async () => {
    const fileOf = (format: ReportFormat): string =>
      join(folder, `a${factsOf(format).extension ?? `.${format}`}`);
    const outputs = REPORT_FORMATS.flatMap((format) => {
      const prefix = factsOf(format).extension === undefined ? `${format}:` : '';
      return ['-o', `${prefix}${fileOf(format)}`];
    });
    const outcome = await check(preds, '--assert', 'mae <= 0.2', ...outputs);
    expect(outcome).toEqual({
      status: 1,
      stdout: '',
      stderr: 'losscalc: 1 of 1 check failed: mae <= 0.2\n',
    });
    for (const format of REPORT_FORMATS) {
      const report = readFileSync(fileOf(format), 'utf8');
      const expected = factsOf(format).showsChecks ? '0.24 is above 0.2 by 0.04' : '0.24';
      expect(report, format).toContain(expected);
    }
    expect(readFileSync(fileOf('html'), 'utf8')).toContain('<h2>Worst samples</h2>');
  });

  it('says in JSON whether all has passed', async () => {
    const passed = async (...args: readonly string[]): Promise<unknown> =>
      (JSON.parse((await check(preds, ...args, '-f', 'json')).stdout) as { passed: unknown })
        .passed;
    expect(await passed('--assert', 'mae < 1', '--warn', 'mae < 0')).toBe(true);
    expect(await passed('--assert', 'mae < 1', '--assert', 'mae < 0')).toBe(false);
  });

  it('shows histogram and calibration where asked to', async () => {
    const { stdout } = await check(preds, '--assert', 'brier < 1', '--histogram', '--calibration');
    expect(stdout).toContain('Losses of samples: brier');
    expect(stdout).toContain('expected calibration error');
  });

  it('makes room for checks where a terminal is narrow', async () => {
    const wide = ['--assert', 'mae[region=eu,device=ios] < 0.3'];
    const { stdout } = await losscalc(['check', preds, ...columns, ...wide], {
      columns: 60,
      env: { NO_COLOR: '1' },
    });
    expect(stdout).toContain('  PASS  mae[region=eu,device=ios]    0.15  < 0.3        2 !\n');
    for (const line of stdout.split('\n').slice(1)) expect(line.length).toBeLessThanOrEqual(60);
  });

  it('annotates a run of GitHub Actions and adds to its summary', async () => {
    const summary = file('summary.md', '');
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
    const args = ['check', preds, ...columns, '--assert', 'mae <= 0.2'];
    const { status, stdout, stderr } = await losscalc(args, { env });
    expect(status).toBe(1);
    expect(stdout).toContain('FAIL  mae <= 0.2');
    expect(stderr).toBe(
      '::error title=losscalc%3A mae <= 0.2::0.24 is above 0.2 by 0.04\n' +
        'losscalc: 1 of 1 check failed\n',
    );
    expect(readFileSync(summary, 'utf8')).toContain('**1 of 1 check failed**');
  });

  it('annotates a run also where the annotations are written to a file', async () => {
    const args = ['--assert', 'mae <= 0.2', '-o', `github:${join(folder, 'a.log')}`];
    const command = ['check', preds, ...columns, ...args];
    const { stdout, stderr } = await losscalc(command, { env: { GITHUB_ACTIONS: 'true' } });
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^::error title=/);
    const printed = await losscalc([...command, '-o', 'github:-'], {
      env: { GITHUB_ACTIONS: 'true' },
    });
    expect(printed.stdout).toMatch(/^::error title=/);
    expect(printed.stderr).toBe('losscalc: 1 of 1 check failed: mae <= 0.2\n');
  });

  it('is one of the results where a baseline is written anew and nothing else is checked', async () => {
    const base = join(folder, 'anew.json');
    const update = ['-l', 'mae', '--baseline', base, '--update-baseline'];
    expect(await check(preds, ...update)).toMatchObject({ status: 0, stdout: '' });
    const printed = await check(preds, ...update, '-f', 'json');
    expect(JSON.parse(printed.stdout)).toMatchObject({ losses: [{ result: 0.24 }] });
    const report = join(folder, 'anew-report.xml');
    expect(await check(preds, ...update, '-o', report)).toMatchObject({ status: 0, stdout: '' });
    expect(readFileSync(report, 'utf8')).toContain('tests="0" failures="0"');
    const both = await check(preds, ...update, '--assert', 'mae < 1');
    expect(both.stdout).toContain('1 check passed');
  });
});

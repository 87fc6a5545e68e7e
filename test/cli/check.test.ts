import { describe, expect, it } from 'vitest';
import { check, checksOf, file, preds } from '../check/checking.ts';

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
      stdout: `${preds} · 1 of 5 checks failed, 1 warned

        check                            samples      result  bound   difference
  FAIL  rmse <= 0.3                            5    0.303315    0.3  +0.00331502
  PASS  rmse[region=eu] <= 0.45                3    0.173205   0.45    -0.276795
  PASS  rmse[region=us] <= 0.45                2 !  0.430116   0.45   -0.0198837
  PASS  mae[region=eu,device=ios] < 0.2        2 !      0.15    0.2        -0.05
  WARN  mae <= 0.2                             5        0.24    0.2        +0.04

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
    expect(stdout).toContain(String.raw`mae\[region=a\|b\\x1b\[2J\<img\>\] \< 9`);
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

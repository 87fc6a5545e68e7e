import { describe, expect, test } from 'vitest';
import { losscalc } from './losscalc.ts';

const MSE = 'mse fixtures/essay/table.csv --true y --pred yhat -f value';
const PRINTED = '0.16000000000000003\n';

describe('a result within its gate', () => {
  test.each(['--max 0.2', '--min 0.1', '--min=-0.5 --max 1e0', '--max inf', '--min -1'])(
    '%s',
    async (gate) => {
      expect(await losscalc(`${MSE} ${gate}`)).toEqual({ status: 0, stdout: PRINTED, stderr: '' });
    },
  );

  test('the bound itself passes, in float32 as the number that prints like it', async () => {
    const args = 'huber fixtures/essay/table.csv --true y --pred yhat --dtype float32 -f value';
    const { stdout } = await losscalc(args);
    const bound = stdout.trim();
    expect(Math.fround(Number(bound))).not.toBe(Number(bound));
    expect(await losscalc(`${args} --max ${bound} --min ${bound}`)).toMatchObject({ status: 0 });
  });
});

describe('a result beyond its gate is printed, and the status is 1', () => {
  test.each([
    ['--max 0.1', 'mean-squared-error 0.16000000000000003 is above --max 0.1'],
    ['--max -0.1', 'mean-squared-error 0.16000000000000003 is above --max -0.1'],
    ['--min 0.5', 'mean-squared-error 0.16000000000000003 is below --min 0.5'],
    ['--max 0.1 --min 0.05', 'mean-squared-error 0.16000000000000003 is above --max 0.1'],
  ])('%s', async (gate, message) => {
    expect(await losscalc(`${MSE} ${gate}`)).toEqual({
      status: 1,
      stdout: PRINTED,
      stderr: `losscalc: ${message}\n`,
    });
  });

  test('that nothing can pass is an error', async () => {
    expect(await losscalc(`${MSE} --max 0.1 --min 0.5`)).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'losscalc: --min, --max: expected a lowest result that is not above the highest, found 0.5 and 0.1\n' +
        '  hint: swap them\n',
    });
  });

  test.each(['max', 'min'])('NaN is beyond --%s', async (bound) => {
    const args = `mse - --true 1 --pred 2 --missing nan -f value --${bound} 3`;
    expect(await losscalc(args, { stdin: '1,nan\n' })).toEqual({
      status: 1,
      stdout: 'NaN\n',
      stderr: `losscalc: mean-squared-error NaN is beyond --${bound} 3\n`,
    });
  });
});

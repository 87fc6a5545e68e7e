import { describe, expect, it } from 'vitest';
import { lossNamed } from '../../src/index.ts';
import { losscalc } from '../cli/losscalc.ts';

/* What functions of scikit-learn 1.9.1 take or return in other forms: labels, classes and outputs. */

describe('labels of -1 and 1', () => {
  const stdin = 't,p\n-1,0.2\n1,0.7\n';
  const value = async (args: string): Promise<string> => {
    const { stdout, stderr } = await losscalc(`${args} - -t t -p p -f value`, { stdin });
    return stdout + stderr;
  };

  it('are those of the log loss and of the Brier score where they are named', async () => {
    expect(Number(await value('log-loss --labels=-1,1'))).toBeCloseTo(0.2899092476264711, 15);
    expect(Number(await value('brier --positive 1'))).toBeCloseTo(0.065, 15);
  });

  it('are refused with what names them', async () => {
    expect(await value('log-loss')).toContain('hint: --labels=-1,1 names the two classes');
    expect(await value('brier')).toContain(
      'hint: --positive 1 takes the label 1 for 1, and -1 for 0',
    );
  });
});

it('has the Brier score of several classes, and by half', () => {
  const given = {
    true: [[1, 0, 0], [0, 0, 1], [0, 1, 0]],
    pred: [[0.8, 0.1, 0.1], [0.1, 0.2, 0.7], [0.3, 0.3, 0.4]],
  }; // prettier-ignore
  const of = (scaleByHalf: boolean): number =>
    lossNamed('brier', { scaleByHalf }).reduced(given.true, given.pred);
  expect(of(false)).toBeCloseTo(0.3133333333333333, 15);
  expect(of(true)).toBeCloseTo(0.15666666666666665, 15);
});

it.each([
  ['rmse', [1.5811388300841898, 2], 1.790569415042095],
  ['rmsle', [0.5678269841295703, 0.4611641637145491], 0.5144955739220597],
  ['median-absolute-error', [1.5, 2], 1.75],
])('has the %s of each output, and scikit-learn their mean', async (name, outputs, mean) => {
  const { stdout } = await losscalc(
    `${name} - -t a,b -p p,q --per output --compat sklearn -f csv`,
    {
      stdin: 'a,b,p,q\n1,2,3,4\n1,3,2,5\n',
    },
  );
  const results = stdout.trim().split('\n').slice(1).map((line) => Number(line.split(',')[6])); // prettier-ignore
  [mean, ...outputs].forEach((value, i) => expect(results[i]).toBeCloseTo(value, 14));
});

import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { losscalc } from './losscalc.ts';

interface GoldenSkill {
  readonly name: string;
  readonly loss: string;
  readonly skill: string;
  readonly options: readonly string[];
  readonly true: readonly number[];
  readonly pred: readonly (number | readonly number[])[];
  readonly weights?: readonly number[];
  readonly expected: number;
}

const { cases } = JSON.parse(readFileSync('fixtures/skill/skill.json', 'utf8')) as {
  cases: GoldenSkill[];
};

/** The inputs as a table, and the options that name its columns. */
function tableOf({ true: truth, pred, weights }: GoldenSkill): {
  stdin: string;
  columns: string[];
} {
  const rows = truth.map((y, i) => [y, ...(weights ? [weights[i]!] : []), ...[pred[i]!].flat()]);
  const scores = [pred[0]!].flat().map((_, k) => `p${k}`);
  const header = ['y', ...(weights ? ['w'] : []), ...scores];
  const stdin = [header, ...rows].map((row) => `${row.join(',')}\n`).join('');
  const columns = ['-t', 'y', '-p', scores.join(','), ...(weights ? ['--weights', 'w'] : [])];
  return { stdin, columns };
}

describe('a skill is that of scikit-learn', () => {
  test.each([...new Set(cases.map(({ name }) => name))])('%s', async (name) => {
    for (const golden of cases.filter((each) => each.name === name)) {
      const { loss, skill, options, expected, weights } = golden;
      const { stdin, columns } = tableOf(golden);
      const words = [loss, '-', ...columns, '--skill', skill, ...options, '-f', 'value', '--quiet'];
      const compat = ['--compat', loss === 'pinball' ? 'exact' : 'sklearn'];
      const reduction = weights ? ['--reduction', 'weighted-mean'] : [];
      const { stdout, stderr } = await losscalc([...words, ...compat, ...reduction], { stdin });
      expect(stderr).toBe('');
      const error = Math.abs(Number(stdout) - expected);
      // Far from 0 scikit-learn has lost digits of the mean.
      const tolerance = name.includes('far') ? 1e-9 : 1e-12;
      expect(error, `${name}: ${stdout}`).toBeLessThanOrEqual(
        tolerance * Math.max(1, Math.abs(expected)),
      );
    }
  });
});

const TABLE = `y,yhat,base,w,keep,g
3,2.5,2,1,1,a
-0.5,0,0.5,2,1,a
2,2,1,1,1,b
7,8,5,0.5,0,b
1,1.5,0,1,1,a
4,3,6,1,1,b
`;

interface Printed {
  readonly result: number;
  readonly skill: { readonly over: string; readonly loss: number; readonly reference: number };
  readonly segments: readonly {
    readonly values: string;
    readonly results: readonly number[];
    readonly skills: readonly { readonly loss: number; readonly reference: number }[];
  }[];
}

async function printed(args: string): Promise<Printed> {
  const { stdout, stderr } = await losscalc(`${args} -t y -p yhat -f json`, { stdin: TABLE });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Printed;
}

describe('a skill', () => {
  it('is 1 less the loss divided by that of the reference, which JSON has both', async () => {
    const { result, skill } = await printed('mse - --skill base');
    expect(skill).toEqual({ over: 'base', loss: 2.75 / 6, reference: 2 });
    expect(result).toBe(1 - 2.75 / 12);
  });

  it('of a segment is over the reference of its own rows', async () => {
    const { segments } = await printed('mse - --skill mean --by g');
    const alone = async (group: string): Promise<Printed> =>
      printed(`mse - --skill mean --where g=${group}`);
    for (const { values, results, skills } of segments) {
      const { result, skill } = await alone(values);
      expect(results).toEqual([result]);
      expect(skills[0]).toMatchObject({ loss: skill.loss, reference: skill.reference });
    }
    expect(segments).toHaveLength(2);
  });

  it('of a segment is over predictions where these are the reference', async () => {
    const { segments } = await printed('mae - --skill base --by g');
    expect(segments.map(({ results }) => results[0])).toEqual([1 - 1.5 / 3, 1 - 2 / 3 / (5 / 3)]);
  });

  it('leaves out what the mask leaves out', async () => {
    const { skill } = await printed('mse - --skill mean --mask keep');
    const kept = [3, -0.5, 2, 1, 4];
    const mean = kept.reduce((sum, y) => sum + y, 0) / 5;
    expect(skill.reference).toBeCloseTo(kept.reduce((sum, y) => sum + (y - mean) ** 2, 0) / 5, 14);
  });

  it('of each output is over its own mean', async () => {
    const stdin = 'a,b,pa,pb\n1,10,1.5,11\n2,30,2,28\n4,20,3,21\n';
    const args = 'mse - -t a,b -p pa,pb --skill mean --per output -f json';
    const { segments } = JSON.parse((await losscalc(args, { stdin })).stdout) as Printed;
    const single = async (y: string, p: string): Promise<number> =>
      Number((await losscalc(`r2 - -t ${y} -p ${p} -f value`, { stdin })).stdout);
    expect(segments[0]!.results[0]).toBeCloseTo(await single('a', 'pa'), 14);
    expect(segments[1]!.results[0]).toBeCloseTo(await single('b', 'pb'), 14);
  });

  it('is held to bounds, also in segments', async () => {
    const check = 'check - -t y -p yhat --skill mean --assert mse>=0.9 --assert mse[g=a]>=0.88';
    const { status, stdout } = await losscalc(check, { stdin: TABLE });
    expect(status).toBe(1);
    expect(stdout).toContain('0.878378');
    const { status: passed } = await losscalc('mse - -t y -p yhat --skill mean --min 0.9', {
      stdin: TABLE,
    });
    expect(passed).toBe(0);
  });

  it.each(['table', 'markdown', 'csv'])('says what it is in %s', async (format) => {
    const { stdout } = await losscalc(`mse - -t y -p yhat --skill median -f ${format}`, {
      stdin: TABLE,
    });
    expect(stdout).toContain('skill of mean-squared-error over median');
  });
});

describe('a skill is refused', () => {
  it.each([
    ['mse - -t y -p yhat --skill mean --ci 95', 'a skill has no interval'],
    ['mse - -t y -p yhat --skill mean --gradient', 'has no gradient here'],
    ['mse - -t y -p yhat --skill mean --per-sample', 'is of all samples'],
    ['mse - -t y -p yhat --skill mean --reduction none', 'found the reduction none'],
    ['r2 - -t y -p yhat --skill mean', 'found a score of which more is better'],
    ['mse - -t y -p yhat --skill prior', 'expected true values that are classes'],
    ['mse - -t y -p yhat --skill quantile=2', 'expected a quantile between 0 and 1, found 2'],
    ['mse - -t y -p yhat --skill nobody', 'no column "nobody"'],
    ['mse - -t y -p yhat --skill base,w', 'shapes differ'],
    ['bce - -t keep -p yhat --from-logits --skill prior', 'found logits or logarithms'],
    ['check - -t y -p yhat --skill mean --baseline b.json', 'is no loss, which a baseline holds'],
  ])('%s', async (args, problem) => {
    const { status, stdout, stderr } = await losscalc(args, { stdin: TABLE });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(problem);
  });
});

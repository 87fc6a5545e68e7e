import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { losscalc } from './losscalc.ts';

const TABLE = `t0,t1,t2,p0,p1,p2,w,m
1,0,0,0.75,0.25,0,1,1
0,1,0,0.25,0.5,0.25,2,1
0,0,1,0,0.25,0.75,3,1
1,0,0,0.5,0.25,0.25,1,0
`;
const COLUMNS = '- -t t0-t2 -p p0-p2';

const valueOf = async (args: string, stdin = TABLE): Promise<number> => {
  const { stdout, stderr } = await losscalc(`${args} -f value`, { stdin });
  expect(stderr).toBe('');
  return Number(stdout);
};

describe('--exclude-class', () => {
  test.each([
    ['dice', '0', 't1,t2', 'p1,p2'],
    ['jaccard --mask m', '1', 't0,t2', 'p0,p2'],
    ['tversky --alpha 0.3', '0,1', 't2', 'p2'],
    ['rmse --weights w', '2', 't0,t1', 'p0,p1'],
  ])('has the %s of the other columns, without %s', async (loss, classes, truth, pred) => {
    const left = await valueOf(`${loss} ${COLUMNS} --exclude-class ${classes}`);
    expect(left).toBe(await valueOf(`${loss} - -t ${truth} -p ${pred}`));
  });

  test('says what was left out, and the numbers of outputs are those among all', async () => {
    const t = [
      [
        [1, 0],
        [0, 1],
        [0, 0],
      ],
      [
        [1, 1],
        [0, 0],
        [0, 1],
      ],
    ];
    const p = [
      [
        [0.5, 0.5],
        [0, 1],
        [0, 0.5],
      ],
      [
        [1, 0],
        [0.5, 0.5],
        [0, 1],
      ],
    ];
    const { stdout } = await losscalc(
      'dice - -t t -p p --axis 1 --exclude-class 0 --per output -f json',
      { stdin: JSON.stringify({ t, p }) },
    );
    const { params, shape, result, segments } = JSON.parse(stdout) as {
      params: object;
      shape: number[];
      result: number;
      segments: { values: string[]; results: number[] }[];
    };
    expect(params).toMatchObject({ excludeClass: 0 });
    expect(shape).toEqual([2, 2, 2]);
    // Keras' Dice of the second and third channels.
    expect(result).toBeCloseTo(1 - (2 * 2) / (2 + 3.5), 7);
    expect(segments.map(({ values }) => values)).toEqual([['1'], ['2']]);
    expect(segments[1]!.results[0]).toBeCloseTo(1 - (2 * 1) / (1 + 1.5), 7);
  });

  test('has a list of parameters for all columns', async () => {
    const all = `bce ${COLUMNS} --from-logits --compat torch --pos-weight`;
    const left = await valueOf(`${all} 9,1,3 --exclude-class 0`);
    expect(left).toBe(
      await valueOf('bce - -t t1,t2 -p p1,p2 --from-logits --compat torch --pos-weight 1,3'),
    );
    const { stderr } = await losscalc(`${all} 1,3 --exclude-class 0`, { stdin: TABLE });
    expect(stderr).toContain(
      '--pos-weight: expected 3 numbers, one for each column of pred, found 2',
    );
  });

  test.each([
    ['dice --exclude-class 3', '--exclude-class: expected a class from 0 to 2, found 3'],
    ['dice --exclude-class 0.5', '--exclude-class: expected a class from 0 to 2, found 0.5'],
    ['dice --exclude-class 0,1,2', '--exclude-class: expected a class that is left, found all 3'],
    [
      'cce --exclude-class 0',
      'categorical-crossentropy, --exclude-class: expected a loss of single',
    ],
    [
      'dice --exclude-class 0 --samplewise',
      'dice, --exclude-class: expected one loss for the whole',
    ],
    ['dice --exclude-class 0 --gradient', '--gradient: expected a gradient of all columns of pred'],
  ])('%s is refused', async (options, message) => {
    const { status, stderr } = await losscalc(`${options} ${COLUMNS}`, { stdin: TABLE });
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });

  test('holds in checks', async () => {
    const of = (classes: string): string[] =>
      `check ${COLUMNS} --assert dice<=9 -f json --exclude-class ${classes}`.split(' ');
    const { stdout } = await losscalc(of('0'), { stdin: TABLE });
    const { checks } = JSON.parse(stdout) as { checks: { value: number }[] };
    expect(checks[0]!.value).toBe(await valueOf('dice - -t t1,t2 -p p1,p2'));
    const { stderr } = await losscalc(of('3'), { stdin: TABLE });
    expect(stderr).toContain('--exclude-class: expected a class from 0 to 2, found 3');
  });

  test('holds in baselines, of which a configuration says so, too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'losscalc-'));
    const config = join(folder, 'losscalc.json');
    const inputs = { table: '-', true: 't0-t2', pred: 'p0-p2' };
    const file = join(folder, 'base.json');
    writeFileSync(
      config,
      JSON.stringify({ inputs, losses: ['dice'], excludeClass: [0], baseline: { file } }),
    );
    const written = await losscalc(`baseline write --config ${config}`, { stdin: TABLE });
    expect(written.status).toBe(0);
    const { losses } = JSON.parse(readFileSync(file, 'utf8')) as {
      losses: { result: number; params: object }[];
    };
    expect(losses[0]!.result).toBe(await valueOf('dice - -t t1,t2 -p p1,p2'));
    const check = `check ${COLUMNS} --baseline ${file} --exclude-class`;
    expect(await losscalc(`${check} 0`, { stdin: TABLE })).toMatchObject({ status: 0 });
    expect((await losscalc(`${check} 1`, { stdin: TABLE })).stderr).toContain(
      'parameters of dice: expected',
    );
  });
});

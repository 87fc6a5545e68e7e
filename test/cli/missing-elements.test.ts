import { describe, expect, test } from 'vitest';
import { losscalc } from './losscalc.ts';

// Of the eight elements two have no true value; the fourth row has none at all, and is skipped as a whole.
const TABLE = `g,w,y1,y2,p1,p2,q1,q2
a,1,0.5,1,0.25,1.5,0.5,1
b,2,-1,NA,-0.5,2,NA,1
a,3,2,-1,1,-1.25,1.5,-1.5
b,1,NA,NA,1,2,1,1
b,1,NA,0.5,1,0.25,1,0.5
`;
const GIVEN = '- -t y1,y2 -p p1,p2 --missing skip-element';

/** The words of a command line, where those in quotes are one. */
function words(args: string): string[] {
  return [...args.matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word);
}

async function jsonOf(args: string, stdin = TABLE): Promise<Record<string, unknown>> {
  const { stdout, stderr } = await losscalc(words(`${args} -f json`), { stdin });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Record<string, unknown>;
}

describe('--missing skip-element', () => {
  // NumPy 2: nanmean and nanmax over the elements with e = p - y, weights repeated along the rows.
  test.each([
    ['mse', 0.28125],
    ['mse --weights w', 0.6770833333333334],
    ['mse --weights w --reduction weighted-mean', 0.3693181818181818],
    ['mse --reduction sum', 1.6875],
    ['mae --compat torch', 0.4583333333333333],
    ['log-cosh --compat exact', 0.1277998758766777],
    ['smape --compat exact', 54.81481481481482],
    ['rmse', 0.5303300858899106],
    ['rmse --compat exact', 0.5303300858899106],
    ['rmse --weights w', 0.6077155435054972],
    // The mean of the roots of np.nanmean(e**2, axis=0).
    ['rmse --compat sklearn', 0.5074956091797107],
    ['wmape', 45.833333333333336],
    ['max-error', 1],
  ])('%s is of the elements that are there', async (loss, expected) => {
    const { result } = await jsonOf(`${loss} ${GIVEN}`);
    expect(result).toBeCloseTo(expected, 13);
  });

  test('says how many count and how many do not, and gives those no slope', async () => {
    expect(await jsonOf(`mse ${GIVEN} --gradient --per element`)).toMatchObject({
      denominator: 6,
      shape: [4, 2],
      samples: 4,
      skipped: 1,
      skippedElements: 2,
      perSample: [0.15625, 0.25, 0.53125, 0.0625],
      rows: [1, 2, 3, 5],
      perElement: [
        [0.0625, 0.25],
        [0.25, 'NaN'],
        [1, 0.0625],
        ['NaN', 0.0625],
      ],
      gradient: [
        [-0.5 / 6, 1 / 6],
        [1 / 6, 0],
        [-2 / 6, -0.5 / 6],
        [0, -0.5 / 6],
      ],
    });
    const { stdout } = await losscalc(`mse ${GIVEN}`, { stdin: TABLE });
    expect(stdout).toContain('mean over 6 elements\n');
    expect(stdout).toContain('2 elements skipped (missing values)\n');
    const { stdout: root } = await losscalc(`rmse ${GIVEN}`, { stdin: TABLE });
    expect(root).toContain('one loss for 6 elements of 4 samples\n');
  });

  test('has a denominator for each output and segment, of rows that are drawn whole', async () => {
    const { segments } = await jsonOf(`mse ${GIVEN} --per output --by g --ci 95`);
    const results = (segments as { values: string[]; results: number[]; samples: number }[]).map(
      ({ values, results: [result], samples }) => [values.join(' '), result, samples] as const,
    );
    expect(results).toEqual([
      ['a', 0.34375, 2],
      ['b', 0.15625, 2],
      ['p1', 0.4375, 3],
      ['p2', 0.125, 3],
      ['a p1', 0.53125, 2],
      ['a p2', 0.15625, 2],
      ['b p1', 0.25, 1],
      ['b p2', 0.0625, 1],
    ]);
    const { interval } = await jsonOf(`mse ${GIVEN} --ci 95`);
    expect(interval).toMatchObject({ units: 'samples', count: 4 });
  });

  test('of one column is --missing skip', async () => {
    for (const loss of ['mse', 'rmse', 'pinball:quantile=0.9']) {
      const of = (policy: string): ReturnType<typeof jsonOf> =>
        jsonOf(`run - -t y1 -p p1 --per output --ci 90 -l ${loss} --missing ${policy}`);
      const { losses, ...found } = await of('skip-element');
      const { losses: expected, ...others } = await of('skip');
      const [{ skippedElements, ...result }] = losses as [Record<string, unknown>];
      expect(skippedElements).toBe(0);
      expect([result]).toEqual(expected);
      expect(found).toEqual(others);
    }
  });

  test('compares models by the elements that all of them have', async () => {
    // Both have elements 1, 2, 5 and 6 of rows 1 and 3, and the second of row 5.
    const found = await jsonOf(`compare ${GIVEN} -p q1,q2 -l mse --by g`);
    const [loss] = found['losses'] as {
      skippedElements: number;
      models: { result: number }[];
    }[];
    expect(loss!.skippedElements).toBe(1);
    const results = loss!.models.map(({ result }) => result);
    expect(results).toEqual([0.5 / 5, (0.0625 + 0.25 + 1 + 0.0625 + 0.0625) / 5]);
  });

  test('holds in checks and baselines', async () => {
    const checks = "--assert 'mse <= 0.3' --assert 'mse[output=p1] <= 0.4'";
    const { stdout } = await losscalc(words(`check ${GIVEN} ${checks} -f json`), { stdin: TABLE });
    const found = (JSON.parse(stdout) as { checks: { status: string; value: number }[] }).checks;
    expect(found.map(({ status, value }) => [status, value])).toEqual([
      ['passed', 0.28125],
      ['failed', 0.4375],
    ]);
  });

  test('keeps arrays of higher rank as they are', async () => {
    const rows = JSON.stringify({
      t: [
        [[1, null], [null, null]],
        [[0, 2], [1, null]],
      ],
      p: [
        [[2, 1], [1, 1]],
        [[0, 4], [1, 1]],
      ],
    }); // prettier-ignore
    const given = '- -t t -p p --missing skip-element --per output';
    expect(
      await jsonOf(`mse ${given} --weights w`, rows.replace('{', '{"w":[[1,1],[2,2]],')),
    ).toMatchObject({
      result: (1 + 2 * 4) / 4,
      denominator: 4,
      shape: [2, 2, 2],
      skipped: 0,
      skippedElements: 4,
    });
    const { segments } = await jsonOf(`mse ${given}`, rows);
    expect((segments as { results: number[] }[]).map(({ results }) => results[0])).toEqual([
      1 / 3,
      4,
    ]);
  });

  test('drops rows without a weight, and an output without a value is NaN', async () => {
    const table = 'w,y1,y2,p1,p2\n1,1,NA,2,0\nNA,0,NA,4,0\n';
    const found = await jsonOf(
      'mse - -t y1,y2 -p p1,p2 --missing skip-element --weights w --per output',
      table,
    );
    expect(found).toMatchObject({
      result: 1,
      skipped: 1,
      segments: [{ results: [1] }, { samples: 0, results: ['NaN'] }],
    });
  });

  test.each([
    ['cce', 'found one of whole rows'],
    ['cosine-similarity', 'found one of whole rows'],
    ['dice --samplewise', 'found one for each sample'],
    ['medae', 'found one that is computed of all at once'],
    ["custom 'batch_sum(sqrt(sum((p - y)^2)))'", 'found one of whole rows'],
    ["custom 'sum(sqrt(column_mean((p - y)^2))) / n'", 'found one of whole rows'],
  ])('is refused by %s', async (loss, problem) => {
    const { stderr, status } = await losscalc(words(`${loss} ${GIVEN}`), { stdin: TABLE });
    expect(status).toBe(2);
    expect(stderr).toContain('--missing skip-element: expected');
    expect(stderr).toContain(problem);
  });

  test('takes the root of columns by mean in a formula of the user', async () => {
    const { result } = await jsonOf(`custom 'mean(sqrt(column_mean((p - y)^2)))' ${GIVEN}`);
    expect(result).toBeCloseTo(0.5074956091797107, 14);
  });
});

import { describe, expect, test } from 'vitest';
import { losscalc } from './losscalc.ts';

const TABLE = `region,y1,y2,y3,p1,p2,p3,w
eu,0.5,1,0,0.25,1.5,0,1
us,-1,2,1,-0.5,2,0.5,2
eu,2,-1,0,1,-1.25,1,3
us,0,0.5,1,0.75,1.5,1,1
`;
const COLUMNS = '- -t y1-y3 -p p1-p3';

/** Results by what their segments are called, `eu p1`. */
async function segmentsOf(
  args: string,
  stdin = TABLE,
): Promise<Readonly<Record<string, readonly number[]>>> {
  const { stdout, stderr } = await losscalc(`${args} -f json --no-per-sample`, { stdin });
  expect(stderr).toBe('');
  const { segments } = JSON.parse(stdout) as {
    segments: { values: string[]; results: number[] }[];
  };
  return Object.fromEntries(segments.map(({ values, results }) => [values.join(' '), results]));
}

describe('--per output has a result for each column of pred', () => {
  // multioutput='raw_values' of scikit-learn 1.9.1, of the table above.
  test.each([
    ['mse', [0.46875, 0.328125, 0.3125]],
    ['mae', [0.625, 0.4375, 0.375]],
    ['rmse', [0.6846531968814576, 0.57282196186948, 0.5590169943749475]],
    ['rmse --compat sklearn', [0.6846531968814576, 0.57282196186948, 0.5590169943749475]],
    ['medae', [0.625, 0.375, 0.25]],
    [
      'mae --compat sklearn --weights w',
      [0.7142857142857143, 0.32142857142857145, 0.5714285714285714],
    ],
    ['pinball --quantile 0.9', [0.3125, 0.09375, 0.1375]],
  ])('%s', async (loss, expected) => {
    const segments = await segmentsOf(`${loss} ${COLUMNS} --per output`);
    expect(Object.keys(segments)).toEqual(['p1', 'p2', 'p3']);
    Object.values(segments).forEach(([found], k) => expect(found).toBeCloseTo(expected[k]!, 14));
  });

  test('that is that of the column alone, also of segments and with an interval', async () => {
    const by = '--per output --by region --ci 90';
    const all = await segmentsOf(`run ${COLUMNS} -l mse -l huber:delta=0.3 ${by}`);
    const one = await segmentsOf('run - -t y2 -p p2 -l mse -l huber:delta=0.3 --by region --ci 90');
    expect(all['eu p2']).toEqual(one['eu']);
    expect(all['us p2']).toEqual(one['us']);
    const interval = async (args: string, of: (text: string) => unknown): Promise<unknown> => {
      const { stdout } = await losscalc(`${args} --ci 90 -f json --no-per-sample`, {
        stdin: TABLE,
      });
      return of(stdout);
    };
    const alone = await interval('mse - -t y2 -p p2', (text) => {
      return (JSON.parse(text) as { interval: { low: number } }).interval.low;
    });
    const ofOutput = await interval(`mse ${COLUMNS} --per output`, (text) => {
      return (JSON.parse(text) as { segments: { intervals: { low: number }[] }[] }).segments[1]!
        .intervals[0]!.low;
    });
    expect(ofOutput).toBe(alone);
  });

  test('that is called by its number where it has no name, and is one of a list', async () => {
    const rows = JSON.stringify({
      t: [
        [1, 2],
        [0, 0],
      ],
      p: [
        [1, 1],
        [0, 2],
      ],
    });
    expect(await segmentsOf('mae - -t t -p p --per output', rows)).toEqual({ 1: [0], 2: [1.5] });
    const list = JSON.stringify({ t: [1, 2], p: [2, 4] });
    expect(await segmentsOf('mae - -t t -p p --per output', list)).toEqual({ 1: [1.5] });
  });

  test('of masks is that of each class, along the axis that is chosen', async () => {
    // Keras' Dice of each channel: images x channels x pixels.
    const t = [
      [
        [1, 0],
        [0, 1],
      ],
      [
        [1, 1],
        [0, 0],
      ],
    ];
    const p = [
      [
        [0.5, 0.5],
        [0, 1],
      ],
      [
        [1, 0],
        [0.5, 0.5],
      ],
    ];
    const document = JSON.stringify({ t, p });
    // Classes are counted from 0.
    const { 0: first, 1: second } = await segmentsOf(
      'dice - -t t -p p --axis 1 --per output',
      document,
    );
    expect(first![0]).toBeCloseTo(1 - (2 * 1.5) / (3 + 2), 7);
    expect(second![0]).toBeCloseTo(1 - (2 * 1) / (1 + 2), 7);
  });

  test('has its own number of a list of parameters', async () => {
    const args = 'bce - --from-logits -t a,b -p c,d --compat torch --pos-weight';
    const stdin = 'a,b,c,d\n1,1,0.5,0.25\n0,1,0.75,-1\n';
    const { d } = await segmentsOf(`${args} 1,3 --per output`, stdin);
    const alone = await losscalc(
      'bce - --from-logits -t b -p d --compat torch --pos-weight 3 -f value',
      { stdin },
    );
    expect(String(d![0])).toBe(alone.stdout.trim());
  });

  test('leaves out what a mask leaves out', async () => {
    const stdin = 't1,t2,p1,p2,m\n0,0,1,2,1\n0,0,50,60,0\n0,0,3,4,1\n';
    const segments = await segmentsOf('mae - -t t1,t2 -p p1,p2 --mask m --per output', stdin);
    expect(segments).toEqual({ p1: [2], p2: [3] });
  });
});

test('a table says what each output came to', async () => {
  const { stdout } = await losscalc(`rmse ${COLUMNS} --per output --by region`, { stdin: TABLE });
  expect(stdout).toMatchInlineSnapshot(`
    "Root mean squared error · keras (keras.metrics.RootMeanSquaredError) · float64
    shape 4x3 · one loss for 4 samples

      weighted mean  0.6081049799719344

    By region

      region  samples    root-mean-squared-error
      eu            2 !                 0.629153
      us            2 !                 0.586302

    By output

      output  samples    root-mean-squared-error
      p1            4 !                 0.684653
      p2            4 !                 0.572822
      p3            4 !                 0.559017

    By region, output

      region  output  samples    root-mean-squared-error
      eu      p1            2 !                 0.728869
      eu      p2            2 !                 0.395285
      eu      p3            2 !                 0.707107
      us      p1            2 !                 0.637377
      us      p2            2 !                 0.707107
      us      p3            2 !                 0.353553

      ! fewer than 30 samples: such a result says little
    "
  `);
});

describe('a format', () => {
  test.each(['table', 'ndjson', 'csv', 'markdown', 'html', 'benchmark'])(
    '%s shows outputs',
    async (format) => {
      const { stdout, stderr } = await losscalc(`mae ${COLUMNS} --per output -f ${format}`, {
        stdin: TABLE,
      });
      expect(stderr).toBe('');
      for (const text of ['p2', '0.4375']) expect(stdout).toContain(text);
    },
  );

  test('that shows results alone refuses them', async () => {
    const { status, stderr } = await losscalc(`mae ${COLUMNS} --per output -f value`, {
      stdin: TABLE,
    });
    expect(status).toBe(2);
    expect(stderr).toContain(
      '--per output: expected an output that shows results of single outputs',
    );
  });
});

describe('a loss that couples columns', () => {
  test.each([
    'cosine-similarity',
    'categorical-crossentropy',
    'kl-divergence',
    'brier',
    'zero-one',
    'ranking-softmax',
    'multilabel-margin',
  ])('%s has none of single outputs', async (loss) => {
    const stdin = 'a,b,c,d\n0,1,0.25,0.75\n1,0,0.5,0.5\n';
    const { status, stderr } = await losscalc(`${loss} - -t a,b -p c,d --per output`, { stdin });
    expect(stderr).toContain(`${loss}, by output: expected a loss of single columns`);
    expect(status).toBe(2);
  });

  test('nor has one of the user that does', async () => {
    const refused = await losscalc(
      ['custom', 'sqrt(sum((p - y)^2))', ...`${COLUMNS} --per output`.split(' ')],
      { stdin: TABLE },
    );
    expect(refused.stderr).toContain('custom, by output: expected a loss of single columns');
    const { stdout } = await losscalc(
      ['custom', '-100 * mean(p - y)', ...`${COLUMNS} --per output -f csv`.split(' ')],
      { stdin: TABLE },
    );
    expect(stdout).toContain('output,p1,custom,exact,mean,4,');
  });

  test('nor has one of single samples', async () => {
    const { stderr } = await losscalc(`dice - -t y3 -p y3 --samplewise --per output`, {
      stdin: TABLE,
    });
    expect(stderr).toContain('dice, by output: expected one loss for the whole input');
  });
});

describe('an assertion', () => {
  const check = (...assertions: string[]): ReturnType<typeof losscalc> =>
    losscalc(
      ['check', ...COLUMNS.split(' '), ...assertions.flatMap((each) => ['--assert', each])],
      {
        stdin: TABLE,
      },
    );

  test('is about an output, or each, also of segments', async () => {
    const { stdout, status } = await check(
      'rmse[output=p2] <= 0.6',
      'mae[output=*] <= 0.7',
      'mae[output=p3,region=eu] >= 0.5',
      'mae[region=eu,output=p3] < 0.5',
    );
    expect(status).toBe(1);
    expect(stdout).toContain('PASS  rmse[output=p2]');
    expect(stdout).toContain('PASS  mae[output=p3]            0.375');
    expect(stdout).toContain('PASS  mae[output=p3,region=eu]  0.5');
    expect(stdout).toContain('FAIL  mae[region=eu,output=p3] < 0.5: 0.5 is not below 0.5');
  });

  test('about an output that there is not fails, and says which there are', async () => {
    const { stdout, status } = await check('mae[output=z2] <= 1');
    expect(status).toBe(1);
    expect(stdout).toContain('no output is called so; outputs are the columns of');
    expect(stdout).toContain('pred: p1, p2, p3');
  });

  test('may name an output after its column of true, unless pred has one that is called so', async () => {
    const { stdout } = await check('rmse[output=y2] <= 0.6', 'mae[output=y3,region=eu] >= 0.5');
    expect(stdout).toContain('PASS  rmse[output=y2]           0.572822');
    expect(stdout).toContain('PASS  mae[output=y3,region=eu]  0.5');
    const crossed = await losscalc('check - -t y1,y2 -p y2,y1 --assert mae[output=y1]<=9 -f json', {
      stdin: 'y1,y2\n1,3\n',
    });
    expect(JSON.parse(crossed.stdout)).toMatchObject({ checks: [{ value: 2 }] });
  });

  test('has a column that is called output in quotes', async () => {
    const { stdout, status } = await losscalc(
      [
        ...['check', '-', '-t', 'y1,y2', '-p', 'p1,p2', '-f', 'csv'],
        ...['--assert', 'mae["output"=b] <= 1', '--assert', 'mae["output"=*,output=p2] <= 9'],
      ],
      { stdin: 'output,y1,y2,p1,p2\na,0,1,4,2\nb,1,2,1,3\n' },
    );
    expect(status).toBe(0);
    expect(stdout).toContain('mae[""output""=b] <= 1');
    expect(stdout).toContain('mae[""output""=a,output=p2] <= 9');
  });
});

test('rows of arrays of higher rank are not taken for samples of one loss', async () => {
  const rows = JSON.stringify({ t: [[[1, 0], [0, 1]]], p: [[[0.5, 0.5], [0, 1]]] }); // prettier-ignore
  const { stdout } = await losscalc('dice - -t t -p p --per output', { stdin: rows });
  expect(stdout).toContain('one loss for 2 rows of 1 sample');
  const whole = await losscalc('dice - -t t -p p', { stdin: rows });
  expect(whole.stdout).toContain('one loss for 1 sample');
});

test('intervals of outputs of arrays of higher rank are refused, as what is drawn anew is no sample', async () => {
  const document = JSON.stringify({
    t: [
      [
        [1, 0],
        [0, 1],
      ],
    ],
    p: [
      [
        [0.5, 0.5],
        [0, 1],
      ],
    ],
  });
  const { stderr } = await losscalc('mae - -t t -p p --per output --ci 95', { stdin: document });
  expect(stderr).toContain('--ci: expected samples that have one number of each output');
});

import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { REPORT_FORMATS } from '../../src/output/formats.ts';
import { losscalc, type Outcome } from './losscalc.ts';

const TABLE = 'y,p,g\n0,0.5,a\n1,0.25,b\n,0.5,a\n1,0.75,a\n0,0.1,b\n';
const COLUMNS = '- --true y --pred p';

const of = (args: string, env: Record<string, string> = {}): Promise<Outcome> =>
  losscalc(args.replace('DATA', COLUMNS), { stdin: TABLE, env });

describe('the gradient of a loss of the whole input', () => {
  test.each(['rmse', 'dice'])('is a row of each sample: %s', async (loss) => {
    const args = `${loss} DATA --missing skip --gradient`;
    const { gradient } = JSON.parse((await of(`${args} -f json`)).stdout) as {
      gradient: number[][];
    };
    const values = gradient.map(([value]) => value!);
    expect(values.every((value) => value !== 0)).toBe(true);
    const rows = ['1', '2', '4', '5'];
    expect(parse((await of(`${args} -f csv`)).stdout)).toEqual([
      ['sample', 'gradient'],
      ...rows.map((row, i) => [row, String(values[i])]),
    ]);
    const lines = (await of(`${args} -f ndjson`)).stdout.trimEnd().split('\n').slice(0, -1);
    expect(lines).toEqual(
      rows.map((row, i) => `{"sample":${row},"gradient":[${String(values[i])}]}`),
    );
    for (const format of ['table', 'markdown', 'html']) {
      const { stdout } = await of(`${args} -f ${format}`);
      for (const value of values) expect(stdout).toContain(String(Number(value.toPrecision(6))));
      expect(stdout).not.toContain('NaN');
    }
  });

  test('has the numbers of its rows in JSON where some were skipped', async () => {
    const { stdout } = await of('rmse DATA --missing skip --gradient -f json');
    expect(JSON.parse(stdout)).toMatchObject({ rows: [1, 2, 4, 5] });
  });

  test('stands beside the losses of samples of others', async () => {
    const { stdout } = await of(
      'run DATA --missing skip -l mse -l rmse --per-sample --gradient -f csv',
    );
    expect(parse(stdout)[0]).toEqual([
      'sample',
      'mean-squared-error',
      'gradient of mean-squared-error',
      'gradient of root-mean-squared-error',
    ]);
  });
});

describe('what is asked for and not shown is refused', () => {
  test.each<[args: string, option: string]>([
    ['mse DATA --gradient --by g -f csv', '--gradient'],
    ['mse DATA --gradient --ci 90 -f csv', '--gradient'],
    ['mse DATA --per-sample --ci 90 -f csv', '--per-sample'],
    ['mse DATA --per sample --by g -f csv', '--per-sample'],
    ['mse DATA --per-sample -f value', '--per-sample'],
    ['custom mean((y-p)^2) DATA --per-sample --by g -f csv', '--per-sample'],
    ['run DATA -l mse -l mae --per-sample --by g -f csv', '--per-sample'],
    ['run DATA -l mse -l mae --per-sample --ci 90 -f csv', '--per-sample'],
    ['run DATA -l mse --per-sample -f junit', '--per-sample'],
    ['run DATA -l mse --per element -f ndjson', '--per element'],
    ['mse DATA --by g --ci 90 -f value', '--by'],
    ['mse DATA --ci 90 -f value', '--ci'],
    ['run DATA -l mse --by g --max 1 -f junit', '--by'],
    ['mse DATA --histogram -f csv', '--histogram'],
    ['mse DATA --histogram -f value', '--histogram'],
    ['mse DATA --histogram -f junit', '--histogram'],
    ['mse DATA --histogram -f benchmark', '--histogram'],
    ['mse DATA --max 1 --histogram -f github', '--histogram'],
    ['run DATA -l mse --calibration -f csv', '--calibration'],
  ])('%s', async (args, option) => {
    const { status, stdout, stderr } = await of(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`losscalc: ${option}: expected an output that shows `);
    expect(stderr).toContain(`or leave ${option} out`);
  });

  test('with the formats that would show it', async () => {
    expect((await of('run DATA -l mse --per-sample --by g -f csv')).stderr).toBe(
      'losscalc: --per-sample: expected an output that shows single samples, found --format csv, ' +
        'whose one table is that of segments and intervals\n' +
        '  hint: choose --format table, json, ndjson, markdown, html, or leave --per-sample out\n',
    );
  });

  test('but not where another output shows it', async () => {
    const { status, stdout } = await of(
      'run DATA --missing skip -l mse --by g --per-sample -f csv -o json:/dev/null',
    );
    expect({ status, stdout: stdout.split('\n')[0] }).toEqual({
      status: 0,
      stdout: 'by,segment,loss,compat,reduction,samples,result,low,high',
    });
  });

  test('nor what is shown unasked', async () => {
    const { status, stderr } = await of('mse DATA --missing skip --by g -f csv');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('as are annotations of nothing', async () => {
    const { status, stderr } = await of('mse DATA --missing skip -f github');
    expect(status).toBe(2);
    expect(stderr).toContain('--format github: expected a bound to report on, found none');
  });
});

test('losses of samples that there are none of are told of', async () => {
  const { status, stdout, stderr } = await of(
    'run DATA --missing skip -l mse -l rmse --per-sample -f csv -o table:/dev/null --histogram',
  );
  expect(status).toBe(0);
  expect(stdout.split('\n')[0]).toBe('sample,mean-squared-error');
  expect(stderr).toBe(
    'losscalc: warning: root-mean-squared-error is one number for the whole input, and samples have no losses for ' +
      '--per-sample and --histogram to show; name a loss of samples, such as mean-squared-error\n',
  );
  expect((await of('rmse DATA --missing skip')).stderr).toBe('');
});

test('losses of a check are told of likewise', async () => {
  const { status, stderr } = await of('check DATA --missing skip -l rmse --max 1 --histogram');
  expect(status).toBe(0);
  expect(stderr).toContain('samples have no losses for --histogram to show');
});

test('single samples of a run are shown where the unit is named', async () => {
  const { stdout } = await of('run DATA --missing skip -l mse --per sample -f csv');
  expect(stdout.split('\n')[0]).toBe('sample,loss');
});

test('lines of a run hold histograms and the calibration', async () => {
  const { stdout } = await of(
    'run DATA --missing skip -l bce -l mse --histogram --calibration -f ndjson',
  );
  const lines = stdout.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { kind: 'loss', histogram: { scale: 'linear' } },
    { kind: 'loss', histogram: { scale: 'linear' } },
    { kind: 'calibration', calibration: { outside: 0 } },
  ]);
});

describe('a gate', () => {
  test.each(['mse', 'run -l mse'])('is a check in reports for CI: %s', async (command) => {
    const args = `${command} DATA --missing skip --max 0.1 --min 0.05`;
    const junit = await of(`${args} -f junit`);
    expect(junit.status).toBe(1);
    expect(junit.stdout).toContain('tests="2" failures="1"');
    expect(junit.stdout).toContain('0.22125 is above 0.1 by 0.12125</failure>');
    expect((await of(`${args} -f github`)).stdout).toMatch(
      /^::error title=losscalc%3A (mean-squared-error|mse) <= 0.1::0.22125 is above 0.1 by 0.12125\n$/,
    );
    expect((await of(`${args} -f html`)).stdout).toContain('1 of 2 checks failed');
  });

  test.each(['table', 'json', 'csv'])('leaves %s as it is', async (format) => {
    const args = `run -l mse DATA --missing skip -f ${format}`;
    const { stdout } = await of(`${args} --max 0.1`);
    expect(stdout).toBe((await of(args)).stdout);
  });

  test('is annotated where a run is a step of GitHub Actions', async () => {
    const { stderr } = await of('run -l mse DATA --missing skip --max 0.1', {
      GITHUB_ACTIONS: 'true',
    });
    expect(stderr).toContain('::error title=losscalc%3A mse <= 0.1::');
  });
});

test('every format that shows some of a report is one that messages can name', async () => {
  for (const format of REPORT_FORMATS.filter((each) => each !== 'github')) {
    const { status } = await of(`mse DATA --missing skip -f ${format}`);
    expect({ format, status }).toEqual({ format, status: 0 });
  }
});

describe('losses that names do not tell apart', () => {
  const losses = '-l mse -l mse:reduction=sum -l mse:dtype=float32';

  test('have different rows', async () => {
    const { stdout } = await of(`run DATA --missing skip ${losses}`);
    for (const label of ['mean, float64', 'sum ', 'mean, float32']) {
      expect(stdout).toContain(`mean-squared-error, tf-keras, ${label}`);
    }
  });

  test('have labels in lines of JSON', async () => {
    const { stdout } = await of(`run DATA --missing skip ${losses} --by g -f ndjson`);
    const labels = [...stdout.matchAll(/"label":"([^"]*)"/g)].map(([, label]) => label);
    expect(new Set(labels).size).toBe(3);
    // For the whole and two segments.
    expect(labels).toHaveLength(9);
  });
});

test('segments whose texts hold semicolons have rows of their own in CSV', async () => {
  const stdin = 'y,p,a,b\n0,1,x;y,z\n0,2,x,y;z\n0,3,x\\,y;z\n0,4,plain,a b\n';
  const { stdout } = await losscalc(`run ${COLUMNS} -l mae --by a,b -f csv`, { stdin });
  const rows = parse(stdout);
  expect(rows.slice(2).map(([by, segment]) => [by, segment])).toEqual([
    ['a;b', 'x\\;y;z'],
    ['a;b', 'x;y\\;z'],
    ['a;b', 'x\\\\;y\\;z'],
    ['a;b', 'plain;a b'],
  ]);
});

test('the worst of a loss of which more is better are the lowest', async () => {
  const rows = Array.from({ length: 30 }, (_, i) => `1,1,${i < 15 ? -1 : 1},${i}`);
  const stdin = `a,b,p,q\n${rows.join('\n')}\n`;
  const args = 'cosine-similarity - --true a,b --pred p,q --compat optax';
  const { stdout } = await losscalc(args, { stdin });
  const worst = stdout.slice(stdout.indexOf('lowest scores'));
  expect(worst.split('\n').slice(1, 3).join('\n')).toMatch(/^ +1 .* -0\.7071/);
  expect(stdout).not.toContain('highest scores');
  const markdown = await losscalc(`${args} -f markdown`, { stdin });
  expect(markdown.stdout).toContain('**Lowest scores**');
});

test('an element of a loss of the whole input is refused for what it is', async () => {
  expect((await of('rmse DATA --per element -f json')).stderr).toContain(
    'leave --per out: there is one loss for the whole input',
  );
});

test('the histogram says that it counts samples where these are weighted', async () => {
  const stdin = 'y,p,w\n0,0.5,2\n1,0.5,3\n';
  const note = 'the histogram counts samples, whatever their weights';
  const args = `mse ${COLUMNS} --histogram`;
  expect((await losscalc(`${args} --weights w`, { stdin })).stdout).toContain(note);
  expect((await losscalc(args, { stdin })).stdout).not.toContain(note);
});

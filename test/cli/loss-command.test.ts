import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FORMAT_FACTS, REPORT_FORMATS } from '../../src/output/formats.ts';
import { formatsWith } from '../output/format-facts.ts';
import { losscalc } from './losscalc.ts';

const TABLE = 'fixtures/essay/table.csv --true y --pred yhat';

async function value(args: string, stdin = ''): Promise<string> {
  const { status, stdout, stderr } = await losscalc(`${args} -f value`, { stdin });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

describe('inputs', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'losscalc-'));
    await writeFile(join(folder, 'data.json'), '{"a": {"y": [1, 2], "p": [1, 4]}}');
    await writeFile(join(folder, 'odd#name.csv'), '1\n2\n');
    await writeFile(join(folder, 'weights.csv'), '3\n1\n');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const essay = 'fixtures/essay/mean-squared-error';
  test.each([
    ['two CSV files', `--true ${essay}.true.csv --pred ${essay}.pred.csv`, '0.5\n'],
    ['short options', `-t ${essay}.true.csv -p ${essay}.pred.csv`, '0.5\n'],
    ['a JSON file and a CSV file', `--true ${essay}.true.json --pred ${essay}.pred.csv`, '0.5\n'],
    ['columns by name', TABLE, '0.16000000000000003\n'],
    ['columns by number', 'fixtures/essay/table.csv --true 1 --pred 2', '0.16000000000000003\n'],
    [
      'a table without a header',
      'fixtures/essay/table-without-header.csv --true 1 --pred 2',
      '0.16000000000000003\n',
    ],
    [
      'parts of files',
      '--true fixtures/essay/table.csv#y --pred fixtures/essay/table.csv#yhat',
      '0.16000000000000003\n',
    ],
  ])('%s', async (_, args, expected) => {
    expect(await value(`mse ${args}`)).toBe(expected);
  });

  test('key paths of a JSON document, as a table and as a part', async () => {
    const file = join(folder, 'data.json');
    expect(await value(`mse ${file} --true a.y --pred a.p`)).toBe('2\n');
    expect(await value(`mse --true ${file}#a.y --pred ${file}#a.p`)).toBe('2\n');
  });

  test('a file whose name holds a # is not taken apart', async () => {
    const file = join(folder, 'odd#name.csv');
    expect(await value(`mse --true ${file} --pred ${file} --quiet`)).toBe('0\n');
  });

  test('standard input as a table, as one input, and as parts', async () => {
    expect(await value('mse - --true y --pred p', 'y,p\n1,3\n')).toBe('4\n');
    expect(await value(`mse --true - --pred ${essay}.pred.csv`, '3\n1\n')).toBe('2\n');
    expect(await value('mse --true -#y --pred -#p', 'y,p\n1,3\n')).toBe('4\n');
  });

  test('weights, from a file and from a column', async () => {
    const weights = join(folder, 'weights.csv');
    const files = `--true ${essay}.true.csv --pred ${essay}.pred.csv --weights ${weights}`;
    expect(await value(`mse ${files} --reduction weighted-mean`)).toBe('0.75\n');
    const table = '- --true y --pred p --weights w --reduction weighted-mean';
    expect(await value(`mse ${table}`, 'y,p,w\n0,1,3\n1,1,1\n')).toBe('0.75\n');
  });

  test('--input-format, --header and --no-header decide how a table is read', async () => {
    expect(await value('mse - --true 1 --pred 2 --input-format tsv', '1\t3\n')).toBe('4\n');
    expect(await value('mse - --true 1 --pred 2 --header', '9,9\n1,3\n')).toBe('4\n');
    expect(await value('mse - --true 1 --pred 2 --no-header', '1,3\n')).toBe('4\n');
  });

  test('--missing skip drops rows and says how many; --missing nan lets them through', async () => {
    const table = '- --true y --pred p';
    const stdin = 'y,p\n1,3\n,2\n';
    expect(await value(`mse ${table} --missing nan`, stdin)).toBe('NaN\n');
    const { stdout } = await losscalc(`mse ${table} --missing skip -f json`, { stdin });
    expect(JSON.parse(stdout)).toMatchObject({ result: 4, samples: 1, skipped: 1 });
  });
});

describe('the loss', () => {
  test.each(['MSE', 'MSELoss', 'mean_squared_error', 'MeanSquaredError', 'mean-squared-error'])(
    'is found as %s',
    async (name) => {
      expect(await value(`${name} ${TABLE}`)).toBe('0.16000000000000003\n');
    },
  );

  test('takes its parameters: a number, a flag, a list', async () => {
    expect(await value(`huber ${TABLE} --delta 0.25`)).toBe('0.06875\n');
    expect(await value('bce - --true y --pred p --from-logits', 'y,p\n0,-1000\n')).toBe('0\n');
    const table = '- --true a,b --pred c,d --compat exact --from-logits --pos-weight';
    const stdin = 'a,b,c,d\n1,1,0,0\n';
    expect(Number(await value(`bce ${table} 1,3`, stdin))).toBeCloseTo(2 * Math.LN2, 15);
    expect(Number(await value(`bce ${table} 3`, stdin))).toBeCloseTo(3 * Math.LN2, 15);
  });

  test('--compat chooses the convention', async () => {
    expect(await value(`bce ${TABLE}`)).toBe('0.510825457099338\n');
    expect(await value(`bce ${TABLE} --compat keras`)).toBe('0.5108256237659907\n');
  });

  test('--dtype float32 prints what the frameworks print', async () => {
    expect(await value(`bce ${TABLE} --dtype float32`)).toBe('0.5108254\n');
  });

  test('--reduction sum and none, and the names of Keras', async () => {
    expect(await value(`mae ${TABLE} --reduction sum`)).toBe('0.8\n');
    expect(await value(`mae ${TABLE} --reduction none`)).toBe('0.4\n0.4\n');
    expect(await value(`mae ${TABLE} --reduction sum_over_batch_size`)).toBe('0.4\n');
  });
});

describe('the output', () => {
  test('--gradient adds the gradient', async () => {
    const { stdout } = await losscalc(`mse ${TABLE} --gradient -f json`);
    expect(JSON.parse(stdout)).toMatchObject({ gradient: [[0.4], [-0.4]] });
  });

  test('--no-per-sample leaves the samples out of every format', async () => {
    const json = await losscalc(`mse ${TABLE} -f json --no-per-sample`);
    expect(JSON.parse(json.stdout)).not.toHaveProperty('perSample');
    const csv = await losscalc(`mse ${TABLE} -f csv --no-per-sample`);
    expect(csv.stdout.split('\n')).toHaveLength(3);
    const table = await losscalc(`mse ${TABLE} --no-per-sample`);
    expect(table.stdout).not.toContain('row');
    expect(table.stdout).toContain('mean  0.16000000000000003');
  });

  test.each(formatsWith('showsAllSamples'))(
    '-f %s has all samples, unless told',
    async (format) => {
      const stdin = Array.from({ length: 50 }, (_, i) => `0,${i / 128}\n`).join('');
      const args = `mae - --true 1 --pred 2 -f ${format}`;
      const { stdout } = await losscalc(args, { stdin });
      // The losses of all are their predictions.
      for (let i = 1; i < 50; i++) expect(stdout).toContain(String(i / 128));
      const without = await losscalc(`${args} --no-per-sample`, { stdin });
      expect(without.stdout).not.toContain(String(1 / 128));
    },
  );

  test('--per-sample undoes an earlier --no-per-sample', async () => {
    const { stdout } = await losscalc(`mse ${TABLE} -f json --no-per-sample --per-sample`);
    expect(JSON.parse(stdout)).toHaveProperty('perSample');
  });

  test('--precision rounds', async () => {
    expect(await value(`bce ${TABLE} --precision 3`)).toBe('0.511\n');
  });

  const withResults = REPORT_FORMATS.filter((format) => FORMAT_FACTS[format].results);

  test.each(withResults)('-f %s prints the result in that format', async (format) => {
    const { status, stdout } = await losscalc(`mse ${TABLE} -f ${format}`);
    expect(status).toBe(0);
    await expect(stdout).toMatchFileSnapshot(`expected/mse.${format}.txt`);
  });

  test('fits the terminal and is coloured there', async () => {
    const { stdout } = await losscalc(`mse ${TABLE}`, { columns: 40 });
    expect(stdout).toContain('\u001b[1m');
    const plain = stdout.replaceAll(/\u001b\[\d+m/g, '');
    expect(Math.max(...plain.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);
  });

  test('a doubtful value is a warning, told once', async () => {
    const { status, stdout, stderr } = await losscalc('bce - --true 1 --pred 2 -f value', {
      stdin: '0,0.5\n0,1.5\n0,2.5\n',
    });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\n$/);
    expect(stderr).toBe(
      'losscalc: warning: standard input, column 2: 2 values are not a probability from 0 to 1 (row 2: 1.5); ' +
        'tf-keras clips them to [1e-7, 1 - 1e-7]; if they are logits, add --from-logits\n',
    );
  });
});

test('the command of a loss is a run of that loss', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'losscalc-loss-'));
  try {
    const page = join(folder, 'report.html');
    const data = ['fixtures/ci/validation.csv', '-t', 'label', '-p', 'score'];
    const shared = ['--by', 'region', '--ci', '95', '--histogram', '--calibration'];
    const args = ['bce', ...data, ...shared, '-o', page, '-f', 'junit'];
    const { status, stdout, stderr } = await losscalc(args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^<\?xml/);
    const html = readFileSync(page, 'utf8');
    for (const part of ['95 % interval', 'By region', 'Calibration']) expect(html).toContain(part);
    interface Printed {
      readonly segments: readonly {
        readonly results: readonly number[];
        readonly intervals: unknown;
      }[];
    }
    const one = await losscalc(['bce', ...data, ...shared, '-f', 'json', '--no-per-sample']);
    const many = await losscalc(['run', ...data, ...shared, '-l', 'bce', '-f', 'json']);
    const [ofOne, ofMany] = [one, many].map((each) => JSON.parse(each.stdout) as Printed);
    expect(ofOne!.segments.map(({ intervals }) => intervals)).toEqual(
      ofMany!.segments.map(({ intervals }) => intervals),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each(['ndjson', 'csv'])(
  'gradients along an axis that is not the last, as %s',
  async (format) => {
    const tensors = '{"y": [[[1,0],[0,1],[0,0]]], "p": [[[3,1],[0,2],[1,1]]]}';
    const args =
      'cce - --true y --pred p --input-format json --compat torch --from-logits --gradient';
    const whole = await losscalc(`${args} -f json`, { stdin: tensors });
    const { gradient } = JSON.parse(whole.stdout) as { gradient: number[][][] };
    const { stdout } = await losscalc(`${args} -f ${format}`, { stdin: tensors });
    const lines = stdout.trimEnd().split('\n');
    const found =
      format === 'csv'
        ? lines.slice(1).map((line) => line.split(',').slice(2).map(Number))
        : lines.slice(0, 2).map((line) => (JSON.parse(line) as { gradient: number[] }).gradient);
    expect(found).toEqual([0, 1].map((place) => gradient[0]!.map((row) => row[place])));
  },
);

test.each([
  [
    'ranking-softmax',
    'expected lists of two scores or more, a list a row, found one number in a row',
  ],
  ['scce --from-logits', 'expected a row of two classes or more for each sample, found one number'],
  ['multi-margin', 'expected a row of two classes or more for each sample, found one number'],
])('%s has nothing to choose from in rows of one', async (loss, message) => {
  const { status, stderr } = await losscalc(`${loss} - --true y --pred p --max 0.1`, {
    stdin: 'y,p\n0,0.1\n0,5\n',
  });
  expect(status).toBe(2);
  expect(stderr).toContain(`losscalc: standard input, column p: ${message}`);
});

describe('classes that are numbers', () => {
  const table = 'y,p3,p4\n3,0.6,0.4\n4,0.5,0.5\n';
  const facts = async (stdin: string): Promise<readonly string[]> => {
    const { stdout } = await losscalc('log-loss - --true y --pred 2,3', { stdin });
    return stdout.match(/classes by [^·\n]*/g) ?? [];
  };

  test('are found by the names of columns where these hold numbers, which is said', async () => {
    expect(await facts(table)).toEqual(['classes by the names of columns']);
    const { stdout } = await losscalc('scce - --true y --pred p3,p4 -f json', { stdin: table });
    expect(JSON.parse(stdout)).toMatchObject({
      classes: { by: 'names', columns: ['p3', 'p4'] },
      result: -(Math.log(0.6) + Math.log(0.5)) / 2,
    });
  });

  test('are found by place where names hold none, which is said', async () => {
    expect(await facts('y,cat,dog\n1,0.6,0.4\n')).toEqual(['classes by place, from 0 on']);
  });

  test('are the places where names hold just these, and labels that are names are clear', async () => {
    expect(await facts('y,p0,p1\n1,0.6,0.4\n')).toEqual([]);
    expect(await facts('y,cat,dog\ncat,0.6,0.4\n')).toEqual([]);
  });
});

test('labels where a loss takes probabilities point to the loss that takes them', async () => {
  const { stderr } = await losscalc('cce - --true y --pred p0,p1', {
    stdin: 'y,p0,p1\n1,0.2,0.8\n',
  });
  expect(stderr).toBe(
    'losscalc: shapes differ: true is 1x1, pred is 1x2\n' +
      '  hint: sparse-categorical-crossentropy takes class indices, one for each sample\n',
  );
});

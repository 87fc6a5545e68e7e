import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { losscalc } from './losscalc.ts';

const folder = mkdtempSync(join(tmpdir(), 'losscalc-join-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const truth = file('truth.csv', 'id,label,region\na,1,eu\nb,0,us\nc,1,eu\nd,0,us\n');
const preds = file('preds.csv', 'score,id\n0.75,c\n0.5,a\n0.25,d\n0,b\n');
const few = file('few.csv', 'score,id\n0.75,c\n0.5,a\n0.25,x\n');
const inputs = `--true ${truth}#label --pred ${preds} --on id`;

async function run(args: string): Promise<string> {
  const { status, stdout, stderr } = await losscalc(args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

test('a loss of two files by a key', async () => {
  expect(await run(`mse ${inputs}`)).toBe(`\
Mean squared error · tf-keras (tf.keras.losses.MeanSquaredError) · float64
shape 4x1 · mean over 4 samples

  row   true   pred     loss
    1      1   0.5    0.25
    2      0   0      0
    3      1   0.75   0.0625
    4      0   0.25   0.0625

  mean  0.09375
`);
});

test('rows without a counterpart that are dropped, with counts', async () => {
  const args = `mse --true ${truth}#label --pred ${few} --on id`;
  const { status, stdout, stderr } = await losscalc(`${args} --join inner -f json`);
  expect({ status, ...(JSON.parse(stdout) as object) }).toMatchObject({
    status: 0,
    samples: 2,
    skipped: 3,
    result: 0.15625,
  });
  expect(stderr.replaceAll(`${folder}/`, '')).toBe(`\
losscalc: warning: --join inner: 2 rows of truth.csv have no counterpart in few.csv: "b" in row 2, "d" in row 4
losscalc: warning: --join inner: 1 row of few.csv has no counterpart in truth.csv: "x" in row 3
`);
  const table = await losscalc(`${args} --join inner`);
  expect(table.stdout).toContain('3 rows skipped (missing values or counterparts)');
  expect(await losscalc(args)).toMatchObject({ status: 2, stdout: '' });
});

test('segments and other columns, which are those of the true values', async () => {
  const { segments } = JSON.parse(await run(`run ${inputs} -l mse --by region -f json`)) as {
    segments: unknown[];
  };
  expect(segments).toMatchObject([
    { values: ['eu'], results: [0.15625] },
    { values: ['us'], results: [0.03125] },
  ]);
  expect(await run(`worst ${inputs} -l mse --show id,region -n 2 -f csv`)).toBe(`\
row,id,region,true,pred,loss
1,a,eu,1,0.5,0.25
3,c,eu,1,0.75,0.0625
`);
});

test('two predictions that are compared', async () => {
  const printed = await run(`compare ${inputs} --other ${preds}#score -l mse -f json`);
  expect(JSON.parse(printed)).toMatchObject({ difference: 0, verdict: 'equal' });
});

test('what is wrong with a value, which is told of the row of its own file', async () => {
  const wrong = file('wrong.csv', 'score,id\n0.75,c\n0.5,a\n0.25,x\n1.5,d\n0.25,b\n');
  const mask = file('mask.csv', 'id,keep\nd,1\nb,1\na,0.5\nc,1\n');
  const refusal = async (args: string): Promise<string> => {
    const { status, stdout, stderr } = await losscalc(`bce --true ${truth}#label ${args} --on id`);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    return stderr.replaceAll(`${folder}/`, '');
  };
  const inner = '--compat torch --join inner';
  expect(await refusal(`--pred ${wrong}#score ${inner}`)).toContain(
    'wrong.csv, column score, row 4: ',
  );
  expect(await refusal(`--pred ${preds}#score --mask ${mask}#keep`)).toContain(
    'mask.csv, column keep, row 3: ',
  );
  const other = `--pred ${preds}#score --other ${wrong}#score ${inner}`;
  const compared = await losscalc(`compare --true ${truth}#label ${other} -l bce --on id`);
  expect(compared.stderr).toContain('wrong.csv, column score, row 4: ');
});

test('a configuration', async () => {
  const config = file(
    'losscalc.json',
    JSON.stringify({
      inputs: { true: 'truth.csv#label', pred: 'few.csv', on: 'id', join: 'inner' },
      checks: [{ assert: 'mse <= 0.2' }, { assert: 'mse[region=eu] < 0.2' }],
    }),
  );
  expect(await losscalc(['check', '--config', config])).toMatchObject({ status: 0 });
});

test.each([
  ['--join inner', '--join inner: expected a key to join by, found none'],
  ['--on id --join outer', '--join: expected one of exact, inner'],
  ['--on ids', 'no column "ids"\n  hint: did you mean "id"?'],
  ['--on id,region', 'no column "region"'],
])('a mistake: %s', async (given, problem) => {
  const args = `mse --true ${truth}#label --pred ${preds}#score ${given}`;
  const { status, stdout, stderr } = await losscalc(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(problem);
});

test('files that both say which row is which are put together by that only where it is asked for', async () => {
  const args = `mse --true ${truth}#label --pred ${preds}#score -f value`;
  const { stdout, stderr } = await losscalc(args);
  expect(stdout).toBe('0.21875\n');
  expect(stderr.replaceAll(`${folder}/`, '')).toBe(
    'losscalc: warning: truth.csv and preds.csv are put together row by row, though both have a column "id"; ' +
      '--on id puts together the rows that are equal in it\n',
  );
  expect((await losscalc(`${args} --quiet`)).stderr).toBe('');
  const strict = await losscalc(`${args} --strict`);
  expect({ ...strict, stderr: strict.stderr.replaceAll(`${folder}/`, '') }).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(
      /^losscalc: truth.csv and preds.csv are [^\n]+\n {2}hint: --strict takes warnings for errors\n$/,
    ) as string,
  });
  expect(await run(`${args} --on id`)).toBe('0.09375\n');
});

test.each(['user_id', 'imageId', 'key', 'uuid', 'index', 'filename'])(
  'a column %s says which row is which',
  async (name) => {
    const [a, b] = [file('a.csv', `${name},y\n1,1\n`), file('b.csv', `p,${name}\n1,1\n`)];
    const { stderr } = await losscalc(`mse --true ${a}#y --pred ${b}#p -f value`);
    expect(stderr).toContain(`both have a column "${name}"`);
  },
);

test.each(['y', 'grid', 'video', 'keys_pressed', 'valid'])('a column %s does not', async (name) => {
  const [a, b] = [file('a.csv', `${name},t\n1,1\n`), file('b.csv', `p,${name}\n1,1\n`)];
  const { stderr } = await losscalc(`mse --true ${a}#t --pred ${b}#p -f value`);
  expect(stderr).toBe('');
});

test('true and predicted values that are one column are warned of', async () => {
  const { stderr } = await losscalc(`mse ${truth} --true label --pred label -f value`);
  expect(stderr.replaceAll(`${folder}/`, '')).toBe(
    'losscalc: warning: --true and --pred are both "label" of truth.csv; predictions are compared with themselves\n',
  );
});

test('warnings are left out or errors, not both', async () => {
  const { status, stderr } = await losscalc(`mse ${truth} -t label -p label --quiet --strict`);
  expect(status).toBe(2);
  expect(stderr).toContain('--strict, --quiet: expected one of them, found both');
});

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
      /^losscalc: truth.csv and preds.csv are [^\n]+\n {2}hint: --strict treats warnings as errors\n$/,
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

const ids = file('ids.csv', 'id,y\n1,1\n2,0\n3,1\n');
const images = file('images.csv', 'p,id,image_id\n0.5,x,3\n0.2,y,1\n0.3,z,2\n');
const padded = file('padded.csv', 'p,image_id\n0.5,003\n0.2,1.0\n0.3,2\n');
const ofImages = `--true ${ids}#y --pred ${images}#p`;

test('a key that files call differently', async () => {
  expect(await run(`mse ${ofImages} --on id=image_id -f value`)).toBe('0.3266666666666667\n');
  const weights = file('weights.csv', 'w,key\n2,3\n1,1\n1,2\n');
  const three = `--true ${ids}#y --pred ${images}#p --weights ${weights}#w`;
  const { result } = JSON.parse(await run(`mse ${three} --on id=image_id=key -f json`)) as {
    result: number;
  };
  expect(result).toBeCloseTo((0.64 + 0.09 + 2 * 0.25) / 3, 15);
  expect(await losscalc(`mse ${three} --on id=image_id`)).toMatchObject({ status: 2, stdout: '' });
  const wrong = await losscalc(`mse ${ofImages} --on id=image_id=key`);
  expect(wrong.stderr).toBe(`\
losscalc: --on: expected a column, or one for each of 2 files, found "id=image_id=key"
  hint: id=image_id: id in the file of true values, image_id in the others; a=b=c names one for each file
`);
  const config = file(
    'on.json',
    JSON.stringify({
      inputs: { true: 'ids.csv#y', pred: 'images.csv#p', on: 'id=image_id' },
      losses: ['mse'],
      checks: [{ assert: 'mse < 0.33' }],
    }),
  );
  expect(await run(`check --config ${config}`)).toContain('0.326667');
});

test('keys that are the same but for how they are written', async () => {
  const args = `mse --true ${ids}#y --pred ${padded}#p --on id=image_id`;
  const { stderr } = await losscalc(args);
  expect(stderr.replaceAll(`${folder}/`, '')).toBe(`\
losscalc: --on id=image_id: expected the same keys in all files, found that 2 rows of ids.csv have no counterpart in padded.csv: "1" in row 1, "3" in row 3; 2 rows of padded.csv have no counterpart in ids.csv: "003" in row 1, "1.0" in row 2
  hint: 2 more keys would match as numbers: --keys numbers; --join inner drops such rows, and counts them
`);
  const inner = await losscalc(`${args} --join inner -f value`);
  expect(inner.stdout).toBe('0.09\n');
  expect(inner.stderr).toContain(
    '--join inner: 2 more keys would match as numbers: --keys numbers',
  );
  expect(await run(`${args} --keys numbers -f value`)).toBe('0.3266666666666667\n');
  const upper = file('upper.csv', 'score,id\n0.75,C\n0.5,A\n0.25,D\n0,B\n');
  const cased = `mse --true ${truth}#label --pred ${upper}#score --on id`;
  expect((await losscalc(`${cased} --join inner`)).stderr).toContain(
    'hint: 4 more keys would match without regard to case: --keys any-case',
  );
  expect(await run(`${cased} --keys any-case -f value`)).toBe('0.09375\n');
  const spaced = file('spaced.csv', 'score,id\n0.75, c\n0.5,a\n0.25,d \n0,b\n');
  expect(
    (await losscalc(`mse --true ${truth}#label --pred ${spaced}#score --on id`)).stderr,
  ).toContain('hint: 2 more keys would match without the blanks around them: --keys trimmed');
  expect((await losscalc(`mse ${truth} --true label --pred id --keys trimmed`)).stderr).toContain(
    '--keys trimmed: expected a key to join by, found none',
  );
});

test('keys that become the same, which are no keys', async () => {
  const twice = file('twice.csv', 'score,id\n0.75,1\n0.5,01\n');
  const one = file('one.csv', 'y,id\n0,1\n');
  const { stderr } = await losscalc(
    `mse --true ${one}#y --pred ${twice}#score --on id --keys numbers`,
  );
  expect(stderr).toContain('expected every key in one row only, found "1" in rows 1 and 2');
});

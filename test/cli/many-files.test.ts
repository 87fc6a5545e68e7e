import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesOfTest } from './files-of-test.ts';

const { folder, file, run, value } = filesOfTest();

file('whole.csv', 'y,p,region\n1,0.5,eu\n0,0.25,us\n1,0.75,eu\n0,0.5,us\n1,1,eu\n');
// The columns of a file may stand in another order.
file('parts/part-0.csv', 'y,p,region\n1,0.5,eu\n0,0.25,us\n');
file('parts/part-1.csv', 'region,p,y\neu,0.75,1\n');
file('parts/part-2.csv', 'y,p,region\n0,0.5,us\n1,1,eu\n');
file('parts/_SUCCESS', '');
file('parts/.part-0.csv.crc', 'x');
file('hive/region=eu/part-0.csv', 'y,p\n1,0.5\n1,0.75\n');
file('hive/region=eu/part-1.csv', 'y,p\n1,1\n');
file('hive/region=us/part-0.csv', 'y,p\n0,0.25\n0,0.5\n');
file(
  'list.txt',
  `${folder}/parts/part-0.csv\n${folder}/parts/part-1.csv\n${folder}/parts/part-2.csv\n`,
);

const COLUMNS = '-t y -p p';
const WHOLE = '0.125';

describe('a table in several files', () => {
  test.each([
    'mse @/whole.csv',
    'mse @/parts/part-0.csv @/parts/part-1.csv @/parts/part-2.csv',
    'mse @/parts/*.csv',
    'mse @/parts/part-[0-2].csv',
    'mse @/parts/**/part-{0,1,2}.csv',
    'mse @/parts',
    'mse --files-from @/list.txt',
  ])('%s', async (args) => {
    expect(await value(`${args} ${COLUMNS}`)).toBe(WHOLE);
  });

  test('a list on standard input, in which NUL characters end the paths', async () => {
    const paths = [0, 1, 2].map((k) => `${folder}/parts/part-${k}.csv`);
    expect(await value(`mse --files-from - ${COLUMNS}`, paths.join('\n'))).toBe(WHOLE);
    expect(await value(`mse --files-from - ${COLUMNS}`, `${paths.join('\0')}\0`)).toBe(WHOLE);
  });

  test('standard input among them', async () => {
    const args = `mse @/parts/part-0.csv - @/parts/part-2.csv ${COLUMNS}`;
    expect(await value(args, 'p,y\n0.75,1\n')).toBe(WHOLE);
  });

  test('how many files there are is part of the heading, and of the JSON', async () => {
    const { stdout } = await run(`mse @/parts/*.csv ${COLUMNS}`);
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      'Mean squared error · tf-keras (tf.keras.losses.MeanSquaredError) · float64',
      'shape 5x1 · mean over 5 samples',
      '3 files',
    ]);
    const report = await run(`run @/parts -l mse ${COLUMNS}`);
    expect(report.stdout).toMatch(/^\S*parts \(3 files\) · 5 samples\n/);
    const json = await run(`mse @/parts ${COLUMNS} -f json --no-per-sample`);
    expect(JSON.parse(json.stdout)).toMatchObject({ files: 3, samples: 5, shape: [5, 1] });
    const one = await run(`mse @/whole.csv ${COLUMNS} -f json --no-per-sample`);
    expect(JSON.parse(one.stdout)).not.toHaveProperty('files');
  });

  test('segments and intervals are those of one file', async () => {
    const options = `${COLUMNS} -f json`;
    const [whole, parts] = await Promise.all(
      ['@/whole.csv', '@/parts'].map((table) =>
        run(`run ${table} -l mse --by region --ci 90 ${options}`),
      ),
    );
    const withoutTitle = (text: string): unknown => {
      return JSON.parse(text.replace('parts (3 files)', 'whole.csv').replace(/"files": 3,/g, ''));
    };
    expect(withoutTitle(parts!.stdout)).toEqual(withoutTitle(whole!.stdout));
  });

  test('worst rows are told by their files', async () => {
    const { stdout } = await run(`worst @/parts -l mse -n 2 --show region ${COLUMNS} -f csv`);
    expect(stdout).toBe(
      'row,place,region,true,pred,loss\n' +
        '1,"parts/part-0.csv, row 1",eu,1,0.5,0.25\n' +
        '4,"parts/part-2.csv, row 1",us,0,0.5,0.25\n',
    );
  });

  test('a configuration names them', async () => {
    const config = file(
      'losscalc.json',
      JSON.stringify({
        inputs: {
          table: ['parts/part-0.csv', 'parts/part-[12].csv'],
          true: 'y',
          pred: 'p',
          where: 'y=1',
        },
        checks: [{ assert: 'mse <= 0.11' }],
      }),
    );
    const { status, stdout } = await run(`check --config ${config}`);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringContaining('where y=1 (2 rows left out)') as string,
    });
  });

  test('files without rows are passed over with a word', async () => {
    file('sparse/part-0.csv', 'y,p\n');
    file('sparse/part-1.csv', 'y,p\n1,0.5\n');
    file('sparse/part-2.csv', 'y,p\n');
    expect(await run(`mse @/sparse ${COLUMNS} -f value`)).toEqual({
      status: 0,
      stdout: '0.25\n',
      stderr:
        'losscalc: warning: sparse (3 files): 2 files without rows, such as sparse/part-0.csv\n',
    });
    expect(await run(`mse @/sparse/part-[02].csv ${COLUMNS} -f value`)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('sparse/part-0.csv: no rows after the header') as string,
    });
  });

  test('labels keep their meaning in all files', async () => {
    file('labels/a.csv', 'y,cat,dog\ncat,0.5,0.5\n');
    file('labels/b.csv', 'dog,y,cat\n0.25,dog,0.75\n');
    expect(await value('log-loss @/labels -t y -p cat,dog')).toBe(String((3 * Math.LN2) / 2));
    file('binary/a.csv', 'y,p\nno,0.5\n');
    file('binary/b.csv', 'y,p\nyes,0.5\nmaybe,0.5\n');
    expect(await run('log-loss @/binary -t y -p p --positive yes')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('a third label "maybe"') as string,
    });
  });
});

test('a column that is in the names of folders and in the files is warned of where it is read', async () => {
  file('both/region=eu/a.csv', 'y,p,region\n1,2,us\n');
  file('both/region=us/a.csv', 'y,p,region\n1,2,us\n');
  file('both/region=us/b.csv', 'region,y,p\nus,1,2\n');
  const { stdout, stderr } = await run(`mse @/both ${COLUMNS} --where region=eu -f csv`);
  expect(stdout).toBe('sample,loss\n1,1\n');
  expect(stderr).toBe(
    'losscalc: warning: both/region=eu/a.csv: column "region" is in the file and in the names of its folders; that of the folders is read\n' +
      'losscalc: warning: both (3 files): 2 more files have such doubts\n',
  );
  expect((await run(`mse @/both ${COLUMNS}`)).stderr).toBe('');
});

describe('links', () => {
  test('to files and folders are followed, but not around', async () => {
    file('linked/region=eu/a.csv', 'y,p\n1,0.5\n1,0.75\n');
    symlinkSync('../parts', join(folder, 'linked/region=us'));
    symlinkSync('../../linked', join(folder, 'linked/region=eu/back'));
    symlinkSync('../../whole.csv', join(folder, 'linked/region=eu/b.csv'));
    const samples = async (source: string): Promise<unknown> => {
      const { stdout } = await run(`mse ${source} ${COLUMNS} -f json --no-per-sample`);
      return (JSON.parse(stdout) as { samples: number }).samples;
    };
    for (const source of ['@/linked', '@/linked/*/*.csv', '@/linked/**/*.csv']) {
      expect(await samples(source)).toBe(12);
    }
  });

  test('that lead nowhere are files that are missing', async () => {
    file('dangling/a.csv', 'y,p\n1,2\n');
    symlinkSync('none.csv', join(folder, 'dangling/b.csv'));
    symlinkSync('c.csv', join(folder, 'dangling/c.csv'));
    const { status, stderr } = await run(`mse @/dangling ${COLUMNS}`);
    expect(status).toBe(2);
    expect(stderr).toContain(
      'losscalc: dangling/b.csv: expected a file, found a link that leads to none',
    );
  });

  test('to what is read anyway would make its rows count twice', async () => {
    file('twice/a.csv', 'y,p\n1,2\n');
    symlinkSync('a.csv', join(folder, 'twice/b.csv'));
    const problem = 'expected each file once, found it again';
    for (const [args, message] of [
      ['@/twice', `twice/b.csv: ${problem}: it is twice/a.csv`],
      ['@/parts/part-0.csv @/twice/../parts/part-0.csv', `: ${problem}: it is parts/part-0.csv`],
      ['@/parts @/parts', `parts/part-0.csv: ${problem}\n`],
    ]) {
      const { status, stderr } = await run(`mse ${args!} ${COLUMNS}`);
      expect(status).toBe(2);
      expect(stderr).toContain(message);
    }
  });
});

describe('what is wrong with one of several files', () => {
  test.each([
    [
      'a cell, by file and line',
      { 'a.csv': 'y,p\n1,2\n', 'b.csv': 'y,p\n1,2\n3,x\n' },
      'b.csv:3, column "p": expected a number, found "x"',
    ],
    [
      'a column that is missing',
      { 'a.csv': 'y,p\n1,2\n', 'b.csv': 'y,q\n1,2\n' },
      'b.csv: no column "p"',
    ],
    [
      'lists of another length',
      { 'a.ndjson': '{"y":[1,0],"p":[1,0]}\n', 'b.ndjson': '{"y":[1,0,1],"p":[1,0,1]}\n' },
      'b.ndjson: expected pred with samples of shape 2 as in ',
    ],
  ])('%s', async (name, files, message) => {
    const place = `wrong/${name.replaceAll(' ', '-')}`;
    for (const [path, text] of Object.entries(files)) file(`${place}/${path}`, text);
    const { status, stdout, stderr } = await run(`mse @/${place} ${COLUMNS}`);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`losscalc: ${place}/${message}`);
  });

  test('a value outside of its domain, by file and row', async () => {
    file('domain/a.csv', 'y,p\n1,0.5\n');
    file('domain/b.csv', 'y,p\n1,0.5\n1,1.5\n');
    const { stderr } = await run(`bce @/domain ${COLUMNS} -f value`);
    expect(stderr).toContain('(domain/b.csv, row 2: 1.5)');
    const raised = await run(`bce @/domain ${COLUMNS} --compat torch`);
    expect(raised.stderr).toContain('losscalc: domain/b.csv, row 2: torch expects');
  });

  test.each([
    ['mse @/none/*.csv', 'none/*.csv: no file matches the pattern', 'there is no folder none'],
    ['mse @/parts/*.txt', 'parts/*.txt: no file matches the pattern', 'in quotes, * stands for'],
    ['mse @/hive/region=*', 'hive/region=*: no file matches', 'hive/region=*/** matches the files'],
    ['mse @/parts @/parts/part-1.csv', 'parts/part-1.csv: expected each file once', 'count twice'],
    ['mse @/whole.csv @/none.csv', 'none.csv: no such file', ''],
  ])('%s', async (args, message, hint) => {
    const { status, stderr } = await run(`${args} ${COLUMNS}`);
    expect(status).toBe(2);
    expect(stderr).toContain(`losscalc: ${message}`);
    expect(stderr).toContain(hint);
  });

  test('an output that is one of them', async () => {
    const { status, stderr } = await run(`mse @/parts/*.csv ${COLUMNS} -o @/parts/part-1.csv`);
    expect(status).toBe(2);
    expect(stderr).toContain('part-1.csv');
  });
});

describe('columns in the names of folders', () => {
  test('are segments, conditions and numbers', async () => {
    const whole = await run(`mse @/whole.csv ${COLUMNS} --by region -f csv --no-per-sample`);
    const hive = await run(`mse @/hive ${COLUMNS} --by region -f csv --no-per-sample`);
    expect(hive).toEqual(whole);
    expect(await value(`mse @/hive ${COLUMNS} --where region=us`)).toBe('0.15625');
    // Also of one file.
    expect(await value(`mse @/hive/region=us/part-0.csv ${COLUMNS} --where region=us`)).toBe(
      '0.15625',
    );
    file('years/w=3/a.csv', 'y,p\n1,0.5\n');
    file('years/w=1/a.csv', 'y,p\n1,1\n');
    expect(await value(`mse @/years ${COLUMNS} --weights w --reduction weighted-mean`)).toBe(
      '0.1875',
    );
  });

  test('are written as in an address, or missing', async () => {
    file('escaped/k=a%2Fb/a.csv', 'y,p\n1,0.5\n');
    file('escaped/k=__HIVE_DEFAULT_PARTITION__/a.csv', 'y,p\n1,0.5\n');
    const { stdout } = await run(`run @/escaped ${COLUMNS} -l mse --by k -f json`);
    expect(stdout).toContain('"values": [""]');
    expect(stdout).toContain('"values": ["a/b"]');
  });

  test('must be the same of all files', async () => {
    file('mixed/k=1/a.csv', 'y,p\n1,0.5\n');
    file('mixed/j=1/a.csv', 'y,p\n1,0.5\n');
    const { status, stderr } = await run(`mse @/mixed ${COLUMNS}`);
    expect(status).toBe(2);
    expect(stderr).toContain('expected folders with the keys of mixed/j=1/a.csv, "j", found "k"');
  });
});

test('a mistyped column of folders', async () => {
  expect((await run(`mse @/hive ${COLUMNS} --by regoin`)).stderr).toBe(
    'losscalc: hive/region=eu/part-0.csv: no column "regoin"\n' +
      '  hint: did you mean "region"? the columns are "y", "p", and in the names of folders "region"\n',
  );
});

import { describe, expect, it } from 'vitest';
import { losscalc } from './losscalc.ts';
import { lossOfStdin as run } from './loss-of-stdin.ts';

const MISSING = '  hint: --missing skip drops such rows, --missing nan lets NaN through\n';

describe('numbers as a table writes them', () => {
  it.each([
    ['y;p\n0,5;1,5\n', ['--decimal', ','], '1\n'],
    ['y\tp\n0,5\t1,5\n', ['--decimal', ','], '1\n'],
    ['0,5;1,5\n', ['--decimal', ',', '-t', '1', '-p', '2'], '1\n'],
    ['y;p\n0.5;1.5\n', ['--decimal', '.'], '1\n'],
    ['y,p\n"0,5","1,5"\n', ['--decimal', ',', '--delimiter', ','], '1\n'],
    ['y;p\n1.234,5;1.235,5\n', ['--decimal', ',', '--thousands', '.'], '1\n'],
    ['y,p\n"1,234.5","1,235.5"\n', ['--thousands', ','], '1\n'],
    ["y;p\n1'234;-1'234'567.5\n", ['--thousands', "'"], '1527205347402.25\n'],
    ['y;p\n1 234;1\u00a0235\n', ['--thousands', 'space'], '1\n'],
    ['y;p\n1_000;1_001\n', ['--thousands', '_'], '1\n'],
  ])('%j with %j', async (table, options, value) => {
    const last = options.includes('-t') ? options.slice(-4) : ['-t', 'y', '-p', 'p'];
    const args = ['mse', '-', ...last, '-f', 'value', ...options.filter((o) => !last.includes(o))];
    expect(await losscalc(args, { stdin: table })).toEqual({
      status: 0,
      stdout: value,
      stderr: '',
    });
  });

  it.each([
    [
      'y;p\n0,5;1,5\n',
      [],
      'standard input:2, column "p": expected a number, found "1,5"\n  hint: --decimal , reads numbers as 0,5\n',
    ],
    [
      'y;p\n1;1.234,5\n',
      [],
      'standard input:2, column "p": expected a number, found "1.234,5"\n  hint: --decimal , --thousands . read numbers as 1.234,5\n',
    ],
    [
      'y;p\n1;1,234,567\n',
      [],
      'standard input:2, column "p": expected a number, found "1,234,567"\n  hint: --thousands , reads numbers as 1,234.5\n',
    ],
    [
      'y;p\n1;1,234\n',
      [],
      'standard input:2, column "p": expected a number, found "1,234"\n  hint: --decimal , takes the comma for a decimal point, --thousands , for what separates groups of digits\n',
    ],
    [
      '0,5;1,5\n1;2\n',
      [],
      'standard input:1: expected names or numbers in the first row, found "0" and "5;1"\n  hint: --decimal , reads numbers as 0,5 between semicolons\n',
    ],
    [
      'y;p\n0,5;1.5\n',
      ['--decimal', ','],
      'standard input:2, column "p": expected a number, found "1.5"\n  hint: numbers are written as 0,5, -3 or 1e-7, as --decimal says\n',
    ],
    [
      'y,p\n0,1\n',
      ['--decimal', ','],
      "standard input: expected cells that something else separates than the decimal comma, found commas\n  hint: --delimiter ';' names it, and --delimiter , says that decimal commas are in quotes\n",
    ],
    [
      'y;p\n1;12,34\n',
      ['--thousands', ','],
      'standard input:2, column "p": expected a number, found "12,34"\n  hint: --decimal , reads numbers as 0,5\n',
    ],
    [
      'y;p\n1;0,123\n',
      ['--thousands', ','],
      'standard input:2, column "p": expected a number, found "0,123"\n  hint: --decimal , reads numbers as 0,5\n',
    ],
    [
      'y;p\n1;2\n',
      ['--thousands', '.'],
      '--thousands .: expected another character than that before decimals, found "." for both\n  hint: --decimal , says that decimals come after a comma\n',
    ],
    ['y;p\n1;2\n', ['--decimal', ';'], '--decimal: expected one of ".", ",", found ";"\n'],
  ])('%j with %j is refused', async (table, options, message) => {
    expect(await run(table, options)).toBe(message);
  });

  it('leave text beside them as it is, and the commas of names', async () => {
    const rows = Array.from(
      { length: 300 },
      (_, i) => `${i % 2};0,5;${['a,b.c', 'a.b,c'][i % 2]}\n`,
    );
    const { stdout } = await losscalc(
      [
        'mse',
        '-',
        '-t',
        'y',
        '-p',
        'p',
        '--by',
        'k',
        '--decimal',
        ',',
        '-f',
        'json',
        '--no-per-sample',
      ],
      { stdin: `y;p;k\n${rows.join('')}` },
    );
    expect(stdout).toContain('"a,b.c"');
    expect(stdout).toContain('"a.b,c"');
  });
});

describe('missing values', () => {
  const NAMES = [
    '',
    'NA',
    'N/A',
    'n/a',
    '#N/A',
    'null',
    'NULL',
    'None',
    '<NA>',
    '?',
    '-',
    '\\N',
    'NaN',
  ];
  it.each(NAMES)('are written as %j', async (name) => {
    const table = `y,p\n1,2\n1,${name}\n1,4\n`;
    const found = name === '' ? 'an empty cell' : JSON.stringify(name).replaceAll('\\\\', '\\');
    expect(await run(table)).toMatch(
      new RegExp('^standard input:3, column "p": expected a number, found '),
    );
    expect((await run(table)).replaceAll('\\\\', '\\')).toContain(`found ${found}\n${MISSING}`);
    expect(await run(table, ['--missing', 'skip'])).toBe('5\n');
    expect(await run(table, ['--missing', 'nan'])).toBe('NaN\n');
  });

  const table = 'y,p\n1,2\n1,-999.0\n1,unknown\n-999,4\n1,3\n';
  it('are what the user names, as a number or as text', async () => {
    expect(await run(table, ['--missing-value', '-999,unknown'])).toBe(
      `standard input:3, column "p": expected a number, found "-999.0", which --missing-value names\n${MISSING}`,
    );
    const named = ['--missing-value', '-999', '--missing-value', 'unknown', '--missing', 'skip'];
    expect(await run(table, named)).toBe('2.5\n');
    expect(
      await run(table.replace('unknown', '5'), named.slice(0, 2).concat('--missing', 'skip')),
    ).toBe('7\n');
  });

  it('are those in JSON, too', async () => {
    const json = '{"y":[1,1,1,1],"p":[2,-999.0,"unknown",3]}';
    const lines = '{"y":1,"p":2}\n{"y":1,"p":-999}\n{"y":1,"p":"unknown"}\n{"y":1,"p":3}\n';
    const named = ['--missing-value', '-999,unknown', '--missing', 'skip'];
    expect(await run(json, named)).toBe('2.5\n');
    expect(await run(lines, named)).toBe('2.5\n');
    expect(await run(lines, named.slice(0, 2))).toBe(
      `standard input:2:12: expected a number, found "-999", which --missing-value names\n${MISSING}`,
    );
  });

  it('are named for text only', async () => {
    const path = 'fixtures/corpora/npy/ok_beu8_3x4_C.npy';
    const { stderr } = await losscalc(['mse', '-t', path, '-p', path, '--missing-value', '-1']);
    expect(stderr).toBe(
      `losscalc: --missing-value: expected CSV, TSV, JSON or NDJSON, found npy in ${path}\n` +
        '  hint: leave --missing-value out: it says how text is read\n',
    );
  });

  it('are labels where these are named', async () => {
    const classes = 'y,None,cat\nNone,0.5,0.5\ncat,0.75,0.25\n';
    const args = ['scce', '-', '-t', 'y', '-p', '2,3', '-f', 'value', '--compat', 'exact'];
    expect((await losscalc(args, { stdin: classes })).stdout).toBe('1.0397207708399179\n');
    const signs = 'y,p\n+,0.5\n-,0.75\n';
    expect(await run(signs, ['--positive', '+', '--compat', 'exact'], 'bce')).toBe(
      '1.0397207708399179\n',
    );
    expect(await run('y,p\n+,0.5\n?,0.75\n', ['--positive', '+'], 'bce')).toBe(
      `standard input:3, column "y": expected a number, found "?"\n${MISSING}`,
    );
  });
});

describe('comments', () => {
  it('are passed over, and counted as lines', async () => {
    const table = '# made by hand\ny,p\n# "the first\n1,2\n"1",3\n#\n1,x\n';
    expect(await run(table.replace('x', '4'), ['--comment', '#'])).toBe('4.666666666666667\n');
    expect(await run(table, ['--comment', '#'])).toBe(
      'standard input:7, column "p": expected a number, found "x"\n  hint: numbers are written as 0.5, -3 or 1e-7\n',
    );
  });

  it('are none within quotes', async () => {
    const stdin = 'k,y,p\n"\n# 1",1,2\n"#2",1,4\n';
    const args = ['mse', '-', '-t', 'y', '-p', 'p', '-f', 'value', '--comment', '#'];
    expect((await losscalc(args, { stdin })).stdout).toBe('5\n');
  });

  it('do not hide the names that count columns', async () => {
    const stdin = '0,1,2\n# x\n2,0.5,0.25\n# y\n1,0.5,0.5\n';
    const args = ['mse', '-', '-t', '1', '-p', '2', '-f', 'value', '--comment', '#'];
    expect((await losscalc(args, { stdin })).stdout).toBe('0.03125\n');
  });

  it.each(['"', '1', '-', '-1', 'x', ''])('do not begin with %j', async (mark) => {
    expect(await run('y,p\n1,2\n', [`--comment=${mark}`])).toBe(
      `--comment: expected what no row begins with, such as #, found ${mark === '"' ? String.raw`"\""` : `"${mark}"`}\n` +
        "  hint: write it in quotes: --comment '#'\n",
    );
  });

  it('are hinted at where a first line looks like one', async () => {
    expect(await run('# y p\n1 2\n', ['--delimiter', 'space'])).toBe(
      "standard input:2: expected 3 cells as in the first row, found 2\n  hint: --comment '#' passes over lines that begin with #, such as the first\n",
    );
    expect(await run('# y,p\n1,2\n')).toBe(
      'standard input: no column "y"\n' +
        `  hint: --comment '#' passes over lines that begin with #, such as the first; the columns are "# y", "p"\n`,
    );
  });
});

describe('blanks between cells', () => {
  it.each([
    ['y p\n1 2\n1   4\n', '5\n'],
    ['  y \tp \r\n  1\t\t2\r\n 1 4  ', '5\n'],
    ['name y p\n"a  b" 1 2\n"c" 1 4\n', '5\n'],
  ])('are any number of them: %j', async (table, value) => {
    expect(await run(table, ['--delimiter', 'space'])).toBe(value);
  });

  it('keep lines and a lone CR apart', async () => {
    expect(await run('y p\n1 2\n\n1 x\n', ['--delimiter', 'space'])).toContain(
      'standard input:3: expected a row, found a blank line',
    );
    expect(await run('y p\n1 2\n1 2\r3\n', ['--delimiter', 'space'])).toContain(
      'standard input:3, column "p": expected a number, found "2\\r3"',
    );
  });
});

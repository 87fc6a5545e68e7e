import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { separatorHint } from '../../../src/sources/csv/separator.ts';
import { SEPARATED, SEPARATED_FORMATS } from '../../../src/sources/input/formats.ts';
import { complaint, cut, open, read, readPred } from '../reading.ts';

const MISSING = '\n  hint: --missing skip drops such rows, --missing nan lets NaN through';
const HEADER =
  '\n  hint: --header says that it holds the names of the columns, --no-header that it does not';
const NUMBERS = '\n  hint: numbers are written as 0.5, -3 or 1e-7';

describe('the header of a table', () => {
  it('is the first row when none of its cells is a number', async () => {
    expect(await readPred('y,p\n1,2\n')).toEqual([[1, 2]]);
    expect(await readPred(',p\n1,2\n')).toEqual([[1, 2]]);
    expect(await readPred('1,2\n3,4\n')).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(await readPred('inf,2\n')).toEqual([[Infinity, 2]]);
  });

  it('is what the options say', async () => {
    expect(await readPred('2019,2020\n1,2\n', { header: true })).toEqual([[1, 2]]);
    expect(await complaint(readPred('y,p\n1,2\n', { header: false }))).toBe(
      `standard input:1, column 1: expected a number, found "y"${NUMBERS}`,
    );
    expect(await readPred('x,1\n1,2\n', { header: true })).toEqual([[1, 2]]);
  });

  it.each([
    [
      'y,1\n1,2\n',
      'standard input:1: expected names or numbers in the first row, found "1" and "y"',
    ],
    [',1\n1,2\n', 'standard input:1: expected names or numbers in the first row, found "1" and ""'],
    [
      '1e999,x\n1,2\n',
      'standard input:1: expected names or numbers in the first row, found "1e999" and "x"',
    ],
    ['NA,null\n1,2\n', 'standard input:1: expected names or numbers in the first row, found none'],
  ])('is an error in doubt: %j', async (text, message) => {
    expect(await complaint(readPred(text))).toBe(message + HEADER);
  });

  it('is not a first row of numbers too large for a double', async () => {
    expect(await complaint(readPred('1e999\n1\n'))).toContain(
      'standard input:1, column 1: expected at most',
    );
  });

  it('is warned of where it may be a mistyped number', async () => {
    const pred = [{ input: 'pred' }];
    const doubtful = await read(pred, { chunks: ['2x\n3\n'] });
    expect(doubtful.rows['pred']).toEqual([[3]]);
    expect(doubtful.warnings).toEqual([
      'standard input: the first row is taken for a header, as "2x" is not a number; --header or --no-header settles it',
    ]);
    expect((await read(pred, { chunks: ['2x\n3\n'], header: true })).warnings).toEqual([]);
    expect((await read(pred, { chunks: ['p2\n3\n'] })).warnings).toEqual([]);
  });

  it.each([
    ...[
      '--1',
      '#N/A',
      'None',
      '-',
      '\u22121',
      '\u00a01',
      '0x10',
      '1%',
      '<NA>',
      '?',
      '\\N',
      '1.000,5',
    ],
    ...['$3', '(3)', '1e', 'n/a', '.', "1'000", '#DIV/0!', 'NULL'],
  ])('is no number that is damaged or missing: %j', async (cell) => {
    const found = complaint(read([{ input: 'pred' }], { chunks: [`"${cell}"\n2\n3\n`] }));
    expect(await found).toContain('standard input:1: expected names or numbers in the first row');
    const { rows } = await read([{ input: 'pred' }], { chunks: [`"${cell}"\n2\n`], header: true });
    expect(rows['pred']).toEqual([[2]]);
  });

  const COUNTED: readonly (readonly [string, number | undefined, string])[] = [
    ['0\n1\n1\n', 3, 'labels'],
    ['0\n1\n', 2, 'two labels'],
    ['0,1\n0,0\n', 2, 'two columns of labels'],
    ['0\n10\n0\n', 3, 'a number that comes again'],
    ['0\n', 1, 'a row that is alone'],
    ['0.0\n10.5\n', 2, 'a fraction'],
    ['0,1,2\n2,0.1,0.2\n', 1, 'the places of three columns'],
    ['0,1,2\n1,0,0\n0,1,0\n', 2, 'one-hot rows'],
    ['0,1,2\n1,0,2\n', 2, 'classes as high as it counts'],
    ['2019,2020,2021\n0.5,1.5,2.5\n', 1, 'years'],
    ['0\n10\n20\n', undefined, 'numbers that do not come again'],
    ['0\n0.7\n0.2\n', undefined, 'fractions of one column'],
    ['0,1\n1,0.7\n', undefined, 'fractions of one of two columns'],
    ['2020,2021\n15,20\n', undefined, 'years above whole numbers'],
  ];
  it.each(COUNTED)('that counts columns is told by the rows after it: %j', async (text, count) => {
    const reading = read([{ input: 'pred' }], { chunks: [text] });
    if (count === undefined) {
      expect(await complaint(reading)).toMatch(
        /^standard input:1: expected names or numbers in the first row, found "[\d,]+", which may be either/,
      );
      const { rows } = await read([{ input: 'pred' }], { chunks: [text], header: false });
      expect(rows['pred']).toHaveLength(text.trimEnd().split('\n').length);
      return;
    }
    const { rows, warnings } = await reading;
    expect(rows['pred']).toHaveLength(count);
    const lines = text.trimEnd().split('\n');
    const isDoubtful = lines.length > 1 && !lines[0]!.includes('.');
    const words = count < lines.length ? 'numbers the columns' : 'counts the columns';
    expect(warnings).toEqual(isDoubtful ? [expect.stringContaining(words)] : []);
  });

  it.each([
    ['', 'standard input: no rows: the file is empty'],
    ['\n\r\n', 'standard input: no rows: the file is empty'],
    ['y,p\n', 'standard input: no rows after the header'],
    ['1|2\n', `standard input: no rows after the header\n  hint: ${separatorHint('|')}`],
  ])('must be followed by rows: %j', async (text, message) => {
    expect(await complaint(open([{ input: 'pred' }], { chunks: [text] }))).toBe(message);
  });
});

describe('the cells of a table', () => {
  it.each([
    ['y,score\n1,2\n\n', undefined],
    [
      'y,score\n1,2\n3,na\n',
      `standard input:3, column "score": expected a number, found "na"${NUMBERS}`,
    ],
    [
      'y,score\n1,2\n3,\n',
      `standard input:3, column "score": expected a number, found an empty cell${MISSING}`,
    ],
    ['1,2\n3,NA\n', `standard input:2, column 2: expected a number, found "NA"${MISSING}`],
    [
      'x,x\n1,2\n',
      'standard input: 2 columns have the name "x"\n  hint: choose columns by position; it is at 1, 2',
    ],
    [
      'y,score\n"a\n",2\n',
      `standard input:2, column "y": expected a number, found "a\\n"${NUMBERS}`,
    ],
    [
      'y\n1;2\n',
      `standard input:2, column "y": expected a number, found "1;2"\n  hint: ${separatorHint(';')}`,
    ],
    [
      'y\n1\t2\n',
      'standard input:2, column "y": expected a number, found "1\\t2"\n  hint: --input-format tsv reads cells that are separated by tabs',
    ],
    [
      'y\n"1\r2"\n',
      'standard input:2, column "y": expected a number, found "1\\r2"\n  hint: lines must end in LF or CRLF',
    ],
  ])('of %j', async (text, message) => {
    const reading = readPred(text);
    if (message === undefined) expect(await reading).toEqual([[1, 2]]);
    else expect(await complaint(reading)).toBe(message);
  });

  it.each(['none', '--', 'na', 'Null', '#DIV/0!', 'unknown'])(
    '%s is no number, whatever happens to missing values',
    async (cell) => {
      for (const missing of ['error', 'skip', 'nan'] as const) {
        expect(await complaint(readPred(`1\n${cell}\n`, { missing }))).toContain(`found "${cell}"`);
      }
    },
  );

  it('may be text or missing in columns that are not chosen', async () => {
    expect(await readPred('id,y\na,1\n,2\n', {}, 'y')).toEqual([[1], [2]]);
  });

  it.each(SEPARATED_FORMATS)(
    'are separated as %s says, however they are written',
    async (format) => {
      const { delimiter } = SEPARATED[format];
      const rows = [
        ['y', 'p'],
        ['1', '2'],
        ['-0.5', '3e2'],
        [' 4', '"5"'],
      ];
      const text = rows.map((row) => `${row.join(delimiter)}\n`).join('');
      expect(await readPred(text, { format })).toEqual([
        [1, 2],
        [-0.5, 300],
        [4, 5],
      ]);
    },
  );

  it('that are separated otherwise have a hint at the formats there are', () => {
    expect(separatorHint('\t')).toBe('--input-format tsv reads cells that are separated by tabs');
    expect(separatorHint(';')).toBe("--delimiter ';' reads cells that are separated by ;");
  });

  it('are separated by what numbers and texts that are not quoted do not hold', () => {
    for (const { delimiter } of Object.values(SEPARATED)) {
      expect(delimiter).toMatch(/^[\t!-~]$/);
      expect(delimiter).not.toMatch(/[\w+\-."']/);
    }
  });

  it('are warned of once an input when digits are lost', async () => {
    const chunks = ['y,p\n9007199254740993,1\n9007199254740995,9007199254740997\n'];
    const { warnings } = await read(
      [
        { input: 'true', part: 'y' },
        { input: 'pred', part: 'p' },
      ],
      { chunks },
    );
    expect(warnings).toEqual([
      'standard input:2, column "y": "9007199254740993" has more digits than a double holds and is read as 9007199254740992; others like it are not reported',
      'standard input:3, column "p": "9007199254740997" has more digits than a double holds and is read as 9007199254740996; others like it are not reported',
    ]);
  });
});

describe('the inputs of one table', () => {
  it('are read in one pass, however the bytes arrive and whatever the size of blocks', async () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0);
    const rows = fc.array(fc.tuple(number, number, number), { minLength: 1, maxLength: 30 });
    const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        rows,
        places,
        fc.integer({ min: 1, max: 9 }),
        async (table, cuts, blockRows) => {
          const text = `y,p0,p1\n${table.map((row) => row.join(',')).join('\n')}`;
          const reading = await read(
            [
              { input: 'true', part: 'y' },
              { input: 'pred', part: 'p0-p1' },
            ],
            {
              chunks: cut(Buffer.from(text), cuts),
              blockRows,
            },
          );
          const plain = (numbers: number[][]): string => JSON.stringify(numbers);
          expect(plain(reading.rows['true']!)).toBe(plain(table.map(([y]) => [y])));
          expect(plain(reading.rows['pred']!)).toBe(plain(table.map(([, a, b]) => [a, b])));
          expect(reading.numbers).toEqual(table.map((_, i) => i + 1));
        },
      ),
    );
  });

  it('may share columns', async () => {
    const { rows } = await read(
      [
        { input: 'true', part: '1' },
        { input: 'pred', part: '1' },
      ],
      { chunks: ['1,2\n'] },
    );
    expect(rows).toEqual({ true: [[1]], pred: [[1]] });
  });

  it('have labels, axes and names of columns', async () => {
    const inputs = await open(
      [
        { input: 'true', part: 'y' },
        { input: 'pred', part: 'p0-p1' },
        { input: 'weights', part: 'y', layout: 'scalars' },
        { input: 'all' },
      ],
      { chunks: ['y,p0,p1\n1,2,3\n'] },
    );
    expect([...inputs.tensors]).toEqual([
      ['true', { label: 'standard input, column y', axes: [1], columns: ['y'] }],
      ['pred', { label: 'standard input, columns p0-p1', axes: [2], columns: ['p0', 'p1'] }],
      ['weights', { label: 'standard input, column y', axes: [], columns: ['y'] }],
      ['all', { label: 'standard input', axes: [3], columns: ['y', 'p0', 'p1'] }],
    ]);
    expect([...(await inputs.measure())]).toEqual([
      ['true', [1, 1]],
      ['pred', [1, 2]],
      ['weights', [1]],
      ['all', [1, 3]],
    ]);
  });

  it('tell their true axes where one number per sample was wanted and there are more', async () => {
    const inputs = await open([{ input: 'weights', layout: 'scalars' }], {
      chunks: ['1,2\n3,4\n5,6\n'],
    });
    expect(inputs.tensors.get('weights')!.axes).toEqual([2]);
    expect((await inputs.measure()).get('weights')).toEqual([3, 2]);
  });

  it('report a cell only when the rows before it have been taken', async () => {
    const inputs = await open([{ input: 'pred' }], { chunks: ['1\n2\nx\n'], blockRows: 1 });
    const seen: number[] = [];
    const reading = (async () => {
      for await (const block of inputs.blocks()) seen.push(block.inputs['pred']![0]!);
    })();
    expect(await complaint(reading)).toContain('standard input:3');
    expect(seen).toEqual([1, 2]);
  });
});

import { describe, expect, it } from 'vitest';
import { complaint, read, readPred } from '../reading.ts';

const ROWS = [
  [0.1, 0.9],
  [0.75, -0.25],
];

describe('lists in cells', () => {
  it.each([
    ['p\n"[0.1, 0.9]"\n"[0.75,-0.25]"\n'],
    ['p\n[0.1 0.9]\n[ 0.75 -0.25]\n'],
    ['p\n"(0.1, 0.9)"\n"(0.75, -0.25)"\n'],
    // As NumPy wraps long arrays.
    ['p\n"[0.1\n 0.9]"\n"[ 0.75\n -0.25]"\n'],
    ['"[0.1, 0.9]"\n"[0.75, -2.5e-1]"\n'],
    ['p\r\n"[1.e-01, 9.e-01,]"\r\n"[0.75, -0.25]"'],
  ])('of %j are rows of numbers', async (text) => {
    expect(await readPred(text)).toEqual(ROWS);
  });

  it('stand beside other columns, and columns beside them', async () => {
    const text = 'y,p,q\n1,"[0.1, 0.9]",5\n0,"[0.75, -0.25]",6\n';
    const choices = [
      { input: 'pred', part: 'p' },
      { input: 'true', part: 'y', layout: 'scalars' },
      { input: 'both', part: 'q,p' },
    ] as const;
    const { rows } = await read(choices, { chunks: [text] });
    expect(rows['pred']).toEqual(ROWS);
    expect(rows['true']).toEqual([[1], [0]]);
    expect(rows['both']).toEqual([
      [5, 0.1, 0.9],
      [6, 0.75, -0.25],
    ]);
  });

  it('have points for their decimals, whatever the rest of the table has', async () => {
    const text = '# of 2\ny;p\n# none\n0,5;[0.1, 0.9]\n1,5;[0.75 -0.25]\n';
    const choices = [
      { input: 'pred', part: 'p' },
      { input: 'true', part: 'y', layout: 'scalars' },
    ] as const;
    const options = { notation: { decimal: ',' }, comment: '#' } as const;
    const { rows } = await read(choices, { chunks: [text], ...options });
    expect([rows['pred'], rows['true']]).toEqual([ROWS, [[0.5], [1.5]]]);
    const doubtful = read(choices, { chunks: ['y;p\n0,5;[0,1, 0,9]\n'], ...options });
    expect(await complaint(doubtful)).toBe(
      'standard input:2, column "p": expected a space after each comma of a list, as --decimal , may mean another, found "[0,1, 0,9]"\n' +
        '  hint: write numbers in lists with points: [0.5, 0.25]',
    );
  });

  it('hold missing values that are named', async () => {
    const text = 'p\n"[0.1, 0.9]"\n"[-999, 1]"\nnothing\n"[0.75, -0.25]"\n';
    const notation = { missing: ['-999', 'nothing'] };
    const options = { chunks: [text], missing: 'skip', notation } as const;
    const { rows, skipped } = await read([{ input: 'pred', part: 'p' }], options);
    expect([rows['pred'], skipped]).toEqual([ROWS, 2]);
  });

  it('are not what accountants write for numbers below 0', async () => {
    expect(await complaint(readPred('p\n"(1,234)"\n"(1,200)"\n'))).toContain('found "(1,234)"');
    expect(await readPred('p\n"(3,)"\n"(4,)"\n')).toEqual([[3], [4]]);
  });

  it('have one number, or are missing, too', async () => {
    expect(await readPred('p\n[0.5]\n[1]\n')).toEqual([[0.5], [1]]);
    const text = 'y,p\n1,"[0.1, 0.9]"\n2,\n3,"[nan, 1]"\n4,"[0.75, -0.25]"\n';
    const options = { chunks: [text], missing: 'skip' } as const;
    const { rows, skipped } = await read([{ input: 'pred', part: 'p' }], options);
    expect([rows['pred'], skipped]).toEqual([ROWS, 2]);
  });

  it('are many', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `${i},"[${i}, ${-i}]"`);
    const { rows } = await read([{ input: 'pred', part: 'p' }], {
      chunks: [`y,p\n${lines.join('\n')}\n`],
    });
    expect(rows['pred']).toEqual(lines.map((_, i) => [i, 0 - i]));
  });

  it.each([
    [
      'p\n"[1, 2]"\n"[1, 2, 3]"\n',
      'standard input:3, column "p": expected a list of 2 numbers as in the first row, found 3',
    ],
    [
      'p\n"[1, 2]"\n1\n',
      'standard input:3, column "p": expected a list of numbers as in the first row, found "1"',
    ],
    [
      'p\n"[1, 2]"\n"[1, x]"\n',
      'standard input:3, column "p": expected a number, found "x"\n  hint: numbers are written as 0.5, -3 or 1e-7',
    ],
    [
      'p\n"[1, 2]"\n"[1, ]"\n',
      'standard input:3, column "p": expected a list of 2 numbers as in the first row, found 1',
    ],
    [
      'p\n"[1 2]"\n"[]"\n',
      'standard input:3, column "p": expected a list of 2 numbers as in the first row, found 0',
    ],
    [
      'p\n[0.1 0.2 ... 0.3]\n',
      'standard input:2, column "p": expected all numbers of a list, found "..." for some of them\n  hint: NumPy prints them all after np.set_printoptions(threshold=sys.maxsize)',
    ],
    [
      'p\n"[[1, 2], [3, 4]]"\n',
      'standard input:2, column "p": expected a list of numbers, found lists in it\n  hint: JSON, NDJSON, NPY and Parquet hold arrays of any shape',
    ],
    [
      'p\n1\n[2]\n',
      'standard input:3, column "p": expected a number, found "[2]"\n  hint: numbers are written as 0.5, -3 or 1e-7',
    ],
    [
      'p\n(3)\n',
      'standard input:2, column "p": expected a number, found "(3)"\n  hint: numbers are written as 0.5, -3 or 1e-7',
    ],
  ])('of %j are refused', async (text, message) => {
    expect(await complaint(readPred(text))).toBe(message);
  });
});

describe('lists of names in cells', () => {
  const choices = [
    { input: 'pred', part: 'cat-owl' },
    { input: 'true', part: 'y', nameSets: {} },
  ];

  it('are multi-hot rows', async () => {
    const text = `cat,dog,owl,y\n1,2,3,"['owl', 'cat']"\n4,5,6,[]\n7,8,9,"[""dog""]"\n1,1,1,['dog' 'owl']\n`;
    const { rows } = await read(choices, { chunks: [text] });
    expect(rows['true']).toEqual([
      [1, 0, 1],
      [0, 0, 0],
      [0, 1, 0],
      [0, 1, 1],
    ]);
  });

  it.each([
    [
      "['dgo']",
      'standard input:3, column "y": expected one of the classes "cat", "dog", "owl", found "dgo"\n  hint: did you mean "dog"?',
    ],
    [
      'dog',
      'standard input:3, column "y": expected a list of names as in the first row, found "dog"',
    ],
  ])('of %j are refused', async (cell, message) => {
    const text = `cat,dog,owl,y\n1,2,3,['cat']\n1,2,3,${cell}\n`;
    expect(await complaint(read(choices, { chunks: [text] }))).toBe(message);
  });
});

import { describe, expect, it } from 'vitest';
import type { Selection } from '../../../src/sources/index.ts';
import { complaint, read } from '../reading.ts';

const TABLE = 'label,cat,dog\ncat,0.7,0.3\ndog,0.4,0.6\n';
const pred = { input: 'pred', part: 'cat,dog' } as const;

function truth(
  labels: Selection['labels'],
  part = 'label',
): { input: string } & Partial<Selection> {
  return { input: 'true', part, layout: 'scalars', labels };
}

async function indices(text: string, labels: Selection['labels']): Promise<number[]> {
  const { rows } = await read([truth(labels), pred], { chunks: [text] });
  return rows['true']!.flat();
}

describe('labels', () => {
  it('are the names of the columns of pred', async () => {
    expect(await indices(TABLE, {})).toEqual([0, 1]);
  });

  it('are in the order given, never sorted', async () => {
    const text = 'label,p0,p1\ncat,0.7,0.3\ndog,0.4,0.6\n';
    const choices = [truth({ names: ['dog', 'cat'] }), { input: 'pred', part: 'p0,p1' }];
    expect((await read(choices, { chunks: [text] })).rows['true']).toEqual([[1], [0]]);
  });

  it.each([
    [['cat', 'cat'], 'expected each class once, found "cat" again'],
    [['cat'], 'expected 2 names, as pred has 2 columns, found 1\n  hint: name every class'],
    [['dog', 'cat'], 'expected the order of the columns, "cat", "dog", found another'],
  ])('that are not those of the columns are an error: %j', async (names, message) => {
    expect(await complaint(indices(TABLE, { names }))).toContain(`--labels: ${message}`);
  });

  it('are not mixed with indices', async () => {
    expect(await complaint(indices(TABLE.replace('dog,0.4', '1,0.4'), {}))).toBe(
      'standard input:3, column "label": expected class indices or names of classes, found "1" among the other kind\n' +
        '  hint: --labels a,b,c names the classes, also those that look like numbers',
    );
  });

  it('that are missing are missing values', async () => {
    const text = TABLE.replace('dog,0.4', 'NA,0.4');
    expect(await complaint(indices(text, {}))).toContain('expected a number, found "NA"');
    const { rows } = await read([truth({}), pred], { chunks: [text], missing: 'skip' });
    expect(rows['true']).toEqual([[0]]);
  });

  it('are not what a single column is called', async () => {
    const choices = [truth({}), { input: 'pred', part: 'yes' }];
    expect(await complaint(read(choices, { chunks: ['label,yes\nyes,0.9\n'] }))).toContain(
      'expected a class index, found "yes"',
    );
  });

  it('may be numbers, which then are names and not indices', async () => {
    const text = 'label,cat,dog\n7,0.7,0.3\n5,0.4,0.6\n';
    expect(await indices(text, { names: ['5', '7'] })).toEqual([1, 0]);
    expect(await indices('label,cat,dog\n1,0.7,0.3\n0,0.4,0.6\n', {})).toEqual([1, 0]);
  });

  it.each([
    ['numbers', '0,2,1', '2', 1],
    ['numbers sorted as text', '0,1,10,11,2', '2', 4],
    ['signed numbers', '-1,0,1', '-1', 0],
    ['names with a number from another one on', 'p3,p4,p5,p6,p7,p8', '7', 4],
    ['names counted from 1', 'p1,p2,p3', '3', 2],
    ['names with more after the number', 'class_2_p,class_1_p', '1', 1],
    ['names with the number in digits of one length', 'c01,c02', '2', 1],
    ['a name itself', 'class_3,class_1', 'class_1', 1],
    ['the number in a name', 'class_3,class_1', '1.0', 1],
    ['a place, where names hold no numbers', 'cat,dog', '1', 1],
    ['a place, where numbers are not all', 'p3,q4', '1', 1],
    ['a place, where numbers are not distinct', 'p1,p01', '0', 0],
  ])('that are numbers are %s', async (_, names, label, index) => {
    const count = names.split(',').length;
    const text = `y,${names}\n${label}${',0.1'.repeat(count)}\n`;
    const choices = [truth({}, 'y'), { input: 'pred', part: `2-${count + 1}` } as const];
    const { rows } = await read(choices, { chunks: [text], header: true });
    expect(rows['true']).toEqual([[index]]);
  });

  it('that are numbers contradict names that hold others', async () => {
    const text = 'y,p1,p2,p3\n1,0.1,0.2,0.7\n0,0.1,0.2,0.7\n';
    const choices = [truth({}, 'y'), { input: 'pred', part: 'p1-p3' } as const];
    expect(await complaint(read(choices, { chunks: [text] }))).toBe(
      'standard input:3, column "y": expected one of the classes that the columns of pred are named after, ' +
        '"p1", "p2", "p3", found "0"\n' +
        '  hint: --labels names the classes in the order of these columns: --labels 0,1,2',
    );
    const { rows } = await read([truth({ names: ['0', '1', '2'] }, 'y'), choices[1]!], {
      chunks: [text],
    });
    expect(rows['true']).toEqual([[1], [0]]);
  });

  it('that do not count stand for themselves, and are no class', async () => {
    const text = 'y,p3,p4\n-100,0.1,0.9\n4,0.1,0.9\n';
    const choices = (ignored: number) =>
      [truth({ ignored: [ignored] }, 'y'), { input: 'pred', part: 'p3,p4' }] as const;
    const { rows } = await read([...choices(-100)], { chunks: [text] });
    expect(rows['true']).toEqual([[-100], [1]]);
    for (const ignored of [0, 4]) {
      expect(await complaint(read([...choices(ignored)], { chunks: [text] }))).toContain(
        `expected a number that is no class, as columns are named after classes, "p3", "p4", found ${ignored}`,
      );
    }
  });

  it('that are no class are an error that lists the classes', async () => {
    const text = TABLE.replace('dog,0.4', 'dgo,0.4');
    expect(await complaint(indices(text, {}))).toBe(
      'standard input:3, column "label": expected one of the classes "cat", "dog", found "dgo"\n' +
        '  hint: did you mean "dog"?',
    );
  });

  it('are read from JSON', async () => {
    const text = '{"label":["dog","cat"],"p":[[1,2],[3,4]]}';
    const choices = [truth({ names: ['cat', 'dog'] }), { input: 'pred', part: 'p' }];
    const { rows } = await read(choices, { chunks: [text] });
    expect(rows['true']).toEqual([[1], [0]]);
  });

  it('in a first row that would pass for a header are an error', async () => {
    const reading = read([truth({ names: ['cat', 'dog'] }, '1')], { chunks: ['cat\ndog\n'] });
    expect(await complaint(reading)).toBe(
      'standard input:1: expected names or labels in the first row, found "cat", which is a label\n' +
        '  hint: --header says that it is the name of the column, --no-header that it is not',
    );
  });
});

describe('a positive label', () => {
  const yesNo = 'label,p\nyes,0.9\nno,0.2\nyes,0.6\n';

  it('means 1, the other 0 or -1', async () => {
    const choices = (negative?: 0 | -1) => [
      truth({ positive: 'yes', negative }),
      { input: 'pred', part: 'p' },
    ];
    expect((await read(choices(), { chunks: [yesNo] })).rows['true']).toEqual([[1], [0], [1]]);
    expect((await read(choices(-1), { chunks: [yesNo] })).rows['true']).toEqual([[1], [-1], [1]]);
  });

  it('leaves missing values missing', async () => {
    const text = yesNo.replace('no,0.2', 'NA,0.2');
    const choices = [truth({ positive: 'yes' }), { input: 'pred', part: 'p' }];
    expect(await complaint(read(choices, { chunks: [text] }))).toContain('found "NA"');
    const { rows } = await read(choices, { chunks: [text], missing: 'skip' });
    expect(rows['true']).toEqual([[1], [1]]);
  });

  it('has one other label', async () => {
    const text = yesNo.replace('yes,0.6', 'maybe,0.6');
    const reading = read([truth({ positive: 'yes' })], { chunks: [text] });
    expect(await complaint(reading)).toBe(
      'standard input:4, column "label": expected "yes" or "no", found a third label "maybe"\n' +
        '  hint: a binary loss has two labels; --positive names the one that counts as 1',
    );
  });
});

describe('an axis', () => {
  const cube = '[[[1,2],[3,4],[5,6]]]';

  it('other than the last is moved to the end', async () => {
    const { rows } = await read([{ input: 'pred', axis: 1 }], { chunks: [cube] });
    expect(rows['pred']).toEqual([
      [1, 3, 5],
      [2, 4, 6],
    ]);
  });

  it('that is none is an error', async () => {
    expect(await complaint(read([{ input: 'pred', axis: 3 }], { chunks: [cube] }))).toBe(
      '--axis 3: expected an axis from -3 to 2 for pred of shape 1x3x2',
    );
    expect(await complaint(read([{ input: 'pred', axis: 0 }], { chunks: ['1,2\n'] }))).toBe(
      '--axis 0: expected axis 1 or -1 for the table standard input, whose rows are samples\n' +
        '  hint: give a JSON or NPY array to reduce another axis',
    );
  });
});

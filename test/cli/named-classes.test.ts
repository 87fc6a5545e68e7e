import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { losscalc } from './losscalc.ts';

const folder = mkdtempSync(join(tmpdir(), 'losscalc-named-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;

/** A file of these records, a line each, and as a list in one document. */
function records(values: readonly unknown[]): readonly [string, string] {
  const lines = values.map((value) => JSON.stringify(value));
  const paths = ['ndjson', 'json'].map((format) => join(folder, `${files++}.${format}`));
  writeFileSync(paths[0]!, `${lines.join('\n')}\n`);
  writeFileSync(paths[1]!, `[${lines.join(',\n')}]`);
  return paths as [string, string];
}

function scores(of: Readonly<Record<string, number>>): object[] {
  return Object.entries(of).map(([label, score]) => ({ label, score }));
}

async function values(paths: readonly string[], command: string): Promise<number[]> {
  const found: number[] = [];
  for (const path of paths) {
    const { status, stdout, stderr } = await losscalc(`${command.replace('FILE', path)} -f value`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    found.push(Number(stdout));
  }
  return found;
}

async function refusals(paths: readonly string[], command: string): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const { status, stdout, stderr } = await losscalc(command.replace('FILE', path));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    found.push(stderr.replace(path, 'f').replace('losscalc: ', ''));
  }
  return found;
}

const twice = (value: unknown): unknown[] => [value, value];

// As pipeline(..., top_k=None) of transformers writes them: by score, from the highest on.
const SENTIMENT = [
  { y: 'A', p: scores({ A: 0.9, B: 0.1 }) },
  { y: 'B', p: scores({ B: 0.6, A: 0.4 }) },
  { y: 'B', p: scores({ A: 0.75, B: 0.25 }) },
];
const LOG_LOSS = -(Math.log(0.9) + Math.log(0.6) + Math.log(0.25)) / 3;

describe('lists of labels and scores', () => {
  it.each(['p', 'p.score'])('are read by label as --pred %s', async (pred) => {
    const files = records(SENTIMENT);
    const command = `log-loss FILE --true y --pred ${pred} --compat exact`;
    expect(await values(files, command)).toEqual(twice(expect.closeTo(LOG_LOSS, 14)));
    for (const labels of ['A,B', 'B,A']) {
      expect(await values(files, `${command} --labels ${labels}`)).toEqual(
        twice(expect.closeTo(LOG_LOSS, 14)),
      );
    }
  });

  it('are classes by their labels in results', async () => {
    const [path] = records(SENTIMENT);
    const inputs = `${path} --true y --pred p`;
    expect((await losscalc(`log-loss ${inputs}`)).stdout).toContain('classes by label: "A", "B"');
    const { stdout } = await losscalc(`log-loss ${inputs} -f json --labels B,A`);
    expect(JSON.parse(stdout)).toMatchObject({ classes: { by: 'labels', columns: ['B', 'A'] } });
  });

  it('are objects too', async () => {
    const files = records([
      { y: 'cat', p: { cat: 0.5, dog: 0.25, owl: 0.25 } },
      { y: 'owl', p: { owl: 0.125, dog: 0.5, cat: 0.375 } },
    ]);
    const expected = (Math.log(2) + Math.log(8)) / 2;
    expect(await values(files, 'scce FILE --true y --pred p --compat exact')).toEqual(
      twice(expect.closeTo(expected, 14)),
    );
  });

  it('are as they are without a key around them', async () => {
    const predictions = records(SENTIMENT.map(({ p }) => p));
    const [truth] = records(SENTIMENT.map(({ y }) => y));
    const command = `log-loss --true ${truth} --pred FILE --compat exact`;
    expect(await values(predictions, command)).toEqual(twice(expect.closeTo(LOG_LOSS, 14)));
  });

  it('name classes that are counted by the numbers in their labels', async () => {
    const files = records([
      { y: 1, p: scores({ LABEL_1: 0.5, LABEL_0: 0.5 }) },
      { y: 0, p: scores({ LABEL_0: 0.25, LABEL_1: 0.75 }) },
    ]);
    const expected = (Math.log(2) + Math.log(4)) / 2;
    expect(await values(files, 'log-loss FILE --true y --pred p --compat exact')).toEqual(
      twice(expect.closeTo(expected, 14)),
    );
  });

  it('have no order for numbers until --labels gives one', async () => {
    const files = records([
      { y: 0, h: [1, 0], p: scores({ pos: 0.75, neg: 0.25 }) },
      { y: 1, h: [0, 1], p: scores({ pos: 0.5, neg: 0.5 }) },
    ]);
    const expected = (Math.log(4) + Math.log(2)) / 2;
    const command = 'log-loss FILE --true y --pred p --compat exact';
    expect(await refusals(files, command)).toEqual(
      ['f:1:6', 'f:1:7'].map(
        (where) =>
          `${where}: expected one of the labels of pred, "neg", "pos", found "0"\n` +
          '  hint: --labels a,b,c names the classes in the order of their numbers\n',
      ),
    );
    expect(await values(files, `${command} --labels neg,pos`)).toEqual(
      twice(expect.closeTo(expected, 14)),
    );
    const oneHot = 'bce FILE --true h --pred p --compat exact';
    expect(await refusals(files, oneHot)).toEqual(
      twice(
        'f, key h: expected names of the classes, as those of pred come with labels, "neg", "pos", found numbers\n' +
          '  hint: --labels a,b,c names the classes in the order of the numbers\n',
      ),
    );
    expect(await values(files, `${oneHot} --labels neg,pos`)).toEqual(
      twice(expect.closeTo(expected, 14)),
    );
  });

  it('are those of classifiers without training', async () => {
    const files = records([
      { y: 'a', sequence: 'x', labels: ['b', 'a'], scores: [0.75, 0.25] },
      { y: 'a', sequence: 'y', labels: ['a', 'b'], scores: [0.5, 0.5] },
    ]);
    const expected = (Math.log(4) + Math.log(2)) / 2;
    expect(await values(files, 'log-loss FILE --true y --pred scores --compat exact')).toEqual(
      twice(expect.closeTo(expected, 14)),
    );
    const uneven = { y: 'a', sequence: 'x', labels: ['b', 'a'], scores: [0.75] };
    const [path] = records([uneven]);
    expect(await refusals([path], 'log-loss FILE --true y --pred scores')).toEqual([
      'f:1:1: expected as many labels as scores, found 2 labels and 1 scores\n',
    ]);
  });

  it('are matched where true values have them too', async () => {
    const files = records([
      { y: scores({ b: 1, a: 0 }), p: scores({ a: 0.5, b: 0.5 }) },
      { y: scores({ a: 1, b: 0 }), p: scores({ b: 0.75, a: 0.25 }) },
    ]);
    const expected = (Math.log(2) + Math.log(4)) / 2;
    expect(await values(files, 'cce FILE --true y --pred p --compat exact')).toEqual(
      twice(expect.closeTo(expected, 14)),
    );
  });

  it.each([
    [scores({ A: 0.4, C: 0.6 }), 'f:2:62: expected one of the classes "A", "B", found "C"\n'],
    [
      scores({ A: 0.4 }),
      'f:2:14: expected a score for each of "A", "B", found none for "B"\n  hint: every row has the same labels; a classifier may have to be asked for all of them, as with top_k=None\n',
    ],
    [
      [...scores({ A: 0.4 }), ...scores({ A: 0.6 })],
      'f:2:41: expected one score for each label, found "A" again\n',
    ],
    [
      [{ label: 'B', score: 1 }, { label: 'A' }],
      'f:2:39: expected a label with its score, as before it, found none\n',
    ],
    [[0.4, 0.6], 'f:2:15: expected the classes by their names, as before it, found "0.4"\n'],
    [
      scores({ A: 0.4, B: 'x' as never }),
      'f:2:62: expected a number or an array of numbers, found a string\n  hint: a tensor holds numbers only; null stands for a missing value\n',
    ],
  ])('refuse the second row %j', async (p, message) => {
    const [path] = records([SENTIMENT[0], { y: 'A', p }]);
    expect(await refusals([path], 'log-loss FILE --true y --pred p')).toEqual([message]);
  });

  it('refuse labels that are not those of --labels', async () => {
    const [path] = records(SENTIMENT);
    expect(await refusals([path], 'log-loss FILE --true y --pred p --labels Aa,B')).toEqual([
      'f:1:36: expected one of the classes "Aa", "B", found "A"\n  hint: did you mean "Aa"?\n',
    ]);
  });

  it('are tables of labels and scores where they are no rows', async () => {
    const files = records([
      { label: 1, score: 0.5 },
      { label: 0, score: 0.25 },
    ]);
    expect(await values(files, 'mse FILE --true label --pred score')).toEqual([0.15625, 0.15625]);
  });
});

describe('lists of names', () => {
  const rows = [
    { y: ['cat', 'owl'], p: [0.5, 0.25, 0.75] },
    { y: [], p: [0.5, 0.5, 0.5] },
    { y: ['dog'], p: [0.25, 0.5, 0.5] },
  ];
  // Of what is named p, of what is not 1 - p.
  const likelihoods = [0.5, 0.75, 0.75, 0.5, 0.5, 0.5, 0.75, 0.5, 0.5];
  const expected = -likelihoods.reduce((sum, x) => sum + Math.log(x), 0) / 9;

  it('are multi-hot rows by --labels', async () => {
    const files = records(rows);
    const inputs = 'FILE --true y --pred p --labels cat,dog,owl';
    expect(await values(files, `bce ${inputs} --compat exact`)).toEqual(
      twice(expect.closeTo(expected, 14)),
    );
    const absent = records(rows.slice(1));
    expect(await values(absent, `bce ${inputs} --compat exact`)).toEqual(
      twice(expect.closeTo(-likelihoods.slice(3).reduce((s, x) => s + Math.log(x), 0) / 6, 14)),
    );
  });

  it('are those of pred where it has names', async () => {
    const named = rows.map(({ y, p: [cat, dog, owl] }) => ({ y, p: { owl, cat, dog } }));
    expect(await values(records(named), 'bce FILE --true y --pred p --compat exact')).toEqual(
      twice(expect.closeTo(expected, 14)),
    );
    const [columns] = records(rows.map(({ y, p: [cat, dog, owl] }) => ({ y, owl, cat, dog })));
    expect(await values([columns], 'bce FILE --true y --pred owl,cat,dog --compat exact')).toEqual([
      expect.closeTo(expected, 14),
    ]);
  });

  it.each([
    [
      [{ y: ['cta'], p: [0.5, 0.5] }],
      ' --labels cat,dog',
      'f:1:7: expected one of the classes "cat", "dog", found "cta"\n  hint: did you mean "cat"?\n',
    ],
    [
      [{ y: ['cat', 'cat'], p: [0.5, 0.5] }],
      ' --labels cat,dog',
      'f:1:13: expected each name once in a list, found "cat" again\n',
    ],
    [
      [{ y: ['cat', 1], p: [0.5, 0.5] }],
      ' --labels cat,dog',
      'f:1:13: expected the name of a class in quotes, found "1"\n',
    ],
    [
      [{ y: ['cat'], p: [0.5, 0.5] }],
      '',
      'f:1:6: expected numbers, found a list of names\n  hint: --labels a,b,c names the classes in the order of the columns of pred\n',
    ],
    [
      [{ y: ['cat'], p: [0.5, 0.5] }],
      ' --labels cat,dog,owl',
      '--labels: expected a name for each of 2 columns of pred, each once, found "cat", "dog", "owl"\n  hint: name every class, in the order of the columns of pred\n',
    ],
    [
      [{ y: [1, 0], p: [0.5, 0.5] }],
      ' --labels cat,dog',
      '--labels: expected classes by name in f, key y, found numbers\n  hint: leave --labels out: the numbers are in the order of the columns of pred\n',
    ],
    [
      [
        { y: ['cat'], p: [0.5, 0.5] },
        { y: [1, 0], p: [0.5, 0.5] },
      ],
      ' --labels cat,dog',
      'f:2:7: expected the classes by their names, as before it, found "1"\n',
    ],
    [
      [
        { y: [1, 0], p: { cat: 0.5, dog: 0.5 } },
        { y: [], p: { cat: 0.5, dog: 0.5 } },
      ],
      ' --labels cat,dog',
      'f:2:6: expected numbers as before it, found classes by their names\n',
    ],
  ])('refuses %j with%s', async (lines, labels, message) => {
    const [path] = records(lines);
    expect(await refusals([path], `bce FILE --true y --pred p${labels}`)).toEqual([message]);
  });
});

describe('names of classes beside what else is read', () => {
  it('are shared by several files', async () => {
    const paths = SENTIMENT.map((row) => records([row])[0]);
    const inputs = `${paths.join(' ')} --true y --pred p`;
    expect(await values([inputs], 'log-loss FILE')).toEqual([expect.closeTo(LOG_LOSS, 14)]);
    const { stdout } = await losscalc(`log-loss ${inputs}`);
    expect(stdout).toContain('3 files · classes by label: "A", "B"');
    const other = records([{ y: 'A', p: scores({ A: 0.5, C: 0.5 }) }])[0];
    const { status, stderr } = await losscalc(`log-loss ${paths[0]} ${other} --true y --pred p`);
    expect([status, stderr]).toEqual([2, expect.stringContaining('as in')]);
  });

  it('decide predicted labels', async () => {
    const found = await values(records(SENTIMENT), 'zero-one FILE --true y --pred p');
    expect(found).toEqual(twice(1 / 3));
    const numbers = records([{ y: 1, p: scores({ A: 0.9, B: 0.1 }) }]);
    expect(await refusals(numbers, 'zero-one FILE --true y --pred p')).toEqual(
      twice(
        'f, key y: expected labels of pred, such as "A", "B", found numbers\n' +
          '  hint: --labels a,b,c names the classes in the order of their numbers\n',
      ),
    );
  });

  it('are labels that are compared one by one where several are predicted', async () => {
    const rows = [
      { y: ['a', 'b'], p: ['a', 'c'] },
      { y: ['a', 'b'], p: ['a', 'b'] },
    ];
    expect(await values(records(rows), 'hamming FILE --true y --pred p')).toEqual(twice(0.25));
    const sets = records([{ y: ['a', 'b'], p: [0.9, 0.6, 0.1] }]);
    const options = '--true y --pred p --labels a,b,c --threshold 0.5';
    expect(await values(sets, `hamming FILE ${options}`)).toEqual(twice(0));
  });
});

import { describe, expect, test } from 'vitest';
import { filesOfTest } from './files-of-test.ts';

const { file, run, value } = filesOfTest();

const P = [0.8, 0.3, 0.4, 0.15];
const table = (
  labels: readonly (string | number)[],
  others: readonly (string | number)[],
): string => ['y,p,q', ...labels.map((label, i) => `${label},${P[i]},${others[i]}`)].join('\n');
file('words.csv', table(['yes', 'no', 'yes', 'no'], ['yes', 'yes', 'no', 'no']));
file('signs.csv', table([1, -1, 1, -1], [1, 1, -1, -1]));

/** scikit-learn 1.9.1 computed these, with labels=[...] or pos_label=... */
describe('labels of two classes that are not 0 and 1', () => {
  test.each([
    ['log-loss @/words.csv -t y -p p --labels no,yes', 0.41465703915621804],
    ['log-loss @/words.csv -t y -p p --positive yes', 0.41465703915621804],
    ['log-loss @/signs.csv -t y -p p --labels=-1,1', 0.41465703915621804],
    ['brier @/words.csv -t y -p p --positive yes', 0.128125],
    ['brier @/signs.csv -t y -p p --positive 1', 0.128125],
    ['roc-auc @/words.csv -t y -p p --positive yes', 1],
    ['f1 @/words.csv -t y -p q --positive yes', 0.5],
    ['precision @/words.csv -t y -p q --positive no', 0.5],
    ['f1 @/signs.csv -t y -p q --positive=-1', 0.5],
  ])('%s', async (args, expected) => {
    expect(Number(await value(args))).toBeCloseTo(expected, 14);
  });

  test.each(['brier', 'log-loss'])('%s of text names --positive', async (loss) => {
    const { status, stderr } = await run(`${loss} @/words.csv -t y -p p`);
    expect(status).toBe(2);
    expect(stderr).toContain('--positive');
  });
});

describe('weights of classes in a file', () => {
  file('weights.json', '[1, 3]');
  file('pairs.csv', 'y,a,b\n0,0.2,0.8\n1,0.4,0.6\n1,0.9,0.1');
  const loss = 'scce @/pairs.csv -t y -p a,b --from-logits --compat torch --class-weight';

  test('are those of a list', async () => {
    expect(await value(`${loss} @/weights.json`)).toBe(await value(`${loss} 1,3`));
  });

  test.each([
    ['no.json', undefined, 'expected a file that can be read'],
    ['text.json', '[1, 3', 'expected JSON'],
    ['words.json', '["a", "b"]', 'expected a list of numbers, found another value'],
    ['empty.json', '[]', 'expected a list of numbers, found another value'],
    ['three.json', '[1, 2, 3]', 'expected 2 numbers, one for each column of pred, found 3'],
  ])('are refused where they are none: %s', async (name, text, message) => {
    if (text !== undefined) file(name, text);
    const { status, stderr } = await run(`${loss} @/${name}`);
    expect(status).toBe(2);
    expect(stderr).toContain('--class-weight');
    expect(stderr).toContain(message);
  });
});

describe('as many weights as samples and as columns', () => {
  file('y.json', '[[0, 1], [1, 1]]');
  file('p.json', '[[0.2, 0.7], [0.6, 0.4]]');
  file('list.json', '[1, 3]');
  file('row.json', '[[1, 3]]');
  const loss = 'bce -t @/y.json -p @/p.json -f value --weights';

  test('are told of, with the remedy', async () => {
    const { stderr } = await run(`${loss} @/list.json --compat torch`);
    expect(stderr).toContain(
      '2 weights, as many as samples and as columns of pred, are those of samples here',
    );
    expect(stderr).toContain('written as one row, [[1, 2, 0.5]]');
    expect((await run(`${loss} @/row.json --compat torch`)).stderr).toBe('');
    expect((await run(`${loss} @/list.json --compat exact`)).stderr).toBe('');
  });
});

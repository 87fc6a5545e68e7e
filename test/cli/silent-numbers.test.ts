import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { losscalc } from './losscalc.ts';

/* Inputs of which a number is easily computed that is wrong: the right one, or what is said in place of it. */

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losscalc-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs losscalc; `@` stands for the folder of the files. */
async function run(
  args: string,
  stdin = '',
): Promise<{ status: number; out: string; err: string }> {
  const words = args.split(' ').map((word) => word.replace('@', folder));
  const { status, stdout, stderr } = await losscalc(words, { stdin });
  return { status, out: stdout, err: stderr.replaceAll(`${folder}/`, '') };
}

async function write(name: string, text: string): Promise<void> {
  await writeFile(join(folder, name), text);
}

describe('classes that are numbers', () => {
  it.each([
    ['in another order', 'y,0,2,1\n2,0.1,0.8,0.1\n', '--header --pred 0,2,1', 0.8],
    ['from 3 to 8', 'y,p3,p4,p5,p6,p7,p8\n5,.1,.1,.6,.1,.05,.05\n', '--pred p3-p8', 0.6],
    ['from 1 on', 'y,p1,p2,p3\n3,.1,.2,.7\n', '--pred p1-p3', 0.7],
    ['sorted as text', 'y,0,1,10,11,2\n10,.1,.1,.6,.1,.1\n', '--header --pred 0,1,10,11,2', 0.6],
  ])('%s are those that the names of the columns say', async (_, stdin, args, share) => {
    const { out, err } = await run(`log-loss - --true y ${args} -f value`, stdin);
    expect(Number(out)).toBeCloseTo(-Math.log(share), 14);
    expect(err).toBe('');
  });

  it('that contradict the names are refused', async () => {
    const { status, err } = await run('log-loss - -t y -p p3,p4', 'y,p3,p4\n1,.1,.9\n');
    expect(status).toBe(2);
    expect(err).toContain(
      'the classes that the columns of pred are named after, "p3", "p4", found "1"',
    );
    expect(err).toContain('--labels names the classes in the order of these columns');
  });
});

describe('a first row of digits', () => {
  it.each([
    ['0', '0\n10\n20\n', '0\n12\n22\n'],
    ['0 to 2', '0,1,2\n1.5,10,20\n2.5,30,40\n', '0,1,2\n1,12,22\n2,33,44\n'],
    ['years', '2020,2021\n1,5\n', '2020,2021\n2,6\n'],
  ])('of %s passes no gate without a word', async (_, y, p) => {
    await write('y.csv', y);
    await write('p.csv', p);
    const { status, out, err } = await run('check --true @/y.csv --pred @/p.csv --assert mae<=1.5');
    if (status === 2) expect(err).toContain('--header says that it holds the names of the columns');
    else expect([status, out]).toEqual([1, expect.stringContaining('2')]);
  });

  it.each(['--1', '#N/A', 'None', '-', '\u22121', '\u00a01', '0x10', '1%'])(
    'that begins with %j is not lost as a name',
    async (first) => {
      await write('damaged.csv', `${first}\n2\n3\n`);
      await write('whole.csv', '1\n2\n3\n');
      const { status, err } = await run('mse --true @/damaged.csv --pred @/whole.csv');
      expect(status).toBe(2);
      expect(err).toContain('damaged.csv:1: expected names or numbers in the first row');
    },
  );
});

describe('a sample', () => {
  it('of masks is an entry of the first axis', async () => {
    const mask = [[[1, 1], [0, 0]]]; // prettier-ignore
    const shares = [[[0.5, 0.5], [0, 0]]]; // prettier-ignore
    await write('masks.json', JSON.stringify({ y: [mask, mask], p: [mask, shares] }));
    for (const over of ['--samplewise', '--axis 1,2,3']) {
      const { out } = await run(
        `dice --true @/masks.json#y --pred @/masks.json#p --compat exact -f json ${over}`,
      );
      expect(JSON.parse(out)).toMatchObject({
        samples: 2,
        perSample: [0, expect.closeTo(1 / 3, 14)],
      });
    }
  });

  it('of a ranking is no list of one', async () => {
    const { status, err } = await run(
      'ranking-softmax - --true rel --pred score --max 0.1',
      'rel,score\n1,0.1\n0,5\n',
    );
    expect(status).toBe(2);
    expect(err).toContain('expected lists of two scores or more');
  });
});

it.each([
  ['smape', 't,p\n1.7e308,-1.7e308\n'],
  ['mape', 't,p\n1e308,-1e308\n'],
])('%s of huge numbers is 200', async (name, stdin) => {
  const { out } = await run(`${name} - -t t -p p --compat exact -f value`, stdin);
  expect(out).toBe('200\n');
});

describe('names of frameworks', () => {
  const stdin = 't,p\n1,2\n0,-1\n';
  const losses = 't,p\n2,0.5\n0,3\n';
  it.each([
    [
      'BCEWithLogitsLoss',
      stdin,
      'torch',
      (Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(-1))) / 2,
    ],
    ['torch.nn.HuberLoss', losses, 'torch', (1 + 2.5) / 2],
    ['tf.keras.losses.Huber', losses, 'tf-keras', (1 + 2.5) / 2],
  ])('bring the convention, and what they say: %s', async (name, table, compat, value) => {
    const { out } = await run(`${name} - -t t -p p -f json`, table);
    const found = JSON.parse(out) as { compat: string; result: number };
    expect(found.compat).toBe(compat);
    expect(found.result).toBeCloseTo(value, 14);
  });
});

describe('what is doubtful is told', () => {
  it.each([
    ['swapped inputs', 'bce - -t p -p t', 'exchange --true and --pred'],
    ['the same column twice', 'mse - -t p -p p', 'predictions are compared with themselves'],
    ['nll of probabilities', 'nll - -t t -p p,q', 'nll takes logarithms'],
    ['logits that are none', 'bce - -t t -p p --from-logits', 'leave --from-logits out'],
    ['negative weights', 'mse - -t t -p p --weights w', 'expected weights of at least 0'],
  ])('%s', async (_, args, remedy) => {
    const rows = Array.from({ length: 12 }, (__, i) => {
      const p = (0.05 + 0.07 * i).toFixed(2);
      return `${i % 2},${p},${(1 - Number(p)).toFixed(2)},-1`;
    });
    const { status, err } = await run(`${args} -f value`, `t,p,q,w\n${rows.join('\n')}\n`);
    expect(status).toBe(0);
    expect(err).toContain(remedy);
  });

  it('two files that have ids in different order', async () => {
    await write('ids-y.csv', 'id,y\na,1\nb,0\nc,1\n');
    await write('ids-p.csv', 'id,p\nc,.8\na,.9\nb,.2\n');
    const args = 'bce --true @/ids-y.csv#y --pred @/ids-p.csv#p -f value';
    const { err } = await run(args);
    expect(err).toContain('--on id puts together the rows that are equal in it');
    const { out } = await run(`${args} --on id --compat exact`);
    const mean = -(Math.log(0.9) + Math.log(0.8) + Math.log(0.8)) / 3;
    expect(Number(out)).toBeCloseTo(mean, 14);
  });
});

it.each([
  'mse @/own.csv -t t -p p',
  'worst @/own.csv -t t -p p -l mse',
  'compare @/own.csv --true t --pred p --pred q -l mse',
  'diff mse @/own.csv -t t -p p',
  'inspect @/own.csv',
  'custom mean((p-y)^2) @/own.csv -t t -p p',
  'run @/own.csv -t t -p p --loss mse',
  'check @/own.csv -t t -p p --assert mse<9',
])('no report is written over its input: %s', async (args) => {
  const text = 't,p,q\n1,2,3\n2,3,4\n';
  await write('own.csv', text);
  for (const output of [`${folder}/own.csv`, `csv:${folder}/own.csv`]) {
    const { status } = await run(`${args} -o ${output}`);
    expect(status).toBe(2);
    expect(await readFile(join(folder, 'own.csv'), 'utf8')).toBe(text);
  }
});

it('prints a comparison on a terminal with colours', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${i + 1},${i + (i % 3)}`);
  const args = ['compare', '-', '--true', 't', '--pred', 'p', '--pred', 'q', '-l', 'mse'];
  const stdin = `t,p,q\n${rows.join('\n')}\n`;
  const plain = await losscalc(args, { stdin, columns: 100, env: { NO_COLOR: '1' } });
  const coloured = await losscalc(args, { stdin, columns: 100, env: { FORCE_COLOR: '1' } });
  const escapes = /\u001b\[\d+m/g;
  expect(coloured.stdout).toMatch(escapes);
  expect(coloured.stdout.replace(escapes, '')).toBe(plain.stdout);
});

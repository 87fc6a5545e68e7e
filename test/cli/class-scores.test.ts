import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { losscalc } from './losscalc.ts';

// Right values are those of scikit-learn 1.9.1 of the same labels.

const folder = mkdtempSync(join(tmpdir(), 'losscalc-scores-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Labels of three classes, predicted by two models; of the second about half of the errors are mended. */
const CLASSES = ['cat', 'dog', 'bird'];
const rows = Array.from({ length: 60 }, (_, i) => {
  const truth = ((i * i + 3 * i) % 7) % 3;
  const pred = i % 4 === 0 ? (truth + 1 + (i % 2)) % 3 : i % 5 === 0 ? (truth + 2) % 3 : truth;
  const other = i % 8 === 0 ? truth : pred;
  const region = ['eu', 'us', 'asia'][i % 3]!;
  return [...[truth, pred, other].map((k) => CLASSES[k]!), region, String(1 + (i % 3))];
});
const named = ['label', 'predicted', 'other', 'region', 'w'];
const csv = (some: readonly (readonly string[])[]): string =>
  [named, ...some].map((row) => row.join(',')).join('\n') + '\n';
const table = file('labels.csv', csv(rows));

interface Report {
  readonly result: number;
  readonly interval?: { readonly low: number; readonly high: number };
}

const json = async (args: string): Promise<Report> => {
  const { status, stdout, stderr } = await losscalc(`${args} -f json --no-per-sample`);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as Report;
};
const value = async (args: string): Promise<number> => {
  const { status, stdout, stderr } = await losscalc(`${args} -f value`);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return Number(stdout);
};

const labels = `${table} -t label -p predicted`;
/** A loss with its options, of labels. */
const of = (loss: string, source = labels): string => {
  const [name, ...options] = loss.split(' ');
  return [name, source, ...options].join(' ');
};

const EXPECTED: readonly (readonly [string, number])[] = [
  ['accuracy', 0.6],
  ['balanced-accuracy', 0.5986467236467237],
  ['balanced-accuracy --adjusted', 0.3979700854700855],
  ['matthews', 0.39085147934625986],
  ['kappa', 0.39034716342082987],
  ['kappa --weighting quadratic', 0.39885496183206115],
  ['f1 --average micro --weights w', 0.6],
  ['precision --average micro', 0.6],
  ['jaccard-score --average micro', 0.42857142857142855],
  ['f1 --average macro --weights w', 0.5975965632385162],
  ['precision --average macro', 0.5937392500859993],
  ['jaccard-score --average macro', 0.4252470714533801],
  ['f1 --average weighted --weights w', 0.6023304821225255],
  ['precision --average weighted', 0.6036463708290333],
  ['jaccard-score --average weighted', 0.43097470872406934],
  ['recall --positive cat', 0.6153846153846154],
  ['f-beta --beta 2 --positive cat', 0.625],
  ['recall --positive dog', 0.5555555555555556],
  ['f-beta --beta 2 --positive dog', 0.5494505494505495],
  ['recall --positive bird', 0.625],
  ['f-beta --beta 2 --positive bird', 0.6172839506172839],
];
const KAPPA_SORTED = 0.39434724091520856;
const KAPPA_NAMED = 0.41656210790464243;

describe('scores of labels that are text', () => {
  test.each(EXPECTED)('%s', async (args, expected) => {
    expect(await value(of(args))).toBeCloseTo(expected, 14);
  });

  test('are the same where the labels are numbers, or named in another order', async () => {
    const numbers = rows.map((row) =>
      row.map((cell) => (!CLASSES.includes(cell) ? cell : String(CLASSES.indexOf(cell)))),
    );
    const ofNumbers = `${file('numbers.csv', csv(numbers))} -t label -p predicted`;
    for (const loss of ['f1 --average macro', 'matthews', 'kappa']) {
      const expected = await value(of(loss));
      expect(await value(of(loss, ofNumbers))).toBeCloseTo(expected, 15);
      expect(await value(`${of(loss)} --labels bird,cat,dog`)).toBeCloseTo(expected, 15);
    }
  });

  test('take places of classes as they are named, where these count', async () => {
    const kappa = `kappa ${labels} --weighting linear`;
    const [sorted, otherwise] = [await value(kappa), await value(`${kappa} --labels bird,dog,cat`)];
    expect(sorted).toBeCloseTo(KAPPA_SORTED, 14);
    expect(otherwise).toBeCloseTo(KAPPA_NAMED, 14);
  });

  test('count a class that is named though no sample has it', async () => {
    const { stdout, stderr } = await losscalc(
      `f1 ${labels} --average macro --labels bird,cat,dog,fish -f value`,
    );
    const three = await value(`f1 ${labels} --average macro`);
    expect(Number(stdout)).toBeCloseTo((three * 3) / 4, 14);
    expect(stderr).toContain('no sample is or was taken for "fish", whose score counts as 0');
  });

  test('of one class need its name', async () => {
    const { status, stderr } = await losscalc(`recall ${labels}`);
    expect(status).toBe(2);
    expect(stderr).toContain('expected two classes, found 3: "bird", "cat", "dog"');
    expect(stderr).toContain('name one class by --positive');
    const { stderr: unknown } = await losscalc(`recall ${labels} --positive fish`);
    expect(unknown).toContain(
      '--positive: expected one of the labels "bird", "cat", "dog", found none of them',
    );
  });
});

describe('a score that is made of counts', () => {
  const ofPart = async (region: string, loss: string): Promise<number> => {
    const part = file(`${region}.csv`, csv(rows.filter((row) => row[3] === region)));
    return value(of(loss, `${part} -t label -p predicted`));
  };

  test.each(['f1 --average macro', 'kappa --weighting quadratic', 'matthews'])(
    '%s is that of the rows of a segment alone',
    async (loss) => {
      const { stdout } = await losscalc(`${of(loss)} --by region -f csv`);
      for (const region of ['eu', 'us', 'asia']) {
        const expected = await ofPart(region, loss);
        expect(stdout).toMatch(new RegExp(`${region}.*\\b${String(expected).slice(0, 12)}`));
      }
    },
  );

  test('has intervals as a mean has, of which f1 over all samples is one', async () => {
    const options = '--ci 90 --seed 3 --weights w';
    const mean = await json(`accuracy ${labels} ${options}`);
    const counts = await json(`f1 ${labels} --average micro ${options}`);
    expect(counts.result).toBeCloseTo(mean.result, 14);
    expect(counts.interval!.low).toBeCloseTo(mean.interval!.low, 12);
    expect(counts.interval!.high).toBeCloseTo(mean.interval!.high, 12);
  });

  test('compares models pair by pair as a mean does, the larger the better', async () => {
    const args = `compare ${table} -t label -p predicted -p other --by region`;
    const { stdout } = await losscalc(`${args} -l accuracy -l f1:average=micro -f json`);
    const differences = [...stdout.matchAll(/"verdict": ?"(\w+)"/g)].map(([, verdict]) => verdict);
    expect(differences.length).toBeGreaterThan(0);
    expect(differences).toContain('better');
    expect(differences).not.toContain('worse');
    const numbers = (name: string): string[] =>
      [...stdout.matchAll(new RegExp(`"${name}": ?(-?[\\d.]+)`, 'g'))].map(([, found]) =>
        Number(found).toFixed(10),
      );
    const half = (found: string[]): [string[], string[]] => [
      found.filter((_, k) => k % 2 === 0),
      found.filter((_, k) => k % 2 === 1),
    ];
    for (const name of ['low', 'high']) {
      const [first, second] = half(numbers(name));
      expect(second).toEqual(first);
    }
  });

  test('is gated and held against a baseline by what is better', async () => {
    const check = `check ${labels} --assert`;
    expect((await losscalc([...check.split(' '), 'f1:average=macro >= 0.5'])).status).toBe(0);
    expect((await losscalc([...check.split(' '), 'f1:average=macro >= 0.9'])).status).toBe(1);
    const baseline = join(folder, 'baseline.json');
    const against = (pred: string): string =>
      `check ${table} -t label -p ${pred} -l f1:average=macro --baseline ${baseline}`;
    expect((await losscalc(`${against('other')} --update-baseline`)).status).toBe(0);
    const { status, stdout } = await losscalc(against('predicted'));
    expect(status).toBe(1);
    expect(stdout).toContain('is worse than the baseline');
    expect((await losscalc(`${against('predicted')} --update-baseline`)).status).toBe(0);
    expect((await losscalc(against('other'))).status).toBe(0);
  });
});

describe('single scores', () => {
  const single = file('single.csv', 'y,s\n0,0.2\n1,0.7\n1,0.4\n0,0.6\n1,0.9\n');

  test('need a threshold, and say so', async () => {
    const { status, stderr } = await losscalc(`accuracy ${single} -t y -p s`);
    expect(status).toBe(2);
    expect(stderr).toContain('--threshold 0.5 makes labels of scores');
    expect(await value(`accuracy ${single} -t y -p s --threshold 0.5`)).toBe(0.6);
    expect(await value(`f1 ${single} -t y -p s --threshold 0.5`)).toBeCloseTo(2 / 3, 15);
    expect(await value(`roc-auc ${single} -t y -p s`)).toBeCloseTo(5 / 6, 15);
  });

  test('of text labels take the positive one', async () => {
    const spam = file('spam.csv', 'y,s\nham,0.2\nspam,0.7\nspam,0.4\nham,0.6\nspam,0.9\n');
    expect(await value(`f1 ${spam} -t y -p s --threshold 0.5 --positive spam`)).toBeCloseTo(
      2 / 3,
      15,
    );
  });
});

describe('columns of scores', () => {
  const scores = file(
    'scores.csv',
    'y,cat,dog,bird\ncat,0.5,0.3,0.2\ndog,0.2,0.6,0.2\nbird,0.5,0.3,0.2\n',
  );

  test('decide together, so that none is an output by itself', async () => {
    expect(await value(`accuracy ${scores} -t y -p cat-bird`)).toBeCloseTo(2 / 3, 15);
    const { status, stderr } = await losscalc(
      `f1 ${scores} -t y -p cat-bird --average macro --per output`,
    );
    expect(status).toBe(2);
    expect(stderr).toContain('found a score for each class, of which the largest decides');
  });
});

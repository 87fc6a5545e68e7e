import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loss } from '../../src/index.ts';
import { npyFile } from '../sources/npy/npy-file.ts';
import { losscalc } from './losscalc.ts';

const folder = mkdtempSync(join(tmpdir(), 'losscalc-mask-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

// Two images of one by two pixels, three classes.
const PRED = [
  [[[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]]],
  [[[0.2, 0.5, 0.3], [0.25, 0.25, 0.5]]],
]; // prettier-ignore
const TRUE = [[[0, 2]], [[1, 1]]];
/** With the classes along axis 1. */
const PRED_FIRST = PRED.map(([pixels]) => [0, 1, 2].map((c) => [pixels!.map((p) => p[c]!)]));
/** The sums by hand: what is in one mask only is 0.6 + 0.8 + 1 + 1.5, what is in both 0.7 + 0.6 + 0.5 + 0.25. */
const VALUES = [
  ['dice', 3.9 / 8],
  ['jaccard', 3.9 / 5.95],
  ['tversky', 1.95 / 4],
] as const;

/** The mean of each pixel's own Dice loss, which an axis implies: 0.3, 0.4, 0.5 and 0.75. */
const OF_PIXELS = 1.95 / 4;

const json = (value: unknown): string => JSON.stringify(value);
const lines = (values: readonly unknown[]): string => values.map(json).join('\n');
const npy = (shape: number[], values: unknown[]): Buffer =>
  npyFile({ descr: '<f8', shape, values: values.flat(Infinity) as number[] });

const truth = file('y.json', json(TRUE));
const pred = file('p.json', json(PRED));

async function value(args: string): Promise<number> {
  const { status, stdout, stderr } = await losscalc(`${args} -f value`);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return Number(stdout);
}

async function refusal(args: string): Promise<string> {
  const { status, stdout, stderr } = await losscalc(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  return stderr.replaceAll(`${folder}/`, '');
}

describe('a mask of class indices', () => {
  it.each(VALUES)('is what its one-hot rows are to %s, in every format', async (name, expected) => {
    const both = file('both.json', json({ y: TRUE, p: PRED }));
    const records = TRUE.map((y, i) => ({ y, p: PRED[i] }));
    const pixels = TRUE.flat(2).map((y, i) => [y, ...PRED.flat(2)[i]!].join(','));
    const ofPixels = file('t.csv', `y,p0,p1,p2\n${pixels.join('\n')}\n`);
    const files = [
      `--true ${truth} --pred ${pred}`,
      `${both} --true y --pred p`,
      `${file('r.ndjson', lines(records))} --true y --pred p`,
      `--true ${file('y.ndjson', lines(TRUE))} --pred ${pred}`,
      `--true ${file('y.npy', npy([2, 1, 2], TRUE))} --pred ${file('p.npy', npy([2, 1, 2, 3], PRED))}`,
      `--true ${file('y1.npy', npy([2, 1, 2, 1], TRUE))} --pred ${pred}`,
      `${ofPixels} --true y --pred p0-p2`,
    ];
    for (const inputs of files) {
      expect([inputs, await value(`${name} ${inputs} --compat exact`)]).toEqual([
        inputs,
        expect.closeTo(expected, 14),
      ]);
    }
    expect(loss(name, { compat: 'exact' }).reduced(TRUE, PRED)).toBeCloseTo(expected, 14);
  });

  it('goes with classes along another axis', async () => {
    const first = file('first.json', json(PRED_FIRST));
    const stored = file('first.npy', npy([2, 3, 1, 2], PRED_FIRST));
    const both = file('both1.json', json({ y: TRUE, p: PRED_FIRST }));
    const options = '--axis 1 --compat exact';
    for (const inputs of [
      `--true ${truth} --pred ${first}`,
      `--true ${file('y2.npy', npy([2, 1, 2], TRUE))} --pred ${stored}`,
      `${both} --true y --pred p`,
      `--true ${file('y3.npy', npy([2, 1, 1, 2], TRUE))} --pred ${stored}`,
    ]) {
      expect(await value(`dice ${inputs} ${options}`)).toBeCloseTo(OF_PIXELS, 14);
    }
    const exact = loss('dice', { compat: 'exact', axis: 1 });
    expect(exact.reduced(TRUE, PRED_FIRST)).toBeCloseTo(OF_PIXELS, 14);
  });

  it('is of whole samples with classes along axis 1 as along the last', async () => {
    const first = file('whole.json', json(PRED_FIRST));
    const stored = file('whole.npy', npy([2, 3, 1, 2], PRED_FIRST));
    const records = file('whole.ndjson', lines(TRUE.map((y, i) => ({ y, p: PRED_FIRST[i] }))));
    for (const inputs of [
      `--true ${truth} --pred ${first}`,
      `--true ${file('whole-y.npy', npy([2, 1, 2], TRUE))} --pred ${stored}`,
      `--true ${file('whole-y1.npy', npy([2, 1, 1, 2], TRUE))} --pred ${stored}`,
      `${records} --true y --pred p`,
    ]) {
      for (const options of ['--compat exact', '--compat exact --axis 1,2,3']) {
        expect(await value(`dice ${inputs} ${options}`)).toBeCloseTo(3.9 / 8, 14);
      }
      // Of the first image 0.6 + 0.8 of 4 are in one mask only, of the second 1 + 1.5.
      const { stdout } = await losscalc(`dice ${inputs} --samplewise --compat exact -f json`);
      const { perSample } = JSON.parse(stdout) as { perSample: number[] };
      expect(perSample).toEqual([expect.closeTo(0.35, 14), expect.closeTo(0.625, 14)]);
    }
    const exact = loss('dice', { compat: 'exact' });
    expect(exact.reduced(TRUE, PRED_FIRST)).toBeCloseTo(3.9 / 8, 14);
  });

  it('says along which axis classes are', async () => {
    const square = file('square.json', json([[[[0.6, 0.4], [0.4, 0.6]], [[0.5, 0.5], [0.5, 0.5]]]])); // prettier-ignore
    const ofPixels = [[[0, 1], [1, 1]]]; // prettier-ignore
    expect(
      await refusal(`dice --true ${file('either.json', json(ofPixels))} --pred ${square}`),
    ).toBe(
      'losscalc: true: expected a shape that tells along which axis of pred 1x2x2x2 the classes are, found 1x2x2\n' +
        '  hint: 1x1x2x2 has them along axis 1, 1x2x2x1 along the last\n',
    );
    const last = file('last.json', json([[[[0], [1]], [[1], [1]]]])); // prettier-ignore
    const first = file('first1.json', json([ofPixels]));
    expect(await value(`dice --true ${last} --pred ${square} --compat exact`)).toBeCloseTo(
      0.45,
      14,
    );
    expect(await value(`dice --true ${first} --pred ${square} --compat exact`)).toBeCloseTo(
      0.475,
      14,
    );
  });

  it('is told of in results', async () => {
    const inputs = `--true ${truth} --pred ${pred}`;
    expect((await losscalc(`dice ${inputs}`)).stdout).toContain(
      'true rows made of indices of 3 classes',
    );
    const { stdout } = await losscalc(`dice ${inputs} -f json`);
    expect(JSON.parse(stdout)).toMatchObject({ oneHotClasses: 3, shape: [2, 1, 2, 3] });
  });

  it('names classes by the columns of a table, or by --labels', async () => {
    const text = 'dog,0.2,0.8\ncat,0.6,0.4\n';
    const named = file('named.csv', `y,dog,cat\n${text}`);
    const unnamed = file('unnamed.csv', `y,p0,p1\n${text}`);
    expect(await value(`dice ${named} --true y --pred dog,cat --compat exact`)).toBe(0.7);
    const inputs = `${unnamed} --true y --pred p0,p1 --labels dog,cat`;
    expect(await value(`dice ${inputs} --compat exact`)).toBe(0.7);
    const counted = file('counted.csv', 'y,p2,p1\n2,0.2,0.8\n1,0.6,0.4\n');
    expect(await value(`dice ${counted} --true y --pred p2,p1 --compat exact`)).toBe(0.7);
  });

  it('has indices of classes only, but where the mask leaves them out', async () => {
    const voids = file('void.json', json([[[0, 255]], [[1, 1]]]));
    const inputs = `dice --true ${voids} --pred ${pred} --compat exact`;
    expect(await refusal(inputs)).toBe(
      'losscalc: void.json, row 1: expected a class index below 3, as pred has 3 classes, found 255\n' +
        '  hint: a --mask of the same shape leaves out what has no class, with 0 there and 1 elsewhere, where --per output takes each by itself\n',
    );
    const mask = file('mask.json', json([[[1, 0]], [[1, 1]]]));
    const { stdout } = await losscalc(`${inputs} --mask ${mask} --per output -f json`);
    expect((JSON.parse(stdout) as { result: number }).result).toBeCloseTo(3.1 / 6, 14);
    expect(await value(`${inputs} --mask ${mask} --axis -1`)).toBeCloseTo(1.55 / 3, 14);
    for (const wrong of [-1, 0.5, 3]) {
      const path = file('wrong.json', json([[[0, wrong]], [[1, 1]]]));
      expect(await refusal(`dice --true ${path} --pred ${pred}`)).toContain(`found ${wrong}\n`);
    }
  });

  it('has one number for each pixel', async () => {
    const other = file('other.json', json([[[0, 1, 2]], [[1, 1, 1]]]));
    expect(await refusal(`dice --true ${other} --pred ${pred}`)).toBe(
      'losscalc: shapes differ: true is 2x1x3, pred is 2x1x2x3\n' +
        '  hint: true and pred need the same shape, or true one class index for each row of pred; nothing is broadcast\n',
    );
  });
});

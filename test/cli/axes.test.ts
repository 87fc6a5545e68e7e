import { describe, expect, test } from 'vitest';
import { loss } from '../../src/index.ts';
import { losscalc } from './losscalc.ts';

/** Three images of two channels, of 2 x 3 pixels, and the mask of each. */
const PRED = Array.from({ length: 3 }, (_, image) =>
  Array.from({ length: 2 }, (_, channel) =>
    Array.from({ length: 2 }, (_, row) =>
      Array.from(
        { length: 3 },
        (_, column) => ((7 * image + 5 * channel + 3 * row + column) % 10) / 10,
      ),
    ),
  ),
);
const TRUE = PRED.map((image, i) =>
  image.map((channel) =>
    channel.map((row) => row.map((_, column) => Number((i + column) % 2 === 0))),
  ),
);
const DOCUMENT = JSON.stringify({ t: TRUE, p: PRED, w: [1, 2, 5], camera: ['a', 'b', 'a'] });
const LINES = TRUE.map((t, i) => JSON.stringify({ t, p: PRED[i], camera: 'aba'[i] })).join('\n');

type Nested = number | readonly Nested[];
const flat = (values: Nested): number[] => [values].flat(9) as number[];

/** Keras' Dice of some numbers. */
function diceOf(truth: Nested, pred: Nested): number {
  const [y, p] = [flat(truth), flat(pred)];
  const sum = (values: readonly number[]): number =>
    values.reduce((total, each) => total + each, 0);
  return 1 - (2 * sum(y.map((each, i) => each * p[i]!))) / (sum(y) + sum(p) + 1e-7);
}

const OF_IMAGES = TRUE.map((image, i) => diceOf(image, PRED[i]!));
const MEAN_OF_IMAGES = OF_IMAGES.reduce((sum, each) => sum + each, 0) / 3;

interface Json {
  readonly result: number;
  readonly samples: number;
  readonly shape: readonly number[];
  readonly perSample?: Nested;
  readonly gradient?: Nested;
}

async function jsonOf(options: string, stdin = DOCUMENT): Promise<Json> {
  const { stdout, stderr } = await losscalc(`${options} - -t t -p p -f json`.split(' '), { stdin });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Json;
}

describe('a sample of a loss of masks', () => {
  test.each([
    ['--samplewise', DOCUMENT],
    ['--axis 1,2,3', DOCUMENT],
    ['--axis -3,-1,-2', DOCUMENT],
    ['--samplewise', LINES],
    ['--axis 1,2,3', LINES],
  ])('is an entry of the first axis, with %s', async (options, stdin) => {
    const { result, samples, shape, perSample } = await jsonOf(`dice ${options}`, stdin);
    expect(shape).toEqual([3, 2, 2, 3]);
    expect(samples).toBe(3);
    expect(perSample).toHaveLength(3);
    flat(perSample!).forEach((each, i) => expect(each).toBeCloseTo(OF_IMAGES[i]!, 12));
    expect(result).toBeCloseTo(MEAN_OF_IMAGES, 12);
  });

  test('is one of the whole input where there is one loss for all', async () => {
    const { result, samples } = await jsonOf('dice');
    expect(result).toBeCloseTo(diceOf(TRUE, PRED), 12);
    expect(samples).toBe(3);
  });

  test('has a weight, and a segment', async () => {
    const { result } = await jsonOf('dice --samplewise --weights w');
    const [a, b, c] = OF_IMAGES;
    expect(result).toBeCloseTo((a! + 2 * b! + 5 * c!) / 3, 12);
    const { stdout } = await losscalc(
      'dice - -t t -p p --samplewise --by camera -f csv'.split(' '),
      {
        stdin: LINES,
      },
    );
    const [, , ofA, ofB] = stdout.split('\n').map((line) => line.split(','));
    expect(ofA).toContain('a');
    expect(ofA!.map(Number).some((each) => Math.abs(each - (a! + c!) / 2) < 1e-12)).toBe(true);
    expect(ofB!.map(Number).some((each) => Math.abs(each - b!) < 1e-12)).toBe(true);
  });

  test('is drawn anew as a whole for an interval', async () => {
    const rows = JSON.stringify({ t: TRUE.map(flat), p: PRED.map(flat) });
    const intervals = [DOCUMENT, rows].map(async (stdin) => {
      const { stdout } = await losscalc('dice - -t t -p p --ci 95 -f json', { stdin });
      return (JSON.parse(stdout) as { interval: object }).interval;
    });
    const [ofImages, ofRows] = await Promise.all(intervals);
    expect(ofImages).toHaveProperty('low');
    expect(ofImages).toEqual(ofRows);
  });
});

describe('several axes', () => {
  test('are one row of a mean, whose gradient lies where pred does', () => {
    const mse = loss('mse', { axis: [1, 3] });
    const perSample = mse.perSample(TRUE, PRED);
    const meanAt = (image: number, row: number): number => {
      const errors = [0, 1].flatMap((channel) =>
        [0, 1, 2].map((column) => {
          return PRED[image]![channel]![row]![column]! - TRUE[image]![channel]![row]![column]!;
        }),
      );
      return errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length;
    };
    const expected = [0, 1, 2].map((image) => [0, 1].map((row) => meanAt(image, row)));
    flat(perSample).forEach((each, i) => expect(each).toBeCloseTo(flat(expected)[i]!, 12));
    expect((perSample as Nested[]).map((each) => flat(each).length)).toEqual([2, 2, 2]);
    const slopes = flat(mse.gradient(TRUE, PRED));
    flat(PRED).forEach((p, i) =>
      expect(slopes[i]).toBeCloseTo((2 * (p - flat(TRUE)[i]!)) / 36, 12),
    );
  });

  test('that are apart have the gradient of their samples beside these', async () => {
    const { stdout } = await losscalc('dice - -t t -p p --axis 1,3 --gradient -f csv'.split(' '), {
      stdin: DOCUMENT,
    });
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(7);
    const whole = loss('dice', { axis: [1, 3] }).gradient(TRUE, PRED) as number[][][][];
    // Image 1, row 1 of the pixels in both channels.
    const ofFirst = [0, 1].flatMap((channel) => whole[0]![channel]![0]!);
    expect(lines[1]!.split(',').slice(-6).map(Number)).toEqual(ofFirst);
  });

  test.each([
    [
      'cce --axis 1,2',
      '--axis 1,2: expected one axis, found 2: the numbers along it are the classes or items of categorical-crossentropy',
    ],
    ['mse --axis 1,1', 'expected fewer than 4 axes, each once and from -4 to 3, for pred of shape'],
    ['mse --axis 0,1,2,3', 'expected fewer than 4 axes'],
    ['mse --axis 1.5,2', '--axis: expected an integer, found 1.5'],
  ])('%s is refused', async (options, message) => {
    const { status, stderr } = await losscalc(`${options} - -t t -p p`, { stdin: DOCUMENT });
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test('of lines are the last of each', async () => {
    const { stderr } = await losscalc('mse - -t t -p p --axis 1,3', { stdin: LINES });
    expect(stderr).toContain(
      '--axis 1,3: expected axis 3 or -1, or several up to it, for standard',
    );
  });
});

describe('several losses of images', () => {
  test('are computed over the rows of one, where the whole input is all that the other sees', async () => {
    const { stdout } = await losscalc('run - -t t -p p -l brier -l dice -f csv', {
      stdin: DOCUMENT,
    });
    const value = stdout.split('\n')[2]!.split(',').map(Number);
    expect(value.some((each) => Math.abs(each - diceOf(TRUE, PRED)) < 1e-12)).toBe(true);
  });

  test.each(['dice:samplewise', 'dice --ci 95'])('but not with %s', async (other) => {
    const { status, stderr } = await losscalc(`run - -t t -p p -l bce -l ${other}`, {
      stdin: DOCUMENT,
    });
    expect(status).toBe(2);
    expect(stderr).toContain('dice of keras over axis all but the first');
  });
});

test('--missing skip drops images of masks', async () => {
  const stdin = JSON.stringify({
    t: TRUE,
    p: PRED.toSpliced(
      1,
      1,
      PRED[1]!.map((channel) => channel.map((row) => row.map(() => null))) as never,
    ),
  });
  const { stdout } = await losscalc('dice - -t t -p p --samplewise --missing skip -f json', {
    stdin,
  });
  const { result, perSample } = JSON.parse(stdout) as Json;
  expect(flat(perSample!)).toHaveLength(2);
  expect(result).toBeCloseTo((OF_IMAGES[0]! + OF_IMAGES[2]!) / 2, 12);
});

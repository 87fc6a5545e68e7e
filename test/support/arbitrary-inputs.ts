import fc from 'fast-check';
import type { LossDefinition, NumberArray } from '../../src/index.ts';
import type { Domain } from '../../src/losses/definition.ts';
import { inputsOf } from '../../src/losses/inputs.ts';

/** The inputs of a loss by name, as the library takes them. */
export type Given = Readonly<Record<string, NumberArray>>;

/** Numbers that are valid in a domain, in hundredths, so that no two differ by less than a numerical step. */
const HUNDREDTHS: Readonly<Record<Domain, readonly [min: number, max: number]>> = {
  real: [-300, 300],
  'non-negative': [5, 400],
  positive: [5, 400],
  'above-minus-1': [-80, 300],
  probability: [5, 95],
  distribution: [5, 95],
  'class-probability': [5, 95],
  binary: [0, 1],
  sign: [0, 1],
  'binary-or-sign': [0, 1],
  'class-index': [0, 1],
  label: [0, 1],
  'class-indices': [0, 1],
};

/** No two numbers that have the same hundredths are nearer to each other, so that no two errors are equal. */
const APART = 7e-5;

/**
 * Valid inputs of a loss, a few samples of a few numbers, away from the places where a loss has a kink and no
 * derivative: true values sit on another grid than predictions, and each element of a row on its own, so that no
 * error and no difference of two predictions is 0 or at a round threshold.
 */
export function arbitraryInputs(
  definition: LossDefinition,
  fromLogits: boolean,
): fc.Arbitrary<Given> {
  const inputs = [...inputsOf(definition)];
  // Entries with a length of their own fit each other only as the example does.
  if (inputs.some(([, { shape }]) => shape === 'batch')) return fc.constant(exampleOf(definition));
  const needsSeveral =
    definition.lists === 'ranked' ||
    inputs.some(([, { domain }]) => /^(distribution|class-)/.test(domain));
  if (inputs.some(([, { areCounted }]) => areCounted)) return countedLabels();
  // A correlation, along rows or columns, of two numbers or of equal ones says nothing.
  const needsSpread =
    definition.family === 'scores' && inputs.every(([, { domain }]) => domain === 'real');
  const sizes = fc.tuple(
    fc.integer({ min: needsSpread ? 4 : 2, max: 5 }),
    fc.integer({ min: needsSpread ? 3 : needsSeveral ? 2 : 1, max: 4 }),
  );
  const given = sizes.chain(([rows, width]) => {
    const arbitraries = inputs.map(
      ([name, { domain, shape }], place): [string, fc.Arbitrary<NumberArray>] => {
        const meaning = name === 'pred' && fromLogits ? 'real' : domain;
        const offset = place * 0.005678 + 0.001234;
        const step = place * APART;
        if (shape === 'sample') return [name, numbers(meaning, rows, width, offset, step)];
        const matrix = Array.from({ length: rows }, (_, row) =>
          numbers(meaning, width, width, offset + row * width * step, step),
        );
        return [name, fc.tuple(...matrix)];
      },
    );
    return fc.record(Object.fromEntries(arbitraries));
  });
  return needsSpread ? given.filter(isSpread) : given;
}

/** Whether the numbers of each row and of each column differ, and their mean from 0. */
function isSpread(given: Given): boolean {
  return Object.values(given).every((tensor) => {
    const rows = tensor as readonly (readonly number[])[];
    const columns = rows[0]!.map((_, k) => rows.map((row) => row[k]!));
    const mean = rows.flat().reduce((sum, x) => sum + x, 0) / rows.flat().length;
    const range = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
    return Math.abs(mean) > 0.1 && [...rows, ...columns].every((values) => range(values) > 0.3);
  });
}

/** Labels of two classes, one for each sample: there are both, as a score of one alone may be none. */
function countedLabels(): fc.Arbitrary<Given> {
  const label = fc.constantFrom(0, 1);
  const pairs = fc.array(fc.tuple(label, label), { maxLength: 5 });
  return pairs.map((others) => {
    const all = [[0, 0], [1, 1], ...others];
    return { true: all.map(([truth]) => [truth!]), pred: all.map(([, pred]) => [pred!]) };
  });
}

/** `length` numbers of a domain, where there are so many classes; `step` sets each apart from the one before. */
function numbers(
  domain: Domain,
  length: number,
  classes: number,
  offset: number,
  step: number,
): fc.Arbitrary<number[]> {
  const list = (min: number, max: number): fc.Arbitrary<number[]> =>
    fc.array(fc.integer({ min, max }), { minLength: length, maxLength: length });
  const [min, max] = HUNDREDTHS[domain];
  switch (domain) {
    case 'class-index':
      return list(0, classes - 1);
    case 'class-indices':
      return list(0, classes - 1).map((xs) => {
        const distinct = [...new Set(xs)];
        return [...distinct, ...xs.slice(distinct.length).map(() => -1)];
      });
    case 'binary':
    case 'binary-or-sign':
      return list(min, max);
    case 'label':
      // Fewer labels than samples, so that some samples belong together.
      return list(0, Math.max(0, length - 2));
    case 'sign':
      return list(min, max).map((xs) => xs.map((x) => 2 * x - 1));
    case 'distribution':
    case 'class-probability':
      return list(min, max).map((xs) => {
        // Off the round numbers, at which bins may end.
        const odd = xs.map((x, i) => x + 0.0137 * (i + 1));
        const total = odd.reduce((a, b) => a + b);
        return odd.map((x) => x / total);
      });
    case 'probability':
      return list(min, max).map((xs) => xs.map((x) => x / 100));
    default:
      return list(min, max).map((xs) => xs.map((x, i) => x / 100 + offset + i * step));
  }
}

/** The example of a loss, without what it leaves out. */
export function exampleOf({ example }: LossDefinition): Given {
  return Object.fromEntries(
    Object.entries(example).flatMap(([name, rows]) => (rows ? [[name, rows]] : [])),
  );
}

import fc from 'fast-check';
import type { LossDefinition, NumberArray } from '../../src/index.ts';
import type { ConventionName, Domain, ParameterValue } from '../../src/losses/definition.ts';
import { BOX_WIDTH, isBox } from '../../src/losses/domain.ts';
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
  'log-probability': [-300, -10],
  cosine: [-80, 80],
  distribution: [5, 95],
  'class-probability': [5, 95],
  box: [-300, 300],
  'sized-box': [5, 400],
  binary: [0, 1],
  sign: [0, 1],
  'binary-or-sign': [0, 1],
  'class-index': [0, 1],
  label: [0, 1],
  'class-indices': [0, 1],
};

/** Losses, beside the scores of real numbers, that are made of correlations. */
const OF_CORRELATIONS = new Set(['barlow-twins']);

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
  compat?: ConventionName,
): fc.Arbitrary<Given> {
  const inputs = [...inputsOf(definition)];
  // Entries with a length of their own fit each other only as the example does.
  if (inputs.some(([, { shape }]) => shape === 'batch')) return fc.constant(exampleOf(definition));
  const needsSeveral =
    definition.lists === 'ranked' ||
    inputs.some(([, { domain }]) => /^(distribution|class-)/.test(domain));
  if (inputs.some(([, { areCounted }]) => areCounted)) return countedLabels();
  const usual = usualParameters(definition, compat);
  const areBoxes = inputs.some(([, { domain }]) => isBox(domain));
  const columns = areBoxes ? BOX_WIDTH : lengthOfLists(definition);
  // A correlation, along rows or columns, of two numbers or of equal ones says nothing.
  const needsSpread =
    OF_CORRELATIONS.has(definition.name) ||
    (definition.family === 'scores' && inputs.every(([, { domain }]) => domain === 'real'));
  const sizes = fc.tuple(
    fc.integer({ min: needsSpread ? 4 : 2, max: 5 }),
    columns === undefined
      ? fc.integer({ min: needsSpread ? 3 : needsSeveral ? 2 : 1, max: 4 })
      : fc.constant(columns),
  );
  const given = sizes.chain(([rows, width]) => {
    const arbitraries = inputs.map(
      (
        [name, { domain, domainWith, shape, otherwise }],
        place,
      ): [string, fc.Arbitrary<NumberArray>] => {
        const ofConvention = compat === undefined ? domain : domainWith(usual);
        const meaning = name === 'pred' && fromLogits ? 'real' : ofConvention;
        const offset = place * 0.005678 + 0.001234;
        const step = place * APART;
        if (shape === 'sample') return [name, numbers(meaning, rows, width, offset, step)];
        // Of what need not count something does in every row.
        const isChosen = domain === 'binary' && otherwise !== undefined;
        const matrix = Array.from({ length: rows }, (_, row) => {
          // There are both labels in each column, as a score of one alone may be none.
          if (meaning === 'binary' && !isChosen && row < 2) {
            return fc.constant(Array<number>(width).fill(row));
          }
          const ofRow = numbers(meaning, width, width, offset + row * width * step, step);
          return isChosen ? ofRow.map(([, ...others]) => [otherwise, ...others]) : ofRow;
        });
        return [name, fc.tuple(...matrix)];
      },
    );
    return fc.record(Object.fromEntries(arbitraries));
  });
  return needsSpread ? given.filter(isSpread) : given;
}

/** Whether two inputs are scattered, and their rows neither at right angles nor alike, where scores have poles. */
function isSpread(given: Given): boolean {
  const [one, other] = Object.values(given) as (readonly number[])[][];
  const areApart = one!.every((row, i) => {
    const cosine = dot(row, other![i]!) / Math.sqrt(dot(row, row) * dot(other![i]!, other![i]!));
    return Math.abs(cosine) > 0.05 && Math.abs(cosine) < 0.99;
  });
  return areApart && areScattered(given);
}

function dot(xs: readonly number[], ys: readonly number[]): number {
  return xs.reduce((sum, x, k) => sum + x * ys[k]!, 0);
}

/** Whether the numbers of each row and of each column differ, and their mean from 0. */
function areScattered(given: Given): boolean {
  return Object.values(given).every((tensor) => {
    const rows = tensor as readonly (readonly number[])[];
    const columns = rows[0]!.map((_, k) => rows.map((row) => row[k]!));
    const mean = rows.flat().reduce((sum, x) => sum + x, 0) / rows.flat().length;
    const range = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
    return Math.abs(mean) > 0.1 && [...rows, ...columns].every((values) => range(values) > 0.3);
  });
}

/** The length of rows where a parameter is a list with a number for each position; undefined where there is none. */
export function lengthOfLists({ parameters }: LossDefinition): number | undefined {
  const lists = Object.values(parameters).flatMap((parameter) =>
    typeof parameter.default === 'object' && parameter.default !== null ? [parameter.default] : [],
  );
  return lists[0]?.length;
}

/** The parameters as they are where nothing is said. */
function usualParameters(
  { parameters, conventions }: LossDefinition,
  compat?: ConventionName,
): Readonly<Record<string, ParameterValue>> {
  const usual = Object.entries(parameters).flatMap(([name, parameter]) => {
    const value = parameter.default ?? (parameter.kind === 'flag' ? false : undefined);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(usual), ...(compat && conventions[compat]?.defaults) };
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
    case 'box': {
      // The second corner is beyond the first.
      const [low, size] = [fc.integer({ min, max }), fc.integer({ min: 5, max: 400 })];
      return fc.tuple(low, low, size, size).map(([x, y, width, height]) => {
        return [x, y, x + width, y + height].map((at, i) => at / 100 + offset + i * step);
      });
    }
    default:
      return list(min, max).map((xs) => xs.map((x, i) => x / 100 + offset + i * step));
  }
}

/** Boxes by two corners, of which the second is not before the first. */
export function boxOf(number: fc.Arbitrary<number>): fc.Arbitrary<number[]> {
  return fc.tuple(number, number, number, number).map(([a, b, c, d]) => {
    return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
  });
}

/** The example of a loss, without what it leaves out. */
export function exampleOf({ example }: LossDefinition): Given {
  return Object.fromEntries(
    Object.entries(example).flatMap(([name, rows]) => (rows ? [[name, rows]] : [])),
  );
}

import { describe, expect, it } from 'vitest';
import { lossNamed } from '../../src/index.ts';

type Options = Readonly<Record<string, unknown>>;

const score = (options: Options = {}): ReturnType<typeof lossNamed> =>
  lossNamed('crps-ensemble', { compat: 'exact', warn: () => undefined, ...options });

const truth = [0.5, 1, -2];
const members = [
  [0.25, 3, -1, 0.75],
  [1, 2, 1, 2],
  [4, 4, -2, -2],
];

describe('the CRPS of ensembles', () => {
  it.each(['nrg', 'fair'])('is the same in any order of the members (%s)', (estimator) => {
    const flipped = members.map((row) => row.toReversed());
    const computed = score({ estimator });
    expect(computed.reduced(truth, flipped)).toBe(computed.reduced(truth, members));
  });

  it.each(['nrg', 'fair'])(
    'has the slopes of the distances, where equal as well (%s)',
    (estimator) => {
      const exact = score({ estimator }).gradient(truth, members) as number[][];
      const distances = score({ estimator, compat: 'scoringrules' }).gradient(truth, members);
      exact.forEach((row, i) =>
        row.forEach((slope, j) => expect(slope).toBeCloseTo((distances as number[][])[i]![j]!, 15)),
      );
    },
  );

  it('is on average that of many members where it is fair', () => {
    // Each pair out of three members is as likely as another.
    const pairs = [
      [0, 1],
      [0, 3],
      [1, 3],
    ];
    const fair = score({ estimator: 'fair' });
    expect(fair.reduced([2, 2, 2], pairs)).toBeCloseTo(fair.reduced([2], [[0, 1, 3]]), 15);
  });

  it('is the absolute error of one member, of which fair knows nothing', () => {
    expect(score().reduced([3], [[1.25]])).toBe(1.75);
    expect(score({ estimator: 'fair' }).reduced([3], [[1.25]])).toBeNaN();
  });

  it('leaves members out that are missing as properscoring does, and says so', () => {
    const said: string[] = [];
    const warn = (message: string): number => said.push(message);
    const row = [[NaN, 1, 4, NaN]];
    const computed = score({ compat: 'properscoring', warn });
    expect(computed.reduced([2], row)).toBe(score().reduced([2], [[1, 4]]));
    expect(computed.gradient([2], row)).toEqual([[0, -0.25, 0.25, 0]]);
    expect(said.join()).toContain('2 predictions of NaN cost nothing');
    expect(score({ compat: 'scoringrules' }).reduced([2], row)).toBeNaN();
  });
});

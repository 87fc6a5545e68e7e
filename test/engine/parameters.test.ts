import { describe, expect, it } from 'vitest';
import { computeTensors } from '../../src/engine/compute.ts';
import { resolveRequest, type LossOptions } from '../../src/engine/request.ts';
import { defineLoss } from '../../src/losses/definition.ts';

/** A loss that no framework has, with a word to choose and an input that need not be given. */
const norm = defineLoss({
  name: 'scaled-norm',
  title: 'Scaled norm',
  family: 'regression',
  aliases: [],
  summary: 'The norm of errors.',
  description: 'The norm of errors, over a scale.',
  parameters: {
    kind: {
      kind: 'choice',
      choices: ['largest', 'city-block', 'euclidean'],
      default: 'euclidean',
      help: 'which norm it is',
    },
  },
  inputs: {
    true: 'real',
    pred: 'real',
    scale: { domain: 'positive', shape: 'sample', otherwise: 2, help: 'what norms are divided by' },
  },
  conventions: {
    exact: {
      api: 'scaled norm',
      formula:
        'e = abs(p - y); (largest ? max(e) : city_block ? sum(e) : sqrt(sum(e^2)) + eps) / scale',
      constants: { eps: 1 },
    },
  },
  references: [],
  example: { true: [[0, 0]], pred: [[3, 4]] },
});

function compute(options: LossOptions, scale?: readonly number[]): number | null {
  const given = { true: [[0, 0]], pred: [[3, 4]], scale };
  const wanted = { perSample: true, gradient: false, digest: false, warn: () => undefined };
  return computeTensors(resolveRequest(norm, options), given, wanted).result;
}

describe('a parameter that is one of a few words', () => {
  it.each([
    [{}, 3],
    [{ kind: 'euclidean' }, 3],
    [{ kind: 'city-block' }, 3.5],
    [{ kind: 'largest' }, 2],
  ])('%o chooses the branch of the formula', (params, expected) => {
    expect(compute({ params })).toBe(expected);
  });

  it('leaves constants out that the chosen branch does not use', () => {
    expect(resolveRequest(norm, {}).constants).toEqual({ eps: 1 });
    expect(resolveRequest(norm, { params: { kind: 'largest' } }).constants).toEqual({});
  });

  it('is an error where it is none of them', () => {
    expect(() => compute({ params: { kind: 'euclidian' } })).toThrow(
      '--kind: expected one of largest, city-block, euclidean, found "euclidian"\n  hint: did you mean "euclidean"?',
    );
  });
});

describe('an input that need not be given', () => {
  it('is what the definition says, or what is given', () => {
    expect(compute({ params: { kind: 'largest' } })).toBe(2);
    expect(compute({ params: { kind: 'largest' } }, [8])).toBe(0.5);
  });
});

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lossNamed, type TensorLike } from '../src/index.ts';
import { ulpsBetween } from './support/ulps.ts';

interface Reference {
  readonly loss: string;
  readonly params: Readonly<Record<string, number | boolean>>;
  readonly true?: TensorLike;
  readonly pred: TensorLike;
  /** The exact loss, to 50 digits. */
  readonly ref: string;
  readonly [input: string]: unknown;
}

const path = new URL('../fixtures/accuracy/references.json', import.meta.url);
const references = JSON.parse(readFileSync(path, 'utf8')) as Reference[];

/** Units in the last place. */
const TOLERANCES: Readonly<Record<string, number>> = { 'tweedie-deviance': 8 };
const TOLERANCE = 4;

it.each([...new Set(references.map(({ loss }) => loss))])(
  '%s is exact to its last digits',
  (name) => {
    for (const { loss, params, true: yTrue, pred, ref, ...inputs } of references) {
      if (loss !== name) continue;
      const { result } = lossNamed(loss, { compat: 'exact', ...params }).evaluate(
        yTrue,
        pred,
        inputs as Readonly<Record<string, TensorLike>>,
      );
      if (Number(ref) === 0) expect(result).toBe(0);
      else {
        const about = `${JSON.stringify({ params, yTrue, pred, inputs })}: ${result}, expected ${ref}`;
        expect(ulpsBetween(result!, ref), about).toBeLessThanOrEqual(TOLERANCES[loss] ?? TOLERANCE);
      }
    }
  },
);

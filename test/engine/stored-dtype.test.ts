import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openInputs } from '../../src/sources/index.ts';
import { Evaluation } from '../../src/engine/evaluation.ts';
import { resolveRequest, type LossOptions } from '../../src/engine/request.ts';
import type { Result } from '../../src/engine/result.ts';
import { logLoss } from '../../src/losses/binary/log-loss.ts';
import { EXPORTS, exported } from '../support/exports.ts';

const { logLoss: expected } = JSON.parse(String(exported('expected.json'))) as {
  logLoss: Readonly<Record<string, number>>;
};

/** The log loss of two files, or of two columns of one. */
async function resultOf(truth: string, pred: string, options: LossOptions = {}): Promise<Result> {
  const selection = (input: string, name: string): Parameters<typeof openInputs>[0][number] => {
    const [file = '', part] = name.split('#');
    const layout = input === 'true' ? 'scalars' : 'rows';
    return { input, path: join(EXPORTS, file), part, layout };
  };
  const inputs = await openInputs([selection('true', truth), selection('pred', pred)], {
    missing: 'error',
    stdin: () => {
      throw new Error('nothing is on standard input');
    },
    warn: () => undefined,
  });
  const evaluation = new Evaluation(resolveRequest(logLoss, options), inputs.tensors, {
    perSample: false,
    gradient: false,
    digest: false,
    warn: () => undefined,
  });
  for await (const block of inputs.blocks()) evaluation.push(block);
  return evaluation.finish({ skipped: 0 });
}

describe('the epsilon of scikit-learn', () => {
  it.each(Object.entries(expected))(
    'is that of %s, as which pred is stored',
    async (dtype, value) => {
      const { result, stored, constants } = await resultOf('y.npy', `p-${dtype}.npy`);
      // log_loss computes in the dtype of its array, losscalc in float64.
      expect(result).toBeCloseTo(value, dtype === 'float16' ? 2 : 6);
      expect(constants['eps_dtype']).toBe(
        2 ** { float16: -10, float32: -23, float64: -52 }[dtype]!,
      );
      expect(stored).toBe(dtype === 'float64' ? undefined : dtype);
    },
  );

  it.each(['float32.feather', 'float32.parquet'])('is that of a column of %s', async (file) => {
    const { result } = await resultOf(`${file}#y`, `${file}#p`);
    expect(result).toBeCloseTo(expected['float32']!, 6);
  });

  it('is not looked at by the other convention, and float32 has its own', async () => {
    const exact = await resultOf('y.npy', 'p-float32.npy', { compat: 'exact' });
    expect([exact.result, exact.stored]).toEqual([Infinity, 'float32']);
    const single = await resultOf('y.npy', 'p-float64.npy', { dtype: 'float32' });
    expect(single.result).toBeCloseTo(expected['float32']!, 6);
    expect(single.stored).toBe('float64');
    const both = await resultOf('y.npy', 'p-float32.npy', { dtype: 'float32' });
    expect([both.result, both.stored]).toEqual([single.result, undefined]);
  });
});

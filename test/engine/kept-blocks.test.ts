import { expect, it } from 'vitest';
import { KeptBlocks } from '../../src/engine/kept-blocks.ts';
import { NumberList, type NumberStore } from '../../src/reduce/number-list.ts';

/** Hands its numbers out in blocks of three, all in the same array. */
class Blocks implements NumberStore {
  readonly #numbers = new NumberList();
  readonly #room = new Float64Array(3);

  get length(): number {
    return this.#numbers.length;
  }

  append(values: Float64Array, count: number): void {
    this.#numbers.append(values, count);
  }

  *blocks(): Generator<Float64Array> {
    const all = this.#numbers.toArray();
    for (let at = 0; at < all.length; at += 3) {
      this.#room.set(all.subarray(at, at + 3));
      yield this.#room.subarray(0, Math.min(3, all.length - at));
    }
  }
}

it('gives blocks back as they were, though their arrays were reused and are longer than their rows', () => {
  const kept = new KeptBlocks({ true: 1, pred: 2 }, () => new Blocks());
  const truth = new Float64Array(4);
  const pred = new Float64Array(8);
  const rowsOf = [4, 1, 3];
  rowsOf.forEach((rows, k) => {
    truth.fill(10 * k).set([10 * k + 1]);
    pred.fill(100 * k).set([100 * k + 1], 2 * rows - 1);
    const rowNumbers = k === 1 ? Float64Array.of(77, 0, 0) : undefined;
    kept.push({ rows, firstRow: 1 + k, inputs: { true: truth, pred }, rowNumbers });
  });
  for (let again = 0; again < 2; again++) {
    const found = [...kept.blocks()].length;
    expect(found).toBe(3);
    let k = 0;
    for (const { rows, firstRow, inputs, rowNumbers } of kept.blocks()) {
      expect([rows, firstRow]).toEqual([rowsOf[k], 1 + k]);
      expect([...inputs['true']!]).toEqual([
        10 * k + 1,
        ...new Float64Array(rows - 1).fill(10 * k),
      ]);
      expect([...inputs['pred']!]).toEqual([
        ...new Float64Array(2 * rows - 1).fill(100 * k),
        100 * k + 1,
      ]);
      expect(rowNumbers).toEqual(k === 1 ? Float64Array.of(77) : undefined);
      k++;
    }
  }
});

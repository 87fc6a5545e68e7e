import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ExactSum } from '../../src/reduce/exact-sum.ts';
import { EXACT_WORDS, readExact, writeExact } from '../../src/reduce/exact-words.ts';

it('numbers hold every bit of a sum', () => {
  const value = fc.oneof(
    fc.double(),
    fc.constantFrom(5e-324, -5e-324, Number.MAX_VALUE, -Number.MAX_VALUE),
  );
  fc.assert(
    fc.property(fc.array(value), (values) => {
      const sum = new ExactSum();
      for (const each of values) sum.add(each);
      const numbers = new Float64Array(EXACT_WORDS).fill(1);
      writeExact(sum, numbers);
      expect(readExact(numbers)).toEqual({ units: sum.units, special: sum.special });
    }),
  );
});

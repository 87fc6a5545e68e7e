import { expect, it } from 'vitest';
import { TextWriter } from '../../src/text/text-writer.ts';

const writer = (isShortest = true): TextWriter =>
  new TextWriter((x) => (isShortest ? String(x) : x.toFixed(1)), isShortest);
const textOf = (out: TextWriter): string => Buffer.from(out.take()).toString();

it('writes numbers and text', () => {
  const out = writer();
  out.text('“α”: ');
  for (const x of [0.1, 0, -1e300, 1 / 3, Infinity]) {
    out.number(x);
    out.ascii(' ');
  }
  for (const n of [0, 9, 10, 4096, 2 ** 31 - 1, 2 ** 31, 2 ** 53]) {
    out.count(n);
    out.ascii(';');
  }
  expect(textOf(out)).toBe(
    '“α”: 0.1 0 -1e+300 0.3333333333333333 Infinity 0;9;10;4096;2147483647;2147483648;9007199254740992;',
  );
  expect(textOf(out)).toBe('');
});

it('formats numbers that are not to be as short as possible', () => {
  const out = writer(false);
  out.number(0.25);
  expect(textOf(out)).toBe('0.3');
});

it('has room for rows of any length, and says when there is enough for a write', () => {
  const out = writer();
  for (let i = 0; i < 30_000; i++) {
    expect(out.isFull).toBe(i * 3 >= 60 * 1024);
    out.number(0.5);
  }
  expect(textOf(out)).toBe('0.5'.repeat(30_000));
  expect(out.isFull).toBe(false);
});

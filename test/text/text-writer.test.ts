import { expect, it } from 'vitest';
import { RowTexts } from '../../src/text/print/number-printer.ts';
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

it.each([
  ['few', 10],
  ['many', 30_000],
])('writes rows of %s numbers with texts around them', (_, count) => {
  const out = writer();
  const values = Float64Array.from({ length: 2 * count }, (_, i) => (i % 7 === 0 ? NaN : i / 8));
  out.text('β\n');
  out.rows(values, new RowTexts(['[', ', ', ']\n']));
  const lines = Array.from(
    { length: count },
    (_, i) => `[${values[2 * i]}, ${values[2 * i + 1]}]\n`,
  );
  expect(textOf(out)).toBe(`β\n${lines.join('')}`);
});

it('writes rows that are too wide to be printed at once', () => {
  const out = writer();
  const width = 20_000;
  const texts = Array.from({ length: width + 1 }, (_, i) => (i === width ? '\n' : ' '));
  out.rows(new Float64Array(width).fill(0.1), new RowTexts(texts));
  expect(textOf(out)).toBe(`${' 0.1'.repeat(width)}\n`);
});

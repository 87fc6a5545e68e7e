import { expect, test } from 'vitest';
import { BrailleCanvas } from '../../src/plot/braille.ts';

function text(canvas: BrailleCanvas): string[] {
  return Array.from({ length: canvas.rows }, (_, row) =>
    canvas
      .row(row)
      .map(({ character }) => character)
      .join(''),
  );
}

test('a character has two by four dots', () => {
  const canvas = new BrailleCanvas(8, 1);
  for (let i = 0; i < 8; i++) canvas.dot(2 * i + (i % 2), i >> 1, 0);
  expect(text(canvas)).toEqual(['⠁⠈⠂⠐⠄⠠⡀⢀']);
});

test('dots of a character add up; the last to draw owns it', () => {
  const canvas = new BrailleCanvas(2, 2);
  canvas.dot(0, 4, 0);
  canvas.dot(1, 7, 1);
  expect(canvas.row(1)).toEqual([
    { character: '⢁', owner: 1 },
    { character: ' ', owner: undefined },
  ]);
});

test('what is outside is left out', () => {
  const canvas = new BrailleCanvas(1, 1);
  for (const [x, y] of [
    [-1, 0],
    [2, 0],
    [0, -1],
    [0, 4],
  ] as const) {
    canvas.dot(x, y, 0);
  }
  expect(canvas.put(1, 0, '●', 0)).toBe(false);
  expect(text(canvas)).toEqual([' ']);
});

test('a marker stands over dots, and the first one stays', () => {
  const canvas = new BrailleCanvas(1, 1);
  canvas.dot(0, 0, 0);
  expect(canvas.put(0, 0, '●', 1)).toBe(true);
  expect(canvas.put(0, 0, '■', 2)).toBe(false);
  expect(canvas.row(0)).toEqual([{ character: '●', owner: 1 }]);
});

import { describe, expect, it } from 'vitest';
import { TextQueue } from '../../../src/sources/input/text-queue.ts';
import { DistinctTexts } from '../../../src/text/distinct-texts.ts';

describe('a queue of texts', () => {
  const scanned = new DistinctTexts(Buffer.from('catdog'), Uint32Array.of(3, 6));

  function takenFrom(queue: TextQueue, count: number): string[] {
    return Array.from(queue.take(count), (code) => queue.textOf(code));
  }

  it('gives a text that waits one code, however it came', () => {
    const queue = new TextQueue();
    queue.append(Float64Array.of(0, 1, 1), scanned);
    queue.push('cow');
    queue.push('dog');
    queue.append(Float64Array.of(1, 0), scanned);
    const waiting = queue.take(7);
    expect([...waiting]).toEqual([0, 1, 1, 2, 1, 1, 0]);
    expect([0, 1, 2].map((code) => queue.textOf(code))).toEqual(['cat', 'dog', 'cow']);
    expect(queue.utf8?.all()).toEqual(['cat', 'dog', 'cow']);
  });

  it('begins anew when all have been taken', () => {
    const queue = new TextQueue();
    queue.push('cow');
    expect(takenFrom(queue, 1)).toEqual(['cow']);
    queue.append(Float64Array.of(1), scanned);
    expect(takenFrom(queue, 1)).toEqual(['dog']);
    queue.push('hen');
    expect([...queue.take(1)]).toEqual([0]);
    expect(queue.textOf(0)).toBe('hen');
  });

  it('takes integers for their digits', () => {
    const queue = new TextQueue();
    queue.appendIntegers(Float64Array.of(-7, 2 ** 53));
    expect(queue.utf8).toBeUndefined();
    expect(takenFrom(queue, 2)).toEqual(['-7', '9007199254740992']);
    queue.append(Float64Array.of(1), scanned);
    expect(takenFrom(queue, 1)).toEqual(['dog']);
    queue.appendIntegers(Float64Array.of(3));
    expect(takenFrom(queue, 1)).toEqual(['3']);
    queue.push('cow');
    expect(takenFrom(queue, 1)).toEqual(['cow']);
  });

  it('takes integers among texts, and texts among integers', () => {
    const queue = new TextQueue();
    queue.push('cow');
    queue.appendIntegers(Float64Array.of(5, 0));
    expect(takenFrom(queue, 3)).toEqual(['cow', '5', '0']);
    queue.appendIntegers(Float64Array.of(-7, 12));
    queue.appendIntegers(Float64Array.of(12));
    queue.append(Float64Array.of(1), scanned);
    queue.push('12');
    const waiting = queue.take(5);
    expect(Array.from(waiting, (code) => queue.textOf(code))).toEqual([
      '-7',
      '12',
      '12',
      'dog',
      '12',
    ]);
    expect(new Set(waiting).size).toBe(3);
  });
});

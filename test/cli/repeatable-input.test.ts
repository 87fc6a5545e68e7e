import { expect, it } from 'vitest';
import { RepeatableInput } from '../../src/cli/terminal/repeatable-input.ts';

const CHUNKS = ['a', 'b', 'c'].map((text) => new TextEncoder().encode(text));

/** Standard input, and how many of its chunks were asked for. */
function input(): { repeatable: RepeatableInput; asked: () => number } {
  let asked = 0;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (const chunk of CHUNKS) {
      asked++;
      yield await Promise.resolve(chunk);
    }
  }
  return { repeatable: new RepeatableInput(chunks), asked: () => asked };
}

/** The first chunks that a reader gets, of which it may be as few as it takes. */
async function read(from: RepeatableInput, most = Infinity): Promise<Uint8Array[]> {
  const reader = from[Symbol.asyncIterator]();
  const found: Uint8Array[] = [];
  while (found.length < most) {
    const next = await reader.next();
    if (next.done === true) break;
    found.push(next.value);
  }
  return found;
}

it('begins anew for each reader, and asks for nothing twice', async () => {
  const { repeatable, asked } = input();
  expect(await read(repeatable, 1)).toEqual(CHUNKS.slice(0, 1));
  expect(asked()).toBe(1);
  expect(await read(repeatable, 2)).toEqual(CHUNKS.slice(0, 2));
  expect(asked()).toBe(2);
  repeatable.expectLast();
  expect(await read(repeatable)).toEqual(CHUNKS);
  expect(asked()).toBe(3);
});

it('loses nothing that a reader asked for and did not wait for', async () => {
  const { repeatable } = input();
  void repeatable[Symbol.asyncIterator]().next();
  repeatable.expectLast();
  expect(await read(repeatable)).toEqual(CHUNKS);
});

it('keeps nothing for a reader after the last', async () => {
  const { repeatable } = input();
  repeatable.expectLast();
  expect(await read(repeatable)).toEqual(CHUNKS);
  expect(await read(repeatable)).toEqual([]);
});

it('is not opened before it is read', () => {
  expect(
    () =>
      new RepeatableInput(() => {
        throw new Error('opened');
      }),
  ).not.toThrow();
});

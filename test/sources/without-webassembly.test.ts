import { afterEach, expect, test, vi } from 'vitest';
import { ZstdBlocks } from '../../src/sources/compression/zstd-blocks.ts';
import { read } from './reading.ts';

/** As under a limit of address space, of which WebAssembly reserves much. */
function withoutMemory(): void {
  vi.spyOn(WebAssembly, 'Memory').mockImplementation(function () {
    throw new RangeError('WebAssembly.Memory(): could not allocate memory');
  });
}

afterEach(() => {
  vi.restoreAllMocks();
});

test('a JSON document is read without memory for WebAssembly', async () => {
  const numbers = Array.from({ length: 20_000 }, (_, i) => i / 8);
  withoutMemory();
  const { rows } = await read([{ input: 'pred', layout: 'scalars' }], {
    format: 'json',
    chunks: [JSON.stringify(numbers)],
  });
  expect(rows['pred']!.flat()).toEqual(numbers);
});

test('Zstandard without memory is not called damaged', () => {
  withoutMemory();
  // Those that were made before serve first.
  const takeAll = (): unknown => Array.from({ length: 100 }, () => ZstdBlocks.take());
  expect(takeAll).toThrow('expected memory to decode Zstandard data in');
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { complaint, open, read } from '../reading.ts';

const folder = mkdtempSync(join(tmpdir(), 'losscalc-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file with a number a line, from a first one on; the path. */
function numbers(name: string, first: number, count: number): string {
  const path = join(folder, name);
  writeFileSync(path, Array.from({ length: count }, (_, i) => `${first + i}\n`).join(''));
  return path;
}

describe('files that are scanned together', () => {
  it('end whichever of them is read to its end first', async () => {
    const choices = [
      { input: 'true', path: numbers('true.csv', 0, 5000) },
      { input: 'pred', path: numbers('pred.csv', 1_000_000, 5000) },
    ];
    for (let run = 0; run < 20; run++) {
      const { rows } = await read(choices, { threads: 3, chunkBytes: 64 + run, header: false });
      expect(rows['true']).toHaveLength(5000);
      expect(rows['pred']!.at(-1)).toEqual([1_004_999]);
    }
  });

  it('of different lengths are refused, with their shapes', async () => {
    const choices = [
      { input: 'true', path: numbers('short.csv', 0, 4000) },
      { input: 'pred', path: numbers('long.csv', 0, 5000) },
    ];
    const reading = read(choices, { threads: 2, chunkBytes: 64, header: false });
    expect(await complaint(reading)).toContain('true is 4000x1, pred is 5000x1');
  });

  it('are closed when reading stops early', async () => {
    const path = numbers('stopped.csv', 0, 5000);
    const inputs = await open([{ input: 'pred', path }], {
      threads: 2,
      chunkBytes: 64,
      header: false,
    });
    for await (const block of inputs.blocks()) {
      expect(block.rows).toBeGreaterThan(0);
      break;
    }
    await inputs.close();
  });
});

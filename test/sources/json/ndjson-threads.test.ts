import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { read, readTexts } from '../reading.ts';

const folder = mkdtempSync(join(tmpdir(), 'losscalc-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('NDJSON', () => {
  it.each([64, 1000, 65_536])(
    'is read by any number of threads, in chunks of %i bytes',
    async (chunkBytes) => {
      const path = join(folder, 'records.ndjson');
      // Records that are written in another order are none that a scanner takes.
      const record = (i: number): string =>
        i % 7001 === 7000
          ? `{"p":${i},"y":${i / 7},"k":"é ${i % 30}"}`
          : `{"y":${i / 7},"p":${i},"k":"é ${i % 30}"}`;
      writeFileSync(path, Array.from({ length: 20_000 }, (_, i) => record(i)).join('\n'));
      const choices = ['y', 'p'].map((part) => ({ input: part, path, part }));
      for (const threads of [1, 2, 3]) {
        const { rows: found } = await read(choices, { threads, chunkBytes });
        expect(found['p']).toEqual(Array.from({ length: 20_000 }, (_, i) => [i]));
        expect(found['y']).toEqual(Array.from({ length: 20_000 }, (_, i) => [i / 7]));
        for (const [part, text] of [
          ['k', (i: number) => `é ${i % 30}`],
          ['p', String],
        ] as const) {
          const texts = await readTexts({ path, part }, { threads, chunkBytes });
          expect(texts).toEqual(Array.from({ length: 20_000 }, (_, i) => text(i)));
        }
      }
    },
  );
});

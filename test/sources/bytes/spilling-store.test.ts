import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SpillingStore } from '../../../src/sources/bytes/spilling-store.ts';
import { UserError } from '../../../src/messages/errors.ts';
import { arrayOf } from '../../../src/reduce/number-list.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losscalc-'));
  vi.stubEnv('TMPDIR', folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

function filled(store: SpillingStore, count: number): SpillingStore {
  const block = new Float64Array(1001);
  while (store.length < count) {
    const first = store.length;
    store.append(
      block.map((_, i) => first + i),
      Math.min(1000, count - first),
    );
  }
  return store;
}

it.each([0, 999, 2000, 2001, 200_000])('holds %d numbers in order', (count) => {
  const store = filled(new SpillingStore(2000), count);
  expect(store.length).toBe(count);
  const expected = Float64Array.from({ length: count }, (_, i) => i);
  expect(arrayOf(store)).toEqual(expected);
  expect(arrayOf(store)).toEqual(expected);
  store.close();
});

it('leaves no file behind, not even while it is used', () => {
  const store = filled(new SpillingStore(10), 5000);
  expect(readdirSync(folder)).toEqual([]);
  store.close();
});

it('says where there is no room', () => {
  vi.stubEnv('TMPDIR', join(folder, 'missing'));
  const store = new SpillingStore(10);
  expect(() => store.append(new Float64Array(11), 11)).toThrow(
    new UserError({
      where: `temporary file in "${folder}/missing"`,
      problem: 'cannot be written: no such file or directory',
      hint: 'set TMPDIR to a folder with room for 8 bytes a number',
    }),
  );
});

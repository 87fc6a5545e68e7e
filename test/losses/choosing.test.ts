import { expect, it } from 'vitest';
import { CHOOSING } from '../../src/losses/choosing.ts';
import { LOSSES } from '../../src/losses/index.ts';
import { findLoss } from '../../src/losses/names.ts';

it.each(Object.entries(CHOOSING))('of %s names losses that there are', (family, text) => {
  const names = [...text.matchAll(/`([^`]*)`/g)].map(([, name]) => name!);
  for (const name of names) expect([name, findLoss(name)?.name]).toEqual([name, name]);
  const members = LOSSES.filter((loss) => loss.family === family).map(({ name }) => name);
  expect(members.length === 0 || names.some((name) => members.includes(name))).toBe(true);
});

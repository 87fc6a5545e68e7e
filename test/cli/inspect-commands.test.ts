import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { losscalc } from './losscalc.ts';
import { wordsOf } from './shell-words.ts';

/** Files that are no data. */
const OTHERS = /\.(md|py|mjs|txt)$|LICENSE|expected\.json$|losscalc\.json$|baseline\.json$/;

/** All files of the fixtures, whatever they hold. */
const FILES = readdirSync('fixtures', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name))
  .filter((path) => !OTHERS.test(path));

test('a word of a shell is taken out of its quotes', () => {
  expect(wordsOf(`a 'b c' 'it'\\''s' d`)).toEqual(['a', 'b c', "it's", 'd']);
});

test.each(FILES)('inspect shows %s or refuses it, and what it suggests runs', async (path) => {
  const { status, stdout, stderr } = await losscalc(['inspect', path, '-f', 'json']);
  expect([0, 2]).toContain(status);
  if (status === 2) {
    expect(stderr).toMatch(/^losscalc: /);
    return;
  }
  const { command } = JSON.parse(stdout) as { command: string | null };
  if (command === null) return;
  const outcome = await losscalc(wordsOf(command).slice(1));
  expect({ command, ...outcome }).toMatchObject({ status: 0 });
});

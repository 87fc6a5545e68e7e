import { Readable, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { terminalWidth, usesColor, type Terminal } from '../../src/cli/terminal/terminal.ts';

function terminal(isTTY: boolean, env: Terminal['env'] = {}, columns?: number): Terminal {
  const stdout = Object.assign(new Writable(), { isTTY, columns });
  return { stdin: Readable.from([]), stdout, stderr: new Writable(), env };
}

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { TERM: 'dumb' }, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [false, { FORCE_COLOR: '1' }, true],
  [false, { FORCE_COLOR: '' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [true, { FORCE_COLOR: 'false' }, false],
  [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
])('colour on a terminal (%s) with %j: %s', (isTTY, env, expected) => {
  expect(usesColor(terminal(isTTY, env))).toBe(expected);
});

test.each([
  [true, 120, 120],
  [true, 0, 80],
  [true, undefined, 80],
  [false, 120, 80],
])('width of a terminal (%s) of %s columns: %i', (isTTY, columns, expected) => {
  expect(terminalWidth(terminal(isTTY, {}, columns))).toBe(expected);
});

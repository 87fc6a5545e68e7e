import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { usesColor, Warnings, writeError, type Terminal } from '../../src/cli/terminal/terminal.ts';
import { losscalc } from './losscalc.ts';

/** A terminal, and what was written to its standard error. */
function terminalWith(
  env: Terminal['env'],
  isTTY: boolean,
): { terminal: Terminal; said: string[] } {
  const said: string[] = [];
  const stream = { isTTY, write: () => true };
  const stderr = { isTTY, write: (text: string | Uint8Array) => said.push(String(text)) > 0 };
  return { terminal: { stdin: Readable.from([]), stdout: stream, stderr, env }, said };
}

describe('an error', () => {
  const MESSAGE = '--delta: expected a number, found "hint:"\n  hint: did you mean 1?';

  test.each([
    ['in a pipe', {}, false],
    ['with NO_COLOR', { NO_COLOR: '1' }, true],
    ['on a dumb terminal', { TERM: 'dumb' }, true],
  ])('is plain text %s', (_, env, isTTY) => {
    const { terminal, said } = terminalWith(env, isTTY);
    writeError(terminal, MESSAGE);
    expect(said.join('')).toBe(`losscalc: ${MESSAGE}\n`);
  });

  test('has its name and its hint in colour on a terminal', () => {
    const { terminal, said } = terminalWith({}, true);
    writeError(terminal, MESSAGE);
    expect(said.join('')).toBe(
      '\u001b[31mlosscalc:\u001b[39m --delta: expected a number, found "hint:"\n' +
        '\u001b[36m  hint:\u001b[39m did you mean 1?\n',
    );
  });

  test('of the program is in colour where that is forced', async () => {
    const { stderr } = await losscalc('mes', { env: { FORCE_COLOR: '1' } });
    expect(stderr).toMatch(/^\u001b\[31mlosscalc:\u001b\[39m unknown loss or command "mes"\n/);
    expect(await losscalc('mes')).toMatchObject({ stderr: stderr.replaceAll(/\u001b\[\d+m/g, '') });
  });
});

test('standard error may take colour where standard output does not', () => {
  const { terminal } = terminalWith({}, true);
  const piped = { ...terminal, stdout: { write: () => true } };
  expect(usesColor(piped)).toBe(false);
  expect(usesColor(piped, piped.stderr)).toBe(true);
});

describe('warnings', () => {
  test('are told once, however often they are said', () => {
    const { terminal, said } = terminalWith({}, false);
    const warnings = new Warnings();
    for (const message of ['a', 'b', 'a']) warnings.add(message);
    warnings.write(terminal);
    expect(said).toEqual(['losscalc: warning: a\n', 'losscalc: warning: b\n']);
  });

  test('have the word in colour on a terminal', () => {
    const { terminal, said } = terminalWith({}, true);
    const warnings = new Warnings();
    warnings.add('a');
    warnings.write(terminal);
    expect(said).toEqual(['losscalc: \u001b[33mwarning:\u001b[39m a\n']);
  });

  const TABLE = 'y,p,q\n1,1.5,0.5\n0,0.5,0.25\n';

  test.each([
    'run - --true y --pred p -l bce -l bce -l bce:label-smoothing=0.1',
    'check - --true y --pred p --assert bce<9 --warn bce<8 --warn bce:label-smoothing=0.1<8',
    'worst - --true y --pred p -l bce',
    'compare - --true y --pred p --other q -l bce',
  ])('of several losses are one line: %s', async (args) => {
    const { stderr } = await losscalc(args, { stdin: TABLE });
    const warnings = stderr.split('\n').filter((line) => line.includes('warning:'));
    expect(warnings).toEqual([...new Set(warnings)]);
    expect(warnings.filter((line) => line.includes('not a probability'))).toHaveLength(1);
  });
});

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What the commands of examples read; they get copies, since some write too. */
const FOLDERS = ['fixtures/essay', 'fixtures/ci', 'fixtures/exports'];
/** Called after each command: marks where its output ends, and hands its exit status on to the next. */
const MARK = String.raw`mark() { set -- $?; printf '\0'; return $1; }`;

/**
 * What a reader sees in a terminal after each of these commands, typed one after the other into one shell, where
 * `losscalc` is the built program and the working folder holds copies of the fixtures.
 * @throws Error for a command that ends the shell
 */
export function outputsOf(commands: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'losscalc-console-'));
  try {
    const outputs = printedIn(folder, commands).split('\0');
    if (outputs.length === commands.length + 1) return outputs.slice(0, -1);
    throw new Error(`${commands[outputs.length - 1]!} ends the shell: ${outputs.at(-1)!}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a reader sees in a terminal after one command, as {@link outputsOf} says. */
export function outputOf(command: string): string {
  return outputsOf([command])[0]!;
}

function printedIn(folder: string, commands: readonly string[]): string {
  const work = join(folder, 'work');
  for (const name of FOLDERS) cpSync(join(ROOT, name), join(work, name), { recursive: true });
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  symlinkSync(join(ROOT, 'bin/losscalc.js'), join(bin, 'losscalc'));
  const path = [bin, dirname(process.execPath), process.env['PATH']].join(delimiter);
  const script = ['exec 2>&1', MARK, ...commands.map((command) => `${command}\nmark`)].join('\n');
  const { stdout } = spawnSync('sh', ['-c', script], {
    cwd: work,
    // Nothing else of the environment: in a CI the program prints for that too.
    env: { PATH: path, COLUMNS: '80', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  return stdout;
}

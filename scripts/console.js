import { spawnSync } from 'node:child_process';

const ROOT = new URL('..', import.meta.url);
const BINARY = `"${process.execPath}" bin/losscalc.js`;

/** What a reader sees in a terminal after a command with `losscalc`: standard output, then standard error. */
export function outputOf(command) {
  const shell = command.replaceAll('losscalc ', `${BINARY} `);
  const env = { ...process.env, COLUMNS: '80', NO_COLOR: '1' };
  const { stdout, stderr } = spawnSync(shell, { cwd: ROOT, shell: true, env, encoding: 'utf8' });
  return stdout + stderr;
}

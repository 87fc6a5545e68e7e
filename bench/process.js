import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where commands are run. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { bin, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url)));
const [BINARY] = Object.values(bin);
/** The version of losscalc in this checkout. */
export const VERSION = version;
const POLL_MS = 2;

/** The command that runs the losscalc of this checkout. */
export function losscalcCommand(args) {
  return [process.execPath, BINARY, ...args];
}

/**
 * Runs a command without a shell.
 * @param command the program and its arguments
 * @param output where standard output goes: a file descriptor, or `ignore`
 * @param watchMemory whether to look at its memory meanwhile, which takes some of the machine's time
 * @returns wall time in seconds from before it is started until it has ended, the peak of its resident memory in
 *   MiB where that can be known, and why it failed if it did
 */
export async function run(command, { output = 'ignore', watchMemory = false } = {}) {
  const [program, ...args] = command;
  const started = process.hrtime.bigint();
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', output, 'pipe'] });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (complaint += text));
  const memory = watchMemory ? new PeakMemory(child.pid) : undefined;
  const closed = once(child, 'close');
  const [status, signal] = await once(child, 'exit');
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  await closed;
  const failure =
    status === 0 ? undefined : `${signal ?? `exit ${status}`}, ${lastWords(complaint)}`;
  return { seconds, peakMiB: memory?.stop(), failure };
}

/** An error and its hint, or the end of a Python trace. */
function lastWords(text) {
  return text
    .trim()
    .split('\n')
    .slice(-2)
    .map((line) => line.trim())
    .join('; ');
}

/**
 * Follows a process's own record of its peak memory (VmHWM), which Linux alone shows; what it took in the last two
 * milliseconds of its life may be missed.
 */
class PeakMemory {
  #peakKiB;
  #timer;

  constructor(pid) {
    this.#timer = setInterval(() => this.#look(pid), POLL_MS);
  }

  #look(pid) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'latin1');
      const peak = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1];
      if (peak !== undefined) this.#peakKiB = Number(peak);
    } catch {
      // The process has ended, or this is not Linux: what is known stays.
    }
  }

  stop() {
    clearInterval(this.#timer);
    return this.#peakKiB === undefined ? undefined : this.#peakKiB / 1024;
  }
}

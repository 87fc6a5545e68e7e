import { formatCount } from '../../text/format-number.ts';
import type { Inputs, ReadingWatch, WatchReading } from '../../sources/index.ts';
import type { Terminal } from './terminal.ts';

/** Milliseconds before work is worth telling of. */
const PATIENCE = 1000;
const BETWEEN_UPDATES = 100;
const ERASE_LINE = '\r\x1b[K';

/** Tells on standard error how far the reading is: on a terminal, while it takes long; in the end where asked to. */
export class ProgressReport implements ReadingWatch {
  readonly #terminal: Terminal;
  readonly #inputs: Pick<Inputs, 'progress'>;
  readonly #now: () => number;
  readonly #started: number;
  #nextUpdate: number;
  #rows = 0;
  #isShown = false;
  readonly #isVerbose: boolean;

  /**
   * @param isVerbose whether to say in the end how much was read and how fast
   * @param now milliseconds, from any start
   */
  constructor(
    terminal: Terminal,
    inputs: Pick<Inputs, 'progress'>,
    isVerbose = false,
    // Not `performance`, which takes Node 2 ms to load.
    now: () => number = Date.now,
  ) {
    this.#terminal = terminal;
    this.#inputs = inputs;
    this.#isVerbose = isVerbose;
    this.#now = now;
    this.#started = now();
    this.#nextUpdate = this.#started + PATIENCE;
  }

  /** Counts rows that have been read. */
  add(rows: number): void {
    this.#rows += rows;
    const now = this.#now();
    if (now < this.#nextUpdate) return;
    const { stderr, env } = this.#terminal;
    if (stderr.isTTY !== true || env['TERM'] === 'dumb') return;
    this.#nextUpdate = now + BETWEEN_UPDATES;
    this.#isShown = true;
    stderr.write(ERASE_LINE + this.#line((now - this.#started) / 1000));
  }

  /** Removes what was shown. */
  clear(): void {
    if (this.#isShown) this.#terminal.stderr.write(ERASE_LINE);
    this.#isShown = false;
  }

  finish(): void {
    this.clear();
    if (this.#isVerbose) this.#terminal.stderr.write(`losscalc: ${this.#summary}\n`);
  }

  /** What was read: `read 393 MB and 10,000,000 rows in 0.52 s (754 MB/s)`. */
  get #summary(): string {
    const { done } = this.#inputs.progress;
    const seconds = (this.#now() - this.#started) / 1000;
    return `read ${formatBytes(done)} and ${formatCount(this.#rows)} rows in ${seconds.toFixed(2)} s (${formatBytes(done / seconds)}/s)`;
  }

  #line(seconds: number): string {
    const { done, total } = this.#inputs.progress;
    const facts = [
      total ? `${Math.floor((100 * done) / total)} %` : undefined,
      total ? `${formatBytes(done)} of ${formatBytes(total)}` : formatBytes(done),
      `${formatBytes(done / seconds)}/s`,
      `${formatCount(this.#rows)} rows`,
      total && done > 0 ? `${formatDuration((seconds * (total - done)) / done)} left` : undefined,
    ];
    return facts.filter((fact) => fact !== undefined).join('  ');
  }
}

/** Shows on a terminal's standard error how far readings are. */
export function watchReading(terminal: Terminal, isVerbose = false): WatchReading {
  return (inputs) => new ProgressReport(terminal, inputs, isVerbose);
}

/** Bytes in the largest decimal unit that leaves a digit before the point: `393 MB`, `4.2 GB`. */
function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.max(0, Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1));
  const value = bytes / 1000 ** power;
  return `${power > 0 && value < 10 ? value.toFixed(1) : value.toFixed(0)} ${units[power]!}`;
}

/** `0:07`, `12:30`. */
function formatDuration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

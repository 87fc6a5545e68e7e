import { UserError } from '../../messages/errors.ts';
import type { KernelCall } from '../../engine/kernel-call.ts';
import { stylesFor } from '../../output/layout/styles.ts';
import type { Helper, Helping, PartClaims } from './part-claims.ts';

/** A standard stream that may be a terminal. */
export interface OutputStream {
  readonly isTTY?: boolean | undefined;
  /** Width in characters, of a terminal. */
  readonly columns?: number | undefined;
  /** Takes something to write; `done` is called when the system has it, or with what went wrong. */
  write(chunk: string | Uint8Array, done?: (error?: Error | null) => void): boolean;
}

/** What the program is connected to: the process's own streams, or a test's. */
export interface Terminal {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Starts a thread that runs the same command, to compute parts of it; absent where there can be none. */
  readonly startHelper?: (claims: PartClaims) => Helper;
  /** Given in such a thread. */
  readonly helping?: Helping | undefined;
  /** Starts a thread that computes parts of a call; absent where there can be none. */
  readonly startKernelThread?: (given: SharedCall) => KernelThread;
  /** Given in such a thread. */
  readonly kernelTask?: KernelTask | undefined;
}

/** A call of which several threads compute parts. */
export interface SharedCall {
  readonly call: KernelCall;
  /** Rings when there is a message, and when a part is done. */
  readonly bell: SharedArrayBuffer;
}

/** A thread that computes parts of a call, as the one sees it that has started it. */
export interface KernelThread {
  send(message: unknown): void;
  stop(): void;
}

/** What such a thread is given. */
export interface KernelTask extends SharedCall {
  /** The next of the messages that were sent; undefined where there is none yet. */
  readonly receive: () => unknown;
}

/** Characters in a line where no terminal says how many it has. */
export const DEFAULT_WIDTH = 80;

/** Characters in a line of standard output. */
export function terminalWidth({ stdout }: Terminal): number {
  // Some pseudo-terminals say 0.
  return stdout.isTTY && stdout.columns ? stdout.columns : DEFAULT_WIDTH;
}

/**
 * Whether a stream takes colour: `FORCE_COLOR` decides when it is set (`0` and `false` mean no),
 * as in Node itself, then `NO_COLOR`; otherwise a terminal that is not `dumb` does.
 */
export function usesColor({ env, stdout }: Terminal, stream: OutputStream = stdout): boolean {
  const { FORCE_COLOR: force, NO_COLOR: never, TERM: kind } = env;
  if (force !== undefined) return force !== '0' && force !== 'false';
  if (never) return false;
  return stream.isTTY === true && kind !== 'dumb';
}

/** Says on standard error what went wrong. */
export function writeError(terminal: Terminal, message: string): void {
  const { red, cyan } = stylesFor(usesColor(terminal, terminal.stderr));
  const text = message.replace(/^ {2}hint:/m, (label) => cyan(label));
  terminal.stderr.write(`${red('losscalc:')} ${text}\n`);
}

/** What the options say of warnings. */
export interface WarningOptions {
  readonly strict?: boolean | undefined;
  readonly quiet?: boolean | undefined;
}

/** What is doubtful but no error; what is said twice is told once. */
export class Warnings {
  readonly #messages = new Set<string>();
  readonly #options: WarningOptions;

  /** @throws UserError for warnings that are to be errors and to be left out */
  constructor(options: WarningOptions = {}) {
    this.#options = options;
    if (!options.strict || !options.quiet) return;
    throw new UserError({
      where: '--strict, --quiet',
      problem: 'expected one of them, found both',
      hint: 'warnings are errors with --strict, and left out with --quiet',
    });
  }

  /** @throws UserError in its place where warnings are errors */
  readonly add = (message: string): void => {
    const { strict, quiet } = this.#options;
    if (strict)
      throw new UserError({ problem: message, hint: '--strict treats warnings as errors' });
    if (!quiet) this.#messages.add(message);
  };

  /** Tells all of it on standard error, a line each. */
  write(terminal: Terminal): void {
    if (this.#messages.size === 0) return;
    const { yellow } = stylesFor(usesColor(terminal, terminal.stderr));
    for (const message of this.#messages) {
      terminal.stderr.write(`losscalc: ${yellow('warning:')} ${message}\n`);
    }
  }
}

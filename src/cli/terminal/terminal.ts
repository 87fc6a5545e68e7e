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
}

/** Characters in a line where no terminal says how many it has. */
export const DEFAULT_WIDTH = 80;

/** Characters in a line of standard output. */
export function terminalWidth({ stdout }: Terminal): number {
  // Some pseudo-terminals say 0.
  return stdout.isTTY && stdout.columns ? stdout.columns : DEFAULT_WIDTH;
}

/**
 * Whether standard output takes colour: `FORCE_COLOR` decides when it is set (`0` and `false` mean no),
 * as in Node itself, then `NO_COLOR`; otherwise a terminal that is not `dumb` does.
 */
export function usesColor({ stdout, env }: Terminal): boolean {
  const { FORCE_COLOR: force, NO_COLOR: never, TERM: kind } = env;
  if (force !== undefined) return force !== '0' && force !== 'false';
  if (never) return false;
  return stdout.isTTY === true && kind !== 'dumb';
}

/** Tells what is doubtful but no error, a line each. */
export function writeWarnings(terminal: Terminal, warnings: Iterable<string>): void {
  for (const warning of warnings) terminal.stderr.write(`losscalc: warning: ${warning}\n`);
}

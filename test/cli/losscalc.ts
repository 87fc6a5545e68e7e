import { Writable } from 'node:stream';
import type { CommandName } from '../../src/cli/catalogue/commands.ts';
import { optionsFor } from '../../src/cli/catalogue/index.ts';
import type { Terminal } from '../../src/cli/terminal/terminal.ts';
import { main } from '../../src/main.ts';

/** What a run left behind. */
export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Surroundings {
  readonly stdin?: string | AsyncIterable<Uint8Array>;
  readonly env?: Terminal['env'];
  /** The width of a terminal; without it standard output is a pipe. */
  readonly columns?: number;
}

/** The formats that a command says it writes. */
export function formatsOf(command: CommandName): readonly string[] {
  return optionsFor(command).find(({ name }) => name === 'format')!.choices!;
}

/** Runs losscalc in this process with the words of a command line and returns all it wrote. */
export async function losscalc(
  args: string | readonly string[],
  { stdin = '', env = {}, columns }: Surroundings = {},
): Promise<Outcome> {
  const stdout = new Capture(columns);
  const stderr = new Capture();
  const status = await main(typeof args === 'string' ? args.split(' ') : args, {
    stdin: typeof stdin === 'string' ? bytesOf(stdin) : stdin,
    stdout,
    stderr,
    env,
  });
  return { status, stdout: stdout.text, stderr: stderr.text };
}

class Capture extends Writable {
  text = '';
  readonly isTTY: boolean;
  readonly columns: number | undefined;

  constructor(columns?: number) {
    super({ decodeStrings: false });
    this.columns = columns;
    this.isTTY = columns !== undefined;
  }

  override _write(chunk: string, _encoding: string, done: () => void): void {
    this.text += chunk;
    done();
  }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield Buffer.from(text);
}

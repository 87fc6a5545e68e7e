import { workerData, parentPort, Worker } from 'node:worker_threads';
import { PartClaims, type Helper, type HelperAnswer, type Helping } from './part-claims.ts';
import type { OutputStream, Terminal } from './terminal.ts';

/** What such a thread has in its environment. */
const MARK = 'LOSSCALC_HELPER';

/** Starts a thread that runs the same command line as this process. */
export function startHelper(
  launcher: string,
  { argv, env }: NodeJS.Process,
  claims: PartClaims,
): Helper {
  const { parts, claimed } = claims;
  const worker = new Worker(launcher, {
    argv: argv.slice(2),
    env: { ...env, [MARK]: '1' },
    workerData: { parts, claimed },
    // What blocks leave behind is little; the memory of a thread is that of its program.
    resourceLimits: { maxYoungGenerationSizeMb: 2 },
    // What it has to say, this thread says.
    stdout: true,
    stderr: true,
  });
  const answer = new Promise<HelperAnswer | undefined>((resolve) => {
    worker.on('message', resolve);
    worker.on('error', () => resolve(undefined));
    worker.on('exit', () => resolve(undefined));
  });
  return { answer, stop: () => void worker.terminate() };
}

/** Whether the environment is that of a helping thread. */
export function isHelper(env: Terminal['env']): boolean {
  return env[MARK] !== undefined && parentPort !== null;
}

const NOBODY: OutputStream = {
  write: (_, done) => {
    done?.();
    return true;
  },
};

/** Of a helping thread: nobody reads what it writes, nor does it read what somebody types. */
export class HelperTerminal implements Terminal {
  readonly stdin = emptyStream();
  readonly stdout = NOBODY;
  readonly stderr = NOBODY;
  readonly env: Terminal['env'];
  readonly hasOpenStreams = false;
  readonly helping: Helping;

  constructor(process: NodeJS.Process) {
    this.env = process.env;
    const { parts, claimed } = workerData as Pick<PartClaims, 'parts' | 'claimed'>;
    this.helping = {
      claims: new PartClaims(parts, claimed),
      answer: (answer) => {
        parentPort!.postMessage(answer);
        return process.exit();
      },
    };
  }
}

async function* emptyStream(): AsyncGenerator<Uint8Array> {
  // Standard input is read by the first thread alone.
}

import { workerData, parentPort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { PartClaims, type Helper, type HelperAnswer, type Helping } from './part-claims.ts';
import type { KernelTask, KernelThread, OutputStream, SharedCall, Terminal } from './terminal.ts';

/** What such a thread has in its environment. */
const MARK = 'LOSSCALC_HELPER';

/** What such a thread is given: parts of the rows to read, or a call to compute parts of. */
type Given = Pick<PartClaims, 'parts' | 'claimed'> | SharedCall;

/** Starts a thread that runs the same command line as this process. */
export function startHelper(
  launcher: string,
  process: NodeJS.Process,
  { parts, claimed }: PartClaims,
): Helper {
  const worker = startThread(launcher, process, { parts, claimed });
  const answer = new Promise<HelperAnswer | undefined>((resolve) => {
    worker.on('message', resolve);
    worker.on('error', () => resolve(undefined));
    worker.on('exit', () => resolve(undefined));
  });
  return { answer, stop: () => void worker.terminate() };
}

/** Starts a thread that computes parts of a call. */
export function startKernelThread(
  launcher: string,
  process: NodeJS.Process,
  given: SharedCall,
): KernelThread {
  const worker = startThread(launcher, process, given);
  // The parts that it fails at are computed here.
  worker.on('error', () => undefined);
  return {
    send: (message) => worker.postMessage(message),
    stop: () => void worker.terminate(),
  };
}

function startThread(launcher: string, { argv, env }: NodeJS.Process, given: Given): Worker {
  return new Worker(launcher, {
    argv: argv.slice(2),
    env: { ...env, [MARK]: '1' },
    workerData: given,
    // What blocks leave behind is little; the memory of a thread is that of its program.
    resourceLimits: { maxYoungGenerationSizeMb: 2 },
    // What it has to say, this thread says.
    stdout: true,
    stderr: true,
  });
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
  readonly helping?: Helping;
  readonly kernelTask?: KernelTask;

  constructor(process: NodeJS.Process) {
    this.env = process.env;
    const given = workerData as Given;
    if ('call' in given) {
      const receive = (): unknown => receiveMessageOnPort(parentPort!)?.message;
      this.kernelTask = { ...given, receive };
      return;
    }
    this.helping = {
      claims: new PartClaims(given.parts, given.claimed),
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

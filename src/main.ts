import { CommanderError } from 'commander';
import { escapeControls, UserError } from './messages/errors.ts';
import { GateFailure } from './cli/options/gate.ts';
import { run } from './cli/program.ts';
import { HelperTerminal, isHelper } from './cli/terminal/helper.ts';
import { ProcessTerminal } from './cli/terminal/process-terminal.ts';
import { writeError, type KernelTask, type Terminal } from './cli/terminal/terminal.ts';

/**
 * The streams of a process, or of a thread that helps another.
 * @param launcher the file that runs this program
 */
export function openTerminal(
  process: NodeJS.Process,
  launcher: string,
): ProcessTerminal | HelperTerminal {
  return isHelper(process.env)
    ? new HelperTerminal(process)
    : new ProcessTerminal(process, launcher);
}

const STATUS = { done: 0, checkFailed: 1, badUsage: 2, bug: 70 } as const;

/**
 * Runs losscalc: does what the arguments say (without `node` and the script) and returns the exit status:
 * 0 done, 1 a check failed, 2 bad usage, input or output, 70 a bug. Never throws, and never exits by itself.
 */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await (terminal.kernelTask ? help(terminal.kernelTask) : run(argv, terminal));
    return STATUS.done;
  } catch (error) {
    const { status, message } = judge(error, terminal);
    if (message !== undefined) writeError(terminal, message);
    return status;
  }
}

/** What a thread does that helps to compute a loss written by hand. */
async function help(task: KernelTask): Promise<void> {
  const { HelpedKernel } = await import('./cli/terminal/kernel-threads.ts');
  const { helpKernel } = await import('./engine/kernel-call.ts');
  helpKernel(new HelpedKernel(task));
}

function judge(error: unknown, { env }: Terminal): { status: number; message?: string } {
  if (error instanceof UserError) return { status: STATUS.badUsage, message: error.message };
  if (error instanceof GateFailure) return { status: STATUS.checkFailed, message: error.message };
  // Commander has shown help or the version: asked for, or in place of a missing command.
  if (error instanceof CommanderError) {
    return { status: error.exitCode === 0 ? STATUS.done : STATUS.badUsage };
  }
  return { status: STATUS.bug, message: bugReport(error, env['LOSSCALC_DEBUG'] !== undefined) };
}

function bugReport(error: unknown, withStack: boolean): string {
  const text = error instanceof Error ? error.message : String(error);
  const stack = withStack && error instanceof Error ? `\n${error.stack}` : '';
  return (
    `internal error: ${escapeControls(text)}\n` +
    `  please report it with the command and the input; LOSSCALC_DEBUG=1 shows where it happened${stack}`
  );
}

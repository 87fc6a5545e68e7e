import { UserError } from './errors.ts';

/** Throws a UserError for what the system refused, and any other error, a bug, as it is. */
export function failWriting(where: string, error: unknown, hint?: string): never {
  if (!isSystemError(error)) throw error;
  // Node's messages read `ENOSPC: no space left on device, write`.
  const reason = error.message.replace(/^[A-Z0-9]+: /, '').replace(/, [a-z]+( '.*)?$/s, '');
  throw new UserError({ where, problem: `cannot be written: ${reason}`, hint }, { cause: error });
}

/** Whether an error is what the system says, and not a bug. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

import { UserError } from '../../messages/errors.ts';

/** What is wrong with a file of a binary format itself, found where its name is not known. */
export class DamageError extends Error {
  override readonly name = 'DamageError';
}

/** Runs a decoder of another package, which fails in ways of its own on bytes that are not what they should be. */
export function guarded<T>(what: string, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (error instanceof DamageError || error instanceof UserError) throw error;
    throw new DamageError(`expected ${what}, found bytes that are none`, { cause: error });
  }
}

/**
 * Runs what may find damage.
 * @param where the file and the column, for the message
 * @throws UserError in place of a DamageError
 */
export function reporting<T>(where: string, read: () => T, format = 'Parquet'): T {
  try {
    return read();
  } catch (error) {
    throw asComplaint(error, where, format);
  }
}

/** What users are told in place of a DamageError; any other error stays as it is. */
export function asComplaint(error: unknown, where: string, format: string): unknown {
  if (!(error instanceof DamageError)) return error;
  return new UserError(
    {
      where,
      problem: error.message,
      hint: `the ${format} file is damaged or cut short; write or copy it again`,
    },
    { cause: error },
  );
}

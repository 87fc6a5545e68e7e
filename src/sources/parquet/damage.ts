import { UserError } from '../../messages/errors.ts';

/** What is wrong with a Parquet file itself, found where its name is not known. */
export class DamageError extends Error {
  override readonly name = 'DamageError';
}

/** Runs a decoder of another package, which fails in ways of its own on bytes that are not what they should be. */
export function guarded<T>(what: string, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    throw new DamageError(`expected ${what}, found bytes that are none`, { cause: error });
  }
}

/**
 * Runs what may find damage.
 * @param where the file and the column, for the message
 * @throws UserError in place of a DamageError
 */
export function reporting<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DamageError)) throw error;
    throw new UserError(
      {
        where,
        problem: error.message,
        hint: 'the Parquet file is damaged or cut short; write or copy it again',
      },
      { cause: error },
    );
  }
}

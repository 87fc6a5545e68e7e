import { UserError } from '../messages/errors.ts';
import { readPart } from './part-schema.ts';
import { checksum } from './part-text.ts';
import type { Part } from './part.ts';

/**
 * The part that a document is.
 * @param file how messages call it
 * @throws UserError when it is none, or was changed since it was written
 */
export function partOf(document: unknown, file: string): Part {
  const { checksum: written, ...part } = readPart(document, file);
  const rest = { ...(document as Readonly<Record<string, unknown>>) };
  delete rest['checksum'];
  if (checksum(JSON.stringify(rest)) === written) return part;
  throw new UserError({
    where: file,
    problem: 'expected a part as losscalc wrote it, found one that was changed or damaged',
    hint: 'make the part anew, with --partial',
  });
}

import { UserError } from '../messages/errors.ts';
import { hashText } from '../tensor/hash.ts';
import { readPart } from './part-schema.ts';
import type { Part } from './part.ts';

/** Where the two halves of a checksum begin. */
const BASES = [0x811c9dc5, 0x2545f491] as const;

/** A part as it is written: JSON on one line, with a checksum that damage does not survive. */
export function partText(part: Part): string {
  const text = JSON.stringify(part, numberAsJson);
  return `${text.slice(0, -1)},"checksum":"${checksum(text)}"}\n`;
}

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

/** JSON has no NaN, no infinities and no sign of 0. */
function numberAsJson(_: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? value : String(value);
}

function checksum(text: string): string {
  return BASES.map((basis) => (hashText(text, basis) >>> 0).toString(16).padStart(8, '0')).join('');
}

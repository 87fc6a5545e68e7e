import { hashText } from '../tensor/hash.ts';
import type { Part } from './part.ts';

/** Where the two halves of a checksum begin. */
const BASES = [0x811c9dc5, 0x2545f491] as const;

/** A part as it is written: JSON on one line, with a checksum that damage does not survive. */
export function partText(part: Part): string {
  const text = JSON.stringify(part, numberAsJson);
  return `${text.slice(0, -1)},"checksum":"${checksum(text)}"}\n`;
}

/** JSON has no NaN, no infinities and no sign of 0. */
function numberAsJson(_: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? value : String(value);
}

/** What damage to a text does not leave the same. */
export function checksum(text: string): string {
  return BASES.map((basis) => (hashText(text, basis) >>> 0).toString(16).padStart(8, '0')).join('');
}

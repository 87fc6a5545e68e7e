import { escapeControls } from '../../messages/errors.ts';
import { withoutSecrets } from '../../messages/addresses.ts';

const LONGEST = 200;

/**
 * How messages name a file: as the user gave it, without what is secret in an address, safe for a terminal and cut at its
 * start when very long.
 */
export function fileLabel(path: string): string {
  if (path === '-') return 'standard input';
  return path === '' ? '""' : shortened(withoutSecrets(path));
}

/** A file and the part of it that was chosen: `pred.csv, columns p0-p9`. */
export function partLabel(file: string, kind: string, part: string | undefined): string {
  return part === undefined ? file : `${file}, ${kind} ${shortened(part)}`;
}

function shortened(text: string): string {
  return escapeControls(text.length > LONGEST ? `…${text.slice(-LONGEST)}` : text);
}

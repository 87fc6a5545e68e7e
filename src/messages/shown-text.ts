import { escapeControls } from './errors.ts';

/** Characters of a name or a cell; sentences may be longer. */
const LONGEST_NAME = 120;
export const LONGEST_SENTENCE = 400;
const TAIL = 30;

/**
 * Text of the user as readers get to see it: what a terminal would obey or hide is escaped, and a long text is cut in
 * its middle. A format's own escaping comes after it.
 */
export function shownText(text: string, longest = LONGEST_NAME): string {
  if (text.length <= longest) return escaped(text);
  const start = text.slice(0, longest - TAIL - 1);
  return `${escaped(start)}…${escaped(text.slice(-TAIL))}`;
}

/** The last two characters of Unicode's first plane are none, and XML has no way to write them. */
function escaped(text: string): string {
  return escapeControls(text).replace(
    /[\ufffe\uffff]/g,
    (character) => `\\u{${character.charCodeAt(0).toString(16)}}`,
  );
}

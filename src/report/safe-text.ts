import { escapeControls } from '../errors.ts';
import { textField } from '../render/csv.ts';

/** A value with texts of the user as JSON in which nothing is left that a terminal would obey or hide. */
export function jsonString(value: unknown): string {
  return JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
    // Characters beyond 16 bits are two escapes.
    Array.from(
      { length: character.length },
      (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

/** Text of the user as a field of CSV; what a terminal would obey is escaped, but for tabs and the ends of lines. */
export function csvField(text: string): string {
  return textField(text.replace(/[^\P{Cc}\t\r\n]/gu, (character) => escapeControls(character)));
}

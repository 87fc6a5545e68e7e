import { escapeControls } from '../../messages/errors.ts';
import { escapeLogCommands } from '../../messages/log-commands.ts';
import { textField } from '../result/csv.ts';

/**
 * A value with texts of the user as JSON in which nothing is left that a terminal or the log of a CI system would obey
 * or hide; it reads back as it was.
 * @param indent spaces for each level; on one line without
 */
export function jsonString(value: unknown, indent?: number): string {
  const escaped = JSON.stringify(value, null, indent).replace(
    /[^\P{Cc}\n]|[\p{Cf}\u2028\u2029]/gu,
    jsonEscape,
  );
  return escapeLogCommands(escaped, jsonEscape);
}

/** Characters beyond 16 bits are two escapes. */
function jsonEscape(character: string): string {
  const units = Array.from({ length: character.length }, (_, i) => character.charCodeAt(i));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/** Texts that spreadsheets read as numbers, with their sign. */
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;
/** Where a formula starts if cells end at a semicolon, as they do where the comma is the decimal point. */
const FORMULA_INSIDE = /([;\t\r\n]["'\s]*)(?=[=+\-@])/g;

/**
 * Text of the user as a field of CSV. A formula starts with an apostrophe, wherever a spreadsheet takes a cell to start;
 * what a terminal or the log of a CI system would obey is escaped, but for tabs and the ends of lines.
 */
export function csvField(text: string): string {
  if (NUMBER.test(text)) return text;
  const shown = text.replace(/[^\P{Cc}\t\r\n]|[\p{Cf}\u2028\u2029]/gu, (character) =>
    escapeControls(character),
  );
  const harmless = escapeLogCommands(
    shown,
    (character) => `\\x${character.charCodeAt(0).toString(16)}`,
  );
  return textField(harmless.replace(FORMULA_INSIDE, "$1'"));
}

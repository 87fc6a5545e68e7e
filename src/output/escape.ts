import { escapeControls } from '../messages/errors.ts';
import { escapeLogCommands } from '../messages/log-commands.ts';
import { shownText } from '../messages/shown-text.ts';

/*
 * What a text of the user becomes in each format: nothing is left in it that the format, a terminal, a spreadsheet or
 * the log of a CI system would obey. Formats for people also shorten it.
 */

/**
 * A value with texts of the user as JSON in which nothing is left that a terminal or the log of a CI system would obey
 * or hide; it reads back as it was, but for NaN and the infinities, which JSON lacks and which are strings.
 * @param indent spaces for each level; on one line without
 */
export function jsonString(value: unknown, indent?: number): string {
  if (isPlain(value)) return `"${value}"`;
  const text = JSON.stringify(value, (_, part: unknown) => finiteOrText(part), indent);
  return escapeLogCommands(
    text.replace(/[^\P{Cc}\n]|[\p{Cf}\u2028\u2029]/gu, jsonEscape),
    jsonEscape,
  );
}

/** Whether a value is a text that is written as it is, as nearly all are. */
function isPlain(value: unknown): value is string {
  if (typeof value !== 'string' || !/^[ !#-[\]-~]*$/.test(value)) return false;
  return !value.includes('::') && !value.includes('##');
}

function finiteOrText(value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
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
 * A field of CSV. A formula starts with an apostrophe, which keeps it a text, wherever a spreadsheet takes a cell to
 * start; what a terminal or the log of a CI system would obey is escaped, but for tabs and the ends of lines.
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
  const inside = harmless.replace(FORMULA_INSIDE, "$1'");
  const safe = /^[=+\-@\t\r]/.test(inside) ? `'${inside}` : inside;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Keeps Markdown from reading anything into a text, and a text on one line. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~&$]/g, '\\$&').replace(/\s+/g, ' ');
}

/** Text of any origin in Markdown: on one line, and no longer than people read. */
export function markdownText(text: string, longest?: number): string {
  return escapeMarkdown(shownText(text, longest));
}

/** HTML or XML, as against text that has yet to be escaped. */
export type Markup = string;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that is fit to be shown, for an element or a quoted attribute. */
export function escapeMarkup(text: string): Markup {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** Text of any origin, likewise: no markup, nothing invisible, and not too long. */
export function html(text: string, longest?: number): Markup {
  return escapeMarkup(shownText(text, longest));
}

/** The same of XML, whose attributes are in double quotes here. */
export function xmlText(text: string, longest?: number): Markup {
  return shownText(text, longest).replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}

/** What follows the command of a workflow of GitHub Actions. */
export function annotationText(text: string, longest?: number): string {
  return shownText(text, longest)
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A');
}

/** A property of such a command. */
export function annotationProperty(text: string): string {
  return annotationText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

import { parseNumber } from '../../text/parse-number.ts';
import type { KeyForm } from '../input/read-options.ts';

const WHOLE = /^([+-]?)0*(\d+)(?:\.0*)?$/;

/** What of a key has to be equal, by form; `written` is all of it. */
export const KEY_FORMS: Readonly<Record<KeyForm, (text: string) => string>> = {
  written: (text) => text,
  trimmed: (text) => text.trim(),
  numbers: (text) => numberForm(text.trim()),
  'any-case': (text) => text.trim().toLowerCase(),
};

/** How keys are compared, by form. */
export const KEY_FORM_WORDS: Readonly<Record<KeyForm, string>> = {
  written: 'as they are written',
  trimmed: 'without the blanks around them',
  numbers: 'as numbers',
  'any-case': 'without regard to case',
};

/** The same for numbers that are equal: of whole ones their digits, which may be more than a double holds. */
function numberForm(text: string): string {
  const [, sign, digits] = WHOLE.exec(text) ?? [];
  if (digits !== undefined) return sign === '-' && digits !== '0' ? `-${digits}` : digits;
  const number = parseNumber(text);
  return number !== undefined && Number.isFinite(number) ? String(number + 0) : text;
}

import { escapeControls, UserError } from '../messages/errors.ts';

const WIDEST_LINE = 72;

/** A mistake in a formula; its message shows the formula with a caret under the place. */
export class FormulaError extends UserError {
  override readonly name = 'FormulaError';

  /** `at` is the index of the offending character in `text`. */
  constructor(text: string, at: number, problem: string) {
    super({ where: `formula, position ${at + 1}`, problem: `${problem}\n${pointAt(text, at)}` });
  }
}

/** The part of the formula around `at`, and below it a caret. */
function pointAt(text: string, at: number): string {
  const start = Math.max(0, at - WIDEST_LINE / 2);
  const before = (start > 0 ? '…' : '') + onOneLine(text.slice(start, at));
  const after = onOneLine(text.slice(at, start + WIDEST_LINE));
  return `  ${before}${after}\n  ${' '.repeat(before.length)}^`;
}

function onOneLine(text: string): string {
  return escapeControls(text.replaceAll(/\s/g, ' '));
}

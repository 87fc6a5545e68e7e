import { quote } from '../errors.ts';
import { FormulaError } from './error.ts';

export type Token =
  | { readonly kind: 'number'; readonly text: string; readonly at: number }
  | { readonly kind: 'name'; readonly text: string; readonly at: number }
  | { readonly kind: 'symbol'; readonly text: string; readonly at: number }
  | { readonly kind: 'end'; readonly text: ''; readonly at: number };

const PATTERNS = [
  ['number', /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['name', /[A-Za-z_][A-Za-z_0-9]*/y],
  ['symbol', /<=|>=|==|!=|&&|\|\||[-+*/^<>?:()[\],;=!]/y],
] as const;

/** Longer than any loss, short enough that a chain of operators cannot exhaust the stack of a walk over it. */
const LONGEST_FORMULA = 10_000;

/** Splits a formula into numbers, names and symbols; white space between them means nothing. */
export function tokenize(text: string): Token[] {
  if (text.length > LONGEST_FORMULA) {
    throw new FormulaError(text, LONGEST_FORMULA, 'the formula is too long');
  }
  const tokens: Token[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const token = tokenAt(text, at);
    tokens.push(token);
    at = skipSpace(text, at + token.text.length);
  }
  tokens.push({ kind: 'end', text: '', at: text.length });
  return tokens;
}

function tokenAt(text: string, at: number): Token {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { kind, text: match[0], at };
  }
  const character = String.fromCodePoint(text.codePointAt(at)!);
  throw new FormulaError(text, at, `unexpected character ${quote(character)}`);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text.charAt(at))) at++;
  return at;
}

import { quote } from '../messages/errors.ts';
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

/** More than any loss has, few enough that no walk over a chain of operators can exhaust the stack. */
const MOST_TOKENS = 1000;

/** Splits a formula into numbers, names and symbols; white space between them means nothing. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const token = tokenAt(text, at);
    if (tokens.length === MOST_TOKENS) throw new FormulaError(text, at, 'the formula is too long');
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

import type { Range } from './range.ts';

/** An argument of an operation: its text, which is an atom or in parentheses, and which values it may have. */
export interface Operand extends Range {
  readonly text: string;
}

/** An operation as SQL. It may name an argument several times: such an argument is computed once, before. */
export type Template = (...args: Operand[]) => string;

/** Texts with the texts of operands in them. */
export function sql(parts: TemplateStringsArray, ...values: (Operand | string)[]): string {
  return parts.reduce((text, part, i) => {
    const value = values[i - 1]!;
    return `${text}${typeof value === 'string' ? value : value.text}${part}`;
  });
}

/** How often a template names each of some arguments. */
export function repetitions(template: Template, ranges: readonly Range[]): readonly number[] {
  const marks = ranges.map((_, i) => `\u0000${i}\u0001`);
  const text = template(...ranges.map((range, i) => ({ ...range, text: marks[i]! })));
  return marks.map((mark) => text.split(mark).length - 1);
}

/** An expression without the parentheses around all of it, for where it stands between words or commas. */
export function bare(text: string): string {
  if (!text.startsWith('(') || !text.endsWith(')')) return text;
  let depth = 0;
  for (let i = 0; i < text.length - 1; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')') depth--;
    if (depth === 0) return text;
  }
  return text.slice(1, -1);
}

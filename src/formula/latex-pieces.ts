import { PRECEDENCE } from './ast.ts';

/** LaTeX of an expression, and how tightly it binds. */
export interface Piece {
  readonly tex: string;
  readonly binding: number;
  /** It ends in a sum or the like, which would swallow a factor written after it. */
  readonly open?: boolean;
}

export const SUM = PRECEDENCE['+'];
export const PRODUCT = PRECEDENCE['*'];
/** Functions, fractions and powers: only as the base of a power they need parentheses. */
export const APPLICATION = PRECEDENCE['^'];
export const ATOM = APPLICATION + 1;

/** Functions that mathematics has a sign for. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['lgamma', '\\log\\Gamma'],
  ['digamma', '\\psi'],
  ['lbeta', '\\log\\mathrm{B}'],
  ['ndtr', '\\Phi'],
  ['log_ndtr', '\\log\\Phi'],
  ['log_i0', '\\log I_0'],
]);

const MATH_OPERATORS = ['exp', 'log', 'sin', 'cos', 'tanh', 'max', 'min'];

/** A sum, a mean or an extreme: what runs, how many there are of it, and what is reduced. */
export function reduction(
  kind: string,
  indices: readonly string[],
  counts: readonly string[],
  value: Piece,
): Piece {
  const operator = kind === 'max' || kind === 'min' ? `\\${kind}` : '\\sum';
  const factor = kind === 'mean' ? `\\frac{1}{${counts.join(' ')}} ` : '';
  const body = within(value, PRODUCT, 'unsigned');
  const tex = `${factor}${operator}_{${indices.join(', ')}} ${body}`;
  return { tex, binding: PRODUCT, open: true };
}

/** The text of a piece, in parentheses where it binds looser than its place asks for. */
export function within({ tex, binding }: Piece, loosest: number, sign?: 'unsigned'): string {
  const fits = binding >= loosest && !(sign && tex.startsWith('-'));
  return fits ? tex : parenthesised(tex);
}

export function product(left: Piece, right: Piece): Piece {
  const a = left.open ? parenthesised(left.tex) : within(left, PRODUCT);
  const b = within(right, PRODUCT, 'unsigned');
  // Digits side by side would read as one number, and a number before a fraction as a mixed one.
  const dot = /^\d/.test(b) || (/\d$/.test(a) && b.startsWith('\\frac'));
  const tex = `${a} ${dot ? '\\cdot' : '\\,'} ${b}`;
  return { tex, binding: PRODUCT, ...(right.open ? { open: true } : {}) };
}

export function parenthesised(tex: string): string {
  return enclose('(', ')', tex);
}

/** Delimiters around a text, as high as it is. */
export function enclose(left: string, right: string, tex: string): string {
  const high = /\\(frac|sqrt|begin|sum|max_|min_)/.test(tex);
  return high ? `\\left${left}${tex}\\right${right.trimStart()}` : `${left}${tex}${right}`;
}

export function functionName(name: string): string {
  const sign = SIGNS.get(name);
  if (sign !== undefined) return sign;
  return MATH_OPERATORS.includes(name) ? `\\${name}` : `\\mathrm{${name.replaceAll('_', '\\ ')}}`;
}

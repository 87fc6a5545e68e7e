import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUILTINS, COMPOUNDS } from '../../src/formula/functions.ts';
import { latexFormula } from '../../src/formula/latex.ts';
import { format } from '../../src/formula/print.ts';
import { arbitraryExpression } from '../support/arbitrary-expression.ts';

/** The loss's side of the equation of a formula without definitions. */
function typeset(formula: string, elements?: readonly string[]): string {
  return latexFormula(formula, {}, elements).replace('\\ell = ', '');
}

describe('latexFormula', () => {
  it.each([
    ['1 + 2 - 3', '1 + 2 - 3'],
    ['1 - (2 - 3)', '1 - (2 - 3)'],
    ['1 + (2 - 3)', '1 + 2 - 3'],
    ['1 + -2', '1 - 2'],
    ['1 - -2', '1 - (-2)'],
    ['a * b', 'a \\, b'],
    ['a * 2', 'a \\cdot 2'],
    ['2 * (1 / a)', '2 \\cdot \\frac{1}{a}'],
    ['-a * b', '-a \\, b'],
    ['a * -b', 'a \\, (-b)'],
    ['-(a + b)', '-(a + b)'],
    ['-a / b', '-\\frac{a}{b}'],
    ['(a + b) * c', '(a + b) \\, c'],
    ['(a / b) ^ c', '\\left(\\frac{a}{b}\\right)^{c}'],
    ['(-a)^2', '(-a)^{2}'],
    ['a^b^c', 'a^{b^{c}}'],
    ['(a^b)^c', '(a^{b})^{c}'],
    ['log(a)^2', '(\\log(a))^{2}'],
    ['1e-7', '10^{-7}'],
    ['2.5e-7 * a', '2.5 \\cdot 10^{-7} \\, a'],
    ['1e-7^2', '(10^{-7})^{2}'],
    ['inf', '\\infty'],
    [
      'delta + eps + gamma_min + label_smoothing',
      '\\delta + \\epsilon + \\mathrm{gamma\\ min} + \\mathrm{label\\ smoothing}',
    ],
    ['abs(a / 2)', '\\left\\lvert \\frac{a}{2}\\right\\rvert'],
    ['sqrt(a) + exp(-a)', '\\sqrt{a} + \\exp(-a)'],
    ['expm1(a) + log1p(-a)', '\\exp(a) - 1 + \\log(1 - a)'],
    ['a - expm1(b)', 'a - (\\exp(b) - 1)'],
    ['softplus(-abs(a))', '\\log(1 + \\exp(-\\lvert a \\rvert))'],
    ['xlogy(a, b) + xlog1py(a, -b)', 'a \\, \\log(b) + a \\, \\log(1 - b)'],
    ['square(a + b)', '(a + b)^{2}'],
    ['clip(a, eps, 1 - eps)', '\\mathrm{clip}_{[\\epsilon, 1 - \\epsilon]}(a)'],
    ['log_ndtr(a) - lbeta(a, b)', '\\log\\Phi(a) - \\log\\mathrm{B}(a, b)'],
    ['2 * log_i0e(a)', '2 \\, (\\log I_0(a) - \\lvert a \\rvert)'],
    ['max(a, b) + min(a, 0)', '\\max(a, b) + \\min(a, 0)'],
    ['floor(a) + ceil(b) + sign(c)', '\\lfloor a \\rfloor + \\lceil b \\rceil + \\mathrm{sign}(c)'],
    ['stop_gradient(a) + with_derivative(b, c, d)', 'a + b'],
    [
      'a < b ? 1 : 2',
      '\\begin{cases} 1 & \\text{if } a < b \\\\ 2 & \\text{otherwise} \\end{cases}',
    ],
    [
      'a ? 1 : b >= 0 ? 2 : 3',
      '\\begin{cases} 1 & \\text{if } a \\ne 0 \\\\ 2 & \\text{if } b \\ge 0 \\\\ 3 & \\text{otherwise} \\end{cases}',
    ],
    [
      '(a < b ? 1 : 2) + 3',
      '\\left(\\begin{cases} 1 & \\text{if } a < b \\\\ 2 & \\text{otherwise} \\end{cases}\\right) + 3',
    ],
    ['(a > b) + (a == b && !(a != c))', '[a > b] + [a = b \\land \\lnot (a \\ne c)]'],
    ['(a || b) * (a <= b)', '[a \\ne 0 \\lor b \\ne 0] \\, [a \\le b]'],
  ])('typesets %s', (formula, tex) => {
    expect(typeset(formula)).toBe(tex);
  });

  it.each([
    ['sum(p)', '\\sum_{j} p_j'],
    ['mean((p - y)^2)', '\\frac{1}{n} \\sum_{j} (p_j - y_j)^{2}'],
    ['mean(p - y)', '\\frac{1}{n} \\sum_{j} (p_j - y_j)'],
    ['mean(-p)', '-\\frac{1}{n} \\sum_{j} p_j'],
    ['sum(p) * sum(y)', '\\left(\\sum_{j} p_j\\right) \\, \\sum_{j} y_j'],
    ['max(abs(p))', '\\max_{j} \\lvert p_j \\rvert'],
    ['min(p) - 1', '\\min_{j} p_j - 1'],
    ['sum(p / sum(p))', '\\sum_{j} \\frac{p_j}{\\sum_{k} p_k}'],
    ['sum(n) + mean(n)', 'n \\, n + n'],
    ['norm(p)', '\\sqrt{\\sum_{j} p_j^{2}}'],
    ['logsumexp(p)', '\\log\\left(\\sum_{j} \\exp(p_j)\\right)'],
    [
      'sum(unit(p, eps) * softmax(y))',
      '\\sum_{j} \\mathrm{unit}(p, \\epsilon)_{j} \\, \\mathrm{softmax}(y)_{j}',
    ],
    ['batch_sum(p)', '\\sum_{i, j} p_{i, j}'],
    ['batch_max(sum(p))', '\\max_{i} \\sum_{j} p_{i, j}'],
    ['batch_mean(y * p)', '\\frac{1}{N n} \\sum_{i, j} y_{i, j} \\, p_{i, j}'],
    ['batch_mean(sum(p))', '\\frac{1}{N} \\sum_{i} \\sum_{j} p_{i, j}'],
    ['sum(column_sum(p))', '\\sum_{j} \\sum_{i} p_{i, j}'],
    ['mean(column_mean(p))', '\\frac{1}{n} \\sum_{j} \\frac{1}{N} \\sum_{i} p_{i, j}'],
    ['batch_sum(1)', 'N \\cdot 1'],
    ['sum(j * p)', '\\sum_{k} j \\, p_k'],
    ['sum(i * p)', '\\sum_{j} j \\, p_j'],
    ['(2 * i - n)[2] + (2 * i)[n - 1]', '2 \\cdot 2 - n + 2 \\, (n - 1)'],
    [
      'sum(i * sort(p)) + sort_by(p, -y)[0]',
      '\\sum_{j} j \\, \\mathrm{sort}(p)_{j} + \\mathrm{sort\\ by}(p, -y)_{0}',
    ],
    ['sum(cumsum(p) * y)', '\\sum_{j} \\left(\\sum_{k \\le j} p_k\\right) \\, y_j'],
    ['sum(logcumsumexp(p))', '\\sum_{j} \\log\\left(\\sum_{k \\le j} \\exp(p_k)\\right)'],
    ['sum(sort(cumsum(p)))', '\\sum_{j} \\mathrm{sort}(\\mathrm{cumsum}(p))_{j}'],
    ['sum(pair_sum(other(p) - p))', '\\sum_{j} \\sum_{k} (p_k - p_j)'],
    ['max(pair_mean(p * other(i)))', '\\max_{j} \\frac{1}{n} \\sum_{k} p_j \\, k'],
    ['sum(pair_sum(y) + pair_min(y))', '\\sum_{j} (n \\, y_j + y_j)'],
    ['sum(pair_max(sum(p) * other(p)))', 'n \\, \\max_{j} \\left(\\sum_{k} p_k\\right) \\, p_j'],
    ['batch_sum(i)', '\\sum_{i, j} j'],
  ])('indexes what runs along the row: %s', (formula, tex) => {
    expect(typeset(formula)).toBe(tex);
  });

  it('indexes by classes', () => {
    expect(typeset('-log_softmax(p)[y] + (p / sum(p))[y]', ['p'])).toBe(
      '-\\mathrm{log\\ softmax}(p)_{y} + \\frac{p_y}{\\sum_{j} p_j}',
    );
  });

  it('gives each definition an equation, indexed where it runs along the row', () => {
    const formula = 'e = abs(p - y); s = sum(e); mean(e <= delta ? e^2 / 2 : w * s)';
    expect(latexFormula(formula, {}, ['y', 'p', 'w'])).toBe(
      `\\begin{aligned}
e_j &= \\lvert p_j - y_j \\rvert \\\\
s &= \\sum_{j} e_j \\\\
\\ell &= \\frac{1}{n} \\sum_{j} \\begin{cases} \\frac{e_j^{2}}{2} & \\text{if } e_j \\le \\delta \\\\ w_j \\, s & \\text{otherwise} \\end{cases}
\\end{aligned}`,
    );
  });

  it('indexes a definition of pairs by both positions', () => {
    expect(latexFormula('d = p - other(p); sum(pair_sum(d^2 - other(d)))')).toBe(
      `\\begin{aligned}
d_{j, k} &= p_j - p_k \\\\
\\ell &= \\sum_{j} \\sum_{k} (d_{j, k}^{2} - d_{k, j})
\\end{aligned}`,
    );
  });

  it('takes the branch that a decided flag chooses', () => {
    const formula = 'q = clip(p, eps, 1); mean(from_logits ? softplus(p) : log(q))';
    expect(latexFormula(formula, { from_logits: true })).toBe(
      '\\ell = \\frac{1}{n} \\sum_{j} \\log(1 + \\exp(p_j))',
    );
  });

  it('uses no macro that GitHub refuses', () => {
    const functions = [...BUILTINS].map(([name, { arities }]) =>
      typeset(`${name}(${Array<string>(arities[0]!).fill('a').join(', ')})`),
    );
    expect(functions.join(' ')).not.toMatch(/\\(operatorname|DeclareMath|def|newcommand|mbox)/);
  });

  it('keeps delimiters in pairs, whatever the formula', () => {
    fc.assert(
      fc.property(expression, (tree) => {
        const tex = latexFormula(format(tree));
        expect([...unpaired(tex, DELIMITERS), ...unpaired(tex, WORDS)]).toEqual([]);
        expect(tex).not.toMatch(/undefined|NaN|\d \d|--|\+ -/);
      }),
    );
  });
});

const DELIMITERS = [
  ['{', '}'], ['(', ')'], ['[', ']'], ['\\lvert', '\\rvert'], ['\\lfloor', '\\rfloor'], ['\\lceil', '\\rceil'],
] as const; // prettier-ignore
const WORDS = [['\\left', '\\right'], ['\\begin', '\\end']] as const; // prettier-ignore

/** What opens or closes nothing, of the pairs. */
function unpaired(tex: string, pairs: readonly (readonly [string, string])[]): string[] {
  const open: string[] = [];
  for (const [token] of tex.matchAll(/\\[a-z]+|[{}()[\]]/gi)) {
    const closed = pairs.find(([, right]) => right === token);
    if (pairs.some(([left]) => left === token)) open.push(token);
    else if (closed && open.pop() !== closed[0]) return [token];
  }
  return open;
}

const functions: (readonly [name: string, arity: number])[] = [
  ...[...BUILTINS].map(([name, { arities }]) => [name, arities[0]!] as const),
  ...[...COMPOUNDS].map(([name, { parameters }]) => [name, parameters.length] as const),
];
const expression = arbitraryExpression({
  maxDepth: 4,
  numbers: fc.constantFrom(0, 1, 2.5, 1e-7, 1e21),
  names: ['y', 'p', 'n', 'a', 'delta', 'label_smoothing'],
  functions,
});

import { PRECEDENCE, type BinaryOperator, type Expression, type Formula } from './ast.ts';
import { binary, call, expand } from './latex-expansions.ts';
import { latexName, latexNumber } from './latex-symbols.ts';
import { Extent, unionOf, varies, without } from './node.ts';
import { parse } from './parse.ts';
import { formatFormula } from './print.ts';

/**
 * A formula as LaTeX for math mode: an equation for each definition, and for the loss of a sample. What has a value
 * for each element of the row carries an index. GitHub refuses `\operatorname`, so functions are set with `\mathrm`.
 * @param flags parameters whose value is decided, as `formatFormula` takes them
 * @param elements names with a value for each element of the row: inputs, and parameters that are lists
 * @throws FormulaError
 */
export function latexFormula(
  text: string,
  flags: Readonly<Record<string, boolean>> = {},
  elements: readonly string[] = ['y', 'p'],
): string {
  const decided = formatFormula(text, flags).replaceAll('\n', ';');
  return new Typesetter(parse(decided), elements).formula();
}

/** LaTeX of an expression, and how tightly it binds. */
interface Piece {
  readonly tex: string;
  readonly binding: number;
  /** It ends in a sum or the like, which would swallow a factor written after it. */
  readonly open?: boolean;
}

/** What values are indexed by: letters, or nothing where a value is not inside a sum. */
interface Place {
  readonly row: string;
  readonly element: string;
  /** How many indices are in use. */
  readonly depth: number;
}

const OUTSIDE: Place = { row: '', element: '', depth: 0 };
const ROW_INDEX = 'i';
const ELEMENT_INDICES = ['j', 'k', 'l', 'm'];

const SUM = PRECEDENCE['+'];
const PRODUCT = PRECEDENCE['*'];
/** Functions, fractions and powers: only as the base of a power they need parentheses. */
const APPLICATION = PRECEDENCE['^'];
const ATOM = APPLICATION + 1;

const TRUTH_OPERATORS: ReadonlyMap<string, string> = new Map([
  ['<', '<'],
  ['<=', '\\le'],
  ['>', '>'],
  ['>=', '\\ge'],
  ['==', '='],
  ['!=', '\\ne'],
  ['&&', '\\land'],
  ['||', '\\lor'],
]);

const MATH_OPERATORS = ['exp', 'log', 'sin', 'cos', 'tanh', 'max', 'min'];
const DELIMITERS: ReadonlyMap<string, readonly [left: string, right: string]> = new Map([
  ['abs', ['\\lvert ', ' \\rvert']],
  ['floor', ['\\lfloor ', ' \\rfloor']],
  ['ceil', ['\\lceil ', ' \\rceil']],
]);
/** Functions that mathematics has a sign for. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['lgamma', '\\log\\Gamma'],
  ['digamma', '\\psi'],
  ['lbeta', '\\log\\mathrm{B}'],
  ['ndtr', '\\Phi'],
  ['log_ndtr', '\\log\\Phi'],
  ['log_i0', '\\log I_0'],
]);
/** Reductions over the row; `max` and `min` are among them with one argument. */
const REDUCTIONS = ['sum', 'mean', 'norm', 'logsumexp'];
/** Functions of a whole row whose result is a row. */
const ROW_FUNCTIONS = ['unit', 'softmax', 'log_softmax'];

class Typesetter {
  readonly #formula: Formula;
  readonly #extents: Map<string, Extent>;
  /** Letters for indices that are no names of the formula. */
  readonly #letters: readonly string[];

  constructor(formula: Formula, elements: readonly string[]) {
    this.#formula = formula;
    this.#extents = new Map(elements.map((name) => [name, Extent.element]));
    for (const { name, value } of formula.definitions) {
      this.#extents.set(name, this.#extentOf(value));
    }
    const names = new Set(formula.text.match(/\w+/g));
    this.#letters = ELEMENT_INDICES.filter((letter) => !names.has(letter));
  }

  formula(): string {
    const { definitions, value } = this.#formula;
    const loss = this.#number(value, OUTSIDE).tex;
    if (definitions.length === 0) return `\\ell = ${loss}`;
    const equations = definitions.map(({ name, value: defined, at }) => {
      const along = varies(this.#extentOf(defined), Extent.column);
      const place = along ? this.#inside(OUTSIDE) : OUTSIDE;
      const left = this.#expression({ kind: 'name', name, at }, place).tex;
      return `${left} &= ${this.#number(defined, place).tex}`;
    });
    const lines = [...equations, `\\ell &= ${loss}`].join(' \\\\\n');
    return `\\begin{aligned}\n${lines}\n\\end{aligned}`;
  }

  #inside(place: Place): Place {
    const { length } = this.#letters;
    const letter = this.#letters[place.depth % length] ?? 'j';
    const element = letter + "'".repeat(Math.floor(place.depth / Math.max(1, length)));
    return { ...place, element, depth: place.depth + 1 };
  }

  /** A number; a truth value counts as 1 or 0, written in Iverson's brackets. */
  #number(expression: Expression, place: Place): Piece {
    if (!isTruth(expression)) return this.#expression(expression, place);
    return { tex: enclose('[', ']', this.#truth(expression, place).tex), binding: ATOM };
  }

  #truth(expression: Expression, place: Place): Piece {
    if (!isTruth(expression)) {
      return { tex: `${this.#number(expression, place).tex} \\ne 0`, binding: PRECEDENCE['!='] };
    }
    if (expression.kind === 'unary') {
      const operand = within(this.#truth(expression.operand, place), ATOM);
      return { tex: `\\lnot ${operand}`, binding: APPLICATION };
    }
    const { operator, left, right } = expression;
    const binding = PRECEDENCE[operator];
    const side = (part: Expression): string =>
      operator === '&&' || operator === '||'
        ? within(this.#truth(part, place), binding)
        : within(this.#number(part, place), SUM);
    return { tex: `${side(left)} ${TRUTH_OPERATORS.get(operator)!} ${side(right)}`, binding };
  }

  #expression(expression: Expression, place: Place): Piece {
    switch (expression.kind) {
      case 'number': {
        const tex = latexNumber(expression.value);
        return { tex, binding: tex.includes('10^') ? PRODUCT : ATOM };
      }
      case 'name':
        return { tex: this.#name(expression.name, place), binding: ATOM };
      case 'unary':
        return this.#negative(expression.operand, place);
      case 'binary':
        return this.#binary(expression.operator, expression.left, expression.right, place);
      case 'conditional':
        return this.#cases(expression, place);
      case 'call':
        return this.#call(expression.callee, expression.args, place);
      case 'index': {
        const element = this.#number(expression.index, place).tex;
        return this.#number(expression.vector, { ...place, element });
      }
    }
  }

  #name(name: string, { row, element }: Place): string {
    const extent = this.#extents.get(name) ?? Extent.constant;
    const indices = [
      varies(extent, Extent.row) ? row : '',
      varies(extent, Extent.column) ? element : '',
    ].filter(Boolean);
    const index = indices.join(', ');
    if (index === '') return latexName(name);
    return `${latexName(name)}_${index.length === 1 ? index : `{${index}}`}`;
  }

  #negative(operand: Expression, place: Place): Piece {
    const piece = this.#number(operand, place);
    return { ...piece, tex: `-${within(piece, PRODUCT, 'unsigned')}`, binding: PRODUCT };
  }

  #binary(operator: BinaryOperator, left: Expression, right: Expression, place: Place): Piece {
    if (operator === '/' && isNegative(left)) {
      return this.#negative(binary('/', left.operand, right), place);
    }
    if (operator === '+' && isNegative(right)) {
      return this.#binary('-', left, right.operand, place);
    }
    const a = this.#number(left, place);
    const b = this.#number(right, place);
    switch (operator) {
      case '/':
        return { tex: `\\frac{${a.tex}}{${b.tex}}`, binding: APPLICATION };
      case '^':
        return { tex: `${within(a, ATOM)}^{${b.tex}}`, binding: APPLICATION };
      case '*':
        return product(a, b);
      default: {
        const second = within(b, operator === '+' ? SUM : PRODUCT, 'unsigned');
        // Cases have no closing brace: what follows would seem to belong to the last of them.
        const first = a.tex.endsWith('\\end{cases}') ? parenthesised(a.tex) : within(a, SUM);
        return { tex: `${first} ${operator} ${second}`, binding: SUM };
      }
    }
  }

  #cases(expression: Expression, place: Place): Piece {
    const rows: string[] = [];
    let rest = expression;
    while (rest.kind === 'conditional') {
      const test = this.#truth(rest.test, place).tex;
      rows.push(`${this.#number(rest.then, place).tex} & \\text{if } ${test}`);
      rest = rest.otherwise;
    }
    rows.push(`${this.#number(rest, place).tex} & \\text{otherwise}`);
    const tex = `\\begin{cases} ${rows.join(' \\\\ ')} \\end{cases}`;
    return { tex, binding: PRODUCT, open: true };
  }

  #call(name: string, args: readonly Expression[], place: Place): Piece {
    const expansion = expand(name, args);
    if (expansion) return this.#number(expansion, place);
    const [first] = args;
    if (first && isReduction(name, args)) return this.#reduction(name, first, place);
    if (ROW_FUNCTIONS.includes(name)) {
      const whole = args.map((argument) => this.#number(argument, { ...place, element: '' }).tex);
      const index = place.element && `_{${place.element}}`;
      const tex = `${functionName(name)}${parenthesised(whole.join(', '))}${index}`;
      return { tex, binding: APPLICATION };
    }
    const [x = '', ...more] = args.map((argument) => this.#number(argument, place).tex);
    const delimiters = DELIMITERS.get(name);
    if (delimiters) return { tex: enclose(...delimiters, x), binding: ATOM };
    if (name === 'sqrt') return { tex: `\\sqrt{${x}}`, binding: APPLICATION };
    const tex =
      name === 'clip'
        ? `\\mathrm{clip}_{[${more.join(', ')}]}${parenthesised(x)}`
        : functionName(name) + parenthesised([x, ...more].join(', '));
    return { tex, binding: APPLICATION };
  }

  /** Over the row or the whole input; of a value that is the same all along there is nothing to reduce but its count. */
  #reduction(name: string, argument: Expression, place: Place): Piece {
    const kind = name.replace(/^(batch|column)_/, '');
    const isOfColumn = name.startsWith('column_');
    if (isNegative(argument) && (kind === 'sum' || kind === 'mean')) {
      return this.#negative(call(name, argument.operand), place);
    }
    const extent = this.#extentOf(argument);
    const overRows = name !== kind && varies(extent, Extent.row);
    const overElements = !isOfColumn && varies(extent, Extent.column);
    const counts = [
      ...(name === kind ? [] : ['N']),
      ...(overElements || name === kind ? ['n'] : []),
    ];
    if (!overRows && !overElements) {
      const value = this.#number(argument, place);
      return kind === 'sum' ? product({ tex: counts.join(' '), binding: ATOM }, value) : value;
    }
    const elements = overElements ? this.#inside(place) : place;
    const inner = overRows ? { ...elements, row: ROW_INDEX } : elements;
    const indices = [overRows ? inner.row : '', overElements ? inner.element : ''].filter(Boolean);
    const operator = kind === 'max' || kind === 'min' ? `\\${kind}` : '\\sum';
    const factor = kind === 'mean' ? `\\frac{1}{${counts.join(' ')}} ` : '';
    const body = within(this.#number(argument, inner), PRODUCT, 'unsigned');
    const tex = `${factor}${operator}_{${indices.join(', ')}} ${body}`;
    return { tex, binding: PRODUCT, open: true };
  }

  #extentOf(expression: Expression): Extent {
    const widest = (...parts: readonly Expression[]): Extent =>
      unionOf(...parts.map((part) => this.#extentOf(part)));
    switch (expression.kind) {
      case 'number':
        return Extent.constant;
      case 'name':
        return this.#extents.get(expression.name) ?? Extent.constant;
      case 'unary':
        return this.#extentOf(expression.operand);
      case 'binary':
        return widest(expression.left, expression.right);
      case 'conditional':
        return widest(expression.test, expression.then, expression.otherwise);
      case 'index':
        return Extent.row;
      case 'call': {
        const { callee, args } = expression;
        if (callee.startsWith('batch_')) return Extent.constant;
        const extent = widest(...args);
        if (callee.startsWith('column_')) return without(extent, Extent.row);
        return isReduction(callee, args) ? without(extent, Extent.column) : extent;
      }
    }
  }
}

/** The text of a piece, in parentheses where it binds looser than its place asks for. */
function within({ tex, binding }: Piece, loosest: number, sign?: 'unsigned'): string {
  const fits = binding >= loosest && !(sign && tex.startsWith('-'));
  return fits ? tex : parenthesised(tex);
}

function product(left: Piece, right: Piece): Piece {
  const a = left.open ? parenthesised(left.tex) : within(left, PRODUCT);
  const b = within(right, PRODUCT, 'unsigned');
  // Digits side by side would read as one number, and a number before a fraction as a mixed one.
  const dot = /^\d/.test(b) || (/\d$/.test(a) && b.startsWith('\\frac'));
  const tex = `${a} ${dot ? '\\cdot' : '\\,'} ${b}`;
  return { tex, binding: PRODUCT, ...(right.open ? { open: true } : {}) };
}

function parenthesised(tex: string): string {
  return enclose('(', ')', tex);
}

/** Delimiters around a text, as high as it is. */
function enclose(left: string, right: string, tex: string): string {
  const high = /\\(frac|sqrt|begin|sum|max_|min_)/.test(tex);
  return high ? `\\left${left}${tex}\\right${right.trimStart()}` : `${left}${tex}${right}`;
}

function functionName(name: string): string {
  const sign = SIGNS.get(name);
  if (sign !== undefined) return sign;
  return MATH_OPERATORS.includes(name) ? `\\${name}` : `\\mathrm{${name.replaceAll('_', '\\ ')}}`;
}

function isReduction(name: string, args: readonly Expression[]): boolean {
  if (/^(batch|column)_/.test(name) || REDUCTIONS.includes(name)) return true;
  return (name === 'max' || name === 'min') && args.length === 1;
}

function isTruth(
  expression: Expression,
): expression is Expression & { readonly kind: 'unary' | 'binary' } {
  switch (expression.kind) {
    case 'unary':
      return expression.operator === '!';
    case 'binary':
      return TRUTH_OPERATORS.has(expression.operator);
    default:
      return false;
  }
}

function isNegative(expression: Expression): expression is Expression & { readonly kind: 'unary' } {
  return expression.kind === 'unary' && expression.operator === '-';
}

import { PRECEDENCE, type BinaryOperator, type Expression, type Formula } from './ast.ts';
import { extentOf, isReduction } from './expression-extent.ts';
import { binary, call, expand } from './latex-expansions.ts';
import {
  APPLICATION, ATOM, enclose, functionName, parenthesised, PRODUCT, product, reduction, SUM, within, type Piece,
} from './latex-pieces.ts'; // prettier-ignore
import { latexName, latexNumber } from './latex-symbols.ts';
import { Extent, varies } from './node.ts';
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

/** What values are indexed by: letters, or nothing where a value is not inside a sum. */
interface Place {
  readonly row: string;
  readonly element: string;
  /** The second position of a pair. */
  readonly other: string;
  /** How many indices are in use. */
  readonly depth: number;
}

const OUTSIDE: Place = { row: '', element: '', other: '', depth: 0 };
const ROW_INDEX = 'i';
/** The name of the position in the row: the index itself, whatever its letter. */
const POSITION = 'i';
const ELEMENT_INDICES = ['j', 'k', 'l', 'm'];

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

const DELIMITERS: ReadonlyMap<string, readonly [left: string, right: string]> = new Map([
  ['abs', ['\\lvert ', ' \\rvert']],
  ['floor', ['\\lfloor ', ' \\rfloor']],
  ['ceil', ['\\lceil ', ' \\rceil']],
]);
/** Functions of a whole row whose result is a row. */
const ROW_FUNCTIONS = [
  'unit', 'softmax', 'log_softmax', 'sort', 'sort_by', 'argsort', 'rank', 'flip', 'cummax', 'cummin',
]; // prettier-ignore

class Typesetter {
  readonly #formula: Formula;
  readonly #extents: Map<string, Extent>;
  /** Letters for indices that are no names of the formula. */
  readonly #letters: readonly string[];

  constructor(formula: Formula, elements: readonly string[]) {
    this.#formula = formula;
    this.#extents = new Map([POSITION, ...elements].map((name) => [name, Extent.element]));
    for (const { name, value } of formula.definitions) {
      this.#extents.set(name, extentOf(value, this.#extents));
    }
    const names = new Set(formula.text.match(/\w+/g));
    this.#letters = ELEMENT_INDICES.filter((letter) => !names.has(letter));
  }

  formula(): string {
    const { definitions, value } = this.#formula;
    const loss = this.#number(value, OUTSIDE).tex;
    if (definitions.length === 0) return `\\ell = ${loss}`;
    const equations = definitions.map(({ name, value: defined, at }) => {
      const extent = extentOf(defined, this.#extents);
      const along = varies(extent, Extent.column) ? this.#inside(OUTSIDE) : OUTSIDE;
      const place = varies(extent, Extent.pair) ? this.#ofPairs(along) : along;
      const left = this.#expression({ kind: 'name', name, at }, place).tex;
      return `${left} &= ${this.#number(defined, place).tex}`;
    });
    const lines = [...equations, `\\ell &= ${loss}`].join(' \\\\\n');
    return `\\begin{aligned}\n${lines}\n\\end{aligned}`;
  }

  #inside(place: Place): Place {
    return { ...place, element: this.#index(place), depth: place.depth + 1 };
  }

  #ofPairs(place: Place): Place {
    return { ...place, other: this.#index(place), depth: place.depth + 1 };
  }

  /** An index that is not in use. */
  #index({ depth }: Place): string {
    const { length } = this.#letters;
    const letter = this.#letters[depth % length] ?? 'j';
    return letter + "'".repeat(Math.floor(depth / Math.max(1, length)));
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
        return this.#name(expression.name, place);
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

  #name(name: string, { row, element, other }: Place): Piece {
    if (name === POSITION) {
      const tex = element || 'j';
      // An index may be an expression, of which nothing is known but its text.
      return { tex, binding: /^\w$/.test(tex) ? ATOM : 0 };
    }
    const extent = this.#extents.get(name) ?? Extent.constant;
    const indices = [
      varies(extent, Extent.row) ? row : '',
      varies(extent, Extent.column) ? element : '',
      varies(extent, Extent.pair) ? other : '',
    ].filter(Boolean);
    const index = indices.join(', ');
    const subscript = index.length === 1 ? index : `{${index}}`;
    const tex = index === '' ? latexName(name) : `${latexName(name)}_${subscript}`;
    return { tex, binding: ATOM };
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
    if (name === 'other') {
      return this.#number(first!, { ...place, element: place.other, other: place.element });
    }
    if (name === 'cumsum' && place.element !== '') return this.#sumSoFar(first!, place);
    if (name.startsWith('pair_')) return this.#pairReduction(name, first!, place);
    const [, reach, moment] = /^(batch|column)_(cov|var)$/.exec(name) ?? [];
    if (moment !== undefined) {
      const inner = reach === 'batch' ? { ...place, element: '' } : place;
      const of = args.map((argument) => this.#number(argument, inner).tex);
      return { tex: functionName(moment) + parenthesised(of.join(', ')), binding: APPLICATION };
    }
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
    const extent = extentOf(argument, this.#extents);
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
    return reduction(kind, indices, counts, this.#number(argument, inner));
  }

  /** Over the second position of pairs. */
  #pairReduction(name: string, argument: Expression, place: Place): Piece {
    const kind = name.replace('pair_', '');
    if (!varies(extentOf(argument, this.#extents), Extent.pair)) {
      const value = this.#number(argument, place);
      return kind === 'sum' ? product({ tex: 'n', binding: ATOM }, value) : value;
    }
    const inner = this.#ofPairs(place);
    return reduction(kind, [inner.other], ['n'], this.#number(argument, inner));
  }

  #sumSoFar(argument: Expression, place: Place): Piece {
    const inner = this.#inside(place);
    const indices = [`${inner.element} \\le ${place.element}`];
    return reduction('sum', indices, [], this.#number(argument, inner));
  }
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

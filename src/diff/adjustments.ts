import type { Expression, Formula } from '../formula/ast.ts';
import { parse } from '../formula/parse.ts';
import { format } from '../formula/print.ts';
import { parseWithFlags } from '../formula/resolve.ts';
import { mapFormula, someExpression } from '../formula/traverse.ts';
import { formatSignificant } from '../text/format-number.ts';

/** Something a framework adds to the mathematics of a loss, so that it stays finite. */
export interface Adjustment {
  /** After the framework's name: `clips pred to [1e-7, 1 - 1e-7]`. */
  readonly words: string;
  /** The formula as it would be without it. */
  readonly without: string;
  /** Whether it changes no bit of the losses that it does not concern, and any change is its doing. */
  readonly isExact: boolean;
}

/** What a framework adds to its formula. */
export interface AdjustedFormula {
  readonly adjustments: readonly Adjustment[];
  /** The formula without any of them. */
  readonly bare: string;
}

type Constants = Readonly<Record<string, number>>;

/** A place in a formula where a value is adjusted. */
interface Site {
  /** The value before. */
  readonly subject: Expression;
  /** What happens to the subjects, put in the place of `…`; sites of the same words are one adjustment. */
  readonly words: string;
  readonly isExact: boolean;
}

/** Digits of a constant: some are float32 numbers, meant as 1e-7. */
const CONSTANT_DIGITS = 6;
/** Names of formulas as they are called elsewhere. */
const NAMES: Readonly<Record<string, string>> = { y: 'true', p: 'pred' };

/**
 * Finds in a formula what is no mathematics of the loss but a precaution of the framework: clipping to constant
 * bounds, constants added, and rows divided by their sums.
 * @param constants the constants of the convention, by their names in the formula
 * @param flags the flags that are decided, by their names in the formula
 * @throws FormulaError
 */
export function adjustmentsOf(
  text: string,
  constants: Constants,
  flags: Readonly<Record<string, boolean>> = {},
): AdjustedFormula {
  const whole = parse(text);
  const decided = parseWithFlags(text, flags);
  const definitions = definitionsOf(without(decided, constants, () => true));
  const subjects = new Map<string, Set<string>>();
  const exact = new Set<string>();
  without(decided, constants, ({ subject, words, isExact }) => {
    const named = nameOf(inline(stripped(subject, constants), definitions));
    subjects.set(words, (subjects.get(words) ?? new Set()).add(named));
    if (isExact) exact.add(words);
    return false;
  });
  // A branch that is not taken stays: other parts of the convention may see its names.
  const adjustments = [...subjects].map(([words, names]) => ({
    words: words.replace('…', [...names].join(' and ')),
    without: textOf(without(whole, constants, (site) => site.words === words)),
    isExact: exact.has(words),
  }));
  return { adjustments, bare: textOf(without(whole, constants, () => true)) };
}

/** What a subject is called: `1 - pred`; a case distinction only by what it is about. */
function nameOf(subject: Expression): string {
  if (!someExpression(subject, ({ kind }) => kind === 'conditional')) return format(subject);
  const isOfPred = someExpression(
    subject,
    (part) => part.kind === 'name' && part.name === NAMES['p'],
  );
  return `values of ${NAMES[isOfPred ? 'p' : 'y']!}`;
}

/** The formula with the chosen sites replaced by their subjects. */
function without(formula: Formula, constants: Constants, choose: (site: Site) => boolean): Formula {
  return mapFormula(formula, (expression) => {
    const site = siteAt(expression, constants);
    return site && choose(site) ? site.subject : expression;
  });
}

function stripped(expression: Expression, constants: Constants): Expression {
  return without({ text: '', definitions: [], value: expression }, constants, () => true).value;
}

function siteAt(expression: Expression, constants: Constants): Site | undefined {
  const isConstant = (part: Expression): boolean => dependsOnlyOn(part, constants);
  if (isMadeOf(expression, constants)) return undefined;
  if (expression.kind === 'call') return clippingAt(expression, constants, isConstant);
  if (expression.kind !== 'binary') return undefined;
  const { operator, left, right } = expression;
  if (operator === '+' && right.kind === 'name' && isConstant(right)) {
    return { subject: left, words: `adds ${numeric(right, constants)} to …`, isExact: true };
  }
  if (operator === '/' && format(right) === `sum(${format(left)})`) {
    return { subject: left, words: 'divides … by its sum', isExact: false };
  }
  return undefined;
}

function clippingAt(
  { callee, args }: Extract<Expression, { kind: 'call' }>,
  constants: Constants,
  isConstant: (part: Expression) => boolean,
): Site | undefined {
  const [first, ...others] = args;
  if (first === undefined || others.length === 0) return undefined;
  const [low, high] = others;
  const bound = (part: Expression): string => numeric(part, constants);
  const site = (subject: Expression, words: string): Site => ({ subject, words, isExact: true });
  // One bound may be a mere number, as 1 is the end of probabilities.
  const isBound = (part: Expression): boolean => isMadeOf(part, constants) || isInfinite(part);
  if (callee === 'clip' && others.some(isConstant) && others.every(isBound)) {
    if (isInfinite(high!)) return site(first, `cuts … off below ${bound(low!)}`);
    if (isInfinite(low!)) return site(first, `cuts … off above ${bound(high!)}`);
    return site(first, `clips … to [${bound(low!)}, ${bound(high!)}]`);
  }
  if (callee !== 'max' && callee !== 'min') return undefined;
  const side = callee === 'max' ? 'below' : 'above';
  const [limit, subject] = isConstant(first) ? [first, low!] : [low!, first];
  if (!isConstant(limit)) return undefined;
  return site(subject, `cuts … off ${side} ${bound(limit)}`);
}

/** Made of constants of the framework, and of numbers beside them: a mere number belongs to the mathematics. */
function dependsOnlyOn(expression: Expression, constants: Constants): boolean {
  const hasName = someExpression(expression, ({ kind }) => kind === 'name');
  return hasName && isMadeOf(expression, constants);
}

/** Whether there is nothing in it but numbers and constants of the framework. */
function isMadeOf(expression: Expression, constants: Constants): boolean {
  const isOther = (part: Expression): boolean =>
    part.kind === 'call' || (part.kind === 'name' && !Object.hasOwn(constants, part.name));
  return !someExpression(expression, isOther);
}

function isInfinite(expression: Expression): boolean {
  const magnitude = expression.kind === 'unary' ? expression.operand : expression;
  return magnitude.kind === 'name' && magnitude.name === 'inf';
}

/** The expression with numbers in the place of constants: `1 - 1e-7`. */
function numeric(expression: Expression, constants: Constants): string {
  const number = (name: string): string => formatSignificant(constants[name]!, CONSTANT_DIGITS);
  return format(
    rename(expression, (name) => (Object.hasOwn(constants, name) ? number(name) : name)),
  );
}

/** The definitions of a formula by name, each with those before it put in. */
function definitionsOf({ definitions }: Formula): ReadonlyMap<string, Expression> {
  const inlined = new Map<string, Expression>();
  for (const { name, value } of definitions) inlined.set(name, inline(value, inlined));
  return inlined;
}

/** The expression in terms of the inputs, as they are called outside of formulas. */
function inline(expression: Expression, definitions: ReadonlyMap<string, Expression>): Expression {
  const put = (part: Expression): Expression =>
    part.kind === 'name' ? (definitions.get(part.name) ?? part) : part;
  return rename(mapExpression(expression, put), (name) => NAMES[name] ?? name);
}

function rename(expression: Expression, newName: (name: string) => string): Expression {
  return mapExpression(expression, (part) =>
    part.kind === 'name' ? { ...part, name: newName(part.name) } : part,
  );
}

function mapExpression(
  expression: Expression,
  replace: (part: Expression) => Expression,
): Expression {
  return mapFormula({ text: '', definitions: [], value: expression }, replace).value;
}

function textOf({ definitions, value }: Formula): string {
  return [...definitions.map((each) => `${each.name} = ${format(each.value)}`), format(value)].join(
    '; ',
  );
}

import type { Expression, Formula } from './ast.ts';
import { parse } from './parse.ts';
import { mapParts, namesIn } from './traverse.ts';

/** Parameters whose value is decided, by their names in formulas: `{ from_logits: true }`. */
type Flags = Readonly<Record<string, boolean>>;

/**
 * The formula under decided flags, without the branches not taken and the definitions that only they used.
 * @throws FormulaError
 */
export function parseWithFlags(text: string, flags: Flags): Formula {
  const formula = parse(text);
  const value = resolve(formula.value, flags);
  const used = namesIn(value);
  // From the last to the first, since a definition may use those before it.
  const definitions = formula.definitions.toReversed().flatMap((definition) => {
    if (!used.has(definition.name)) return [];
    const resolved = resolve(definition.value, flags);
    namesIn(resolved).forEach((name) => used.add(name));
    return [{ ...definition, value: resolved }];
  });
  return { ...formula, definitions: definitions.reverse(), value };
}

/** The names that a formula uses under decided flags, those of its own definitions included. */
export function namesUsed(text: string, flags: Flags): Set<string> {
  const { definitions, value } = parseWithFlags(text, flags);
  const parts = [value, ...definitions.map((definition) => definition.value)];
  return new Set(parts.flatMap((part) => [...namesIn(part)]));
}

/** Takes the branch that a decided condition chooses. */
function resolve(expression: Expression, flags: Flags): Expression {
  if (expression.kind === 'conditional' && expression.test.kind === 'name') {
    const decided = flags[expression.test.name];
    if (decided !== undefined) {
      return resolve(decided ? expression.then : expression.otherwise, flags);
    }
  }
  return mapParts(expression, (part) => resolve(part, flags));
}

import type { Formula } from './ast.ts';
import { parse } from './parse.ts';
import { formatFormula } from './print.ts';

/**
 * The formula under decided flags (`{ from_logits: true }`), without the branches not taken and the definitions
 * that only they used.
 * @throws FormulaError
 */
export function parseWithFlags(text: string, flags: Readonly<Record<string, boolean>>): Formula {
  return parse(formatFormula(text, flags).replaceAll('\n', ';\n'));
}

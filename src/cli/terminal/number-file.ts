import { readFileSync } from 'node:fs';
import { quote, UserError } from '../../messages/errors.ts';

/**
 * The numbers in a file of JSON, `[1, 2.5, 0.5]`, for an option that takes a list of them.
 * @param option that names the file, for errors
 * @throws UserError if it cannot be read, or holds anything else
 */
export function numbersOfFile(path: string, option: string): number[] {
  const list = documentIn(path, option);
  if (Array.isArray(list) && list.length > 0 && list.every((x) => typeof x === 'number')) {
    return list;
  }
  throw new UserError({
    where: `${option} ${path}`,
    problem: 'expected a list of numbers, found another value',
    hint: 'as in [1, 2.5, 0.5]',
  });
}

function documentIn(path: string, option: string): unknown {
  const refused = (problem: string): UserError => new UserError({ where: option, problem });
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw refused(`expected a file that can be read, found ${quote(path)}`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw refused(`expected JSON in ${quote(path)}`);
  }
}

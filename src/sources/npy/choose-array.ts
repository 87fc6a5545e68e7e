import { quote, UserError } from '../../messages/errors.ts';
import { listNames, suggestion } from '../input/columns.ts';

const EXTENSION = '.npy';

/**
 * The name of the array that is meant, of those in a file.
 * @throws UserError if there is none of the name, or several to choose from
 */
export function chooseArray(
  names: readonly string[],
  part: string | undefined,
  label: string,
): string {
  const listed = `its arrays are ${listNames(names)}`;
  const [only, ...others] = names;
  if (part === undefined) {
    if (only !== undefined && others.length === 0) return only;
    throw new UserError({
      where: label,
      problem: `expected one array, found ${names.length}`,
      hint: `choose one with #name; ${listed}`,
    });
  }
  if (names.includes(part)) return part;
  const near = suggestion(
    part.endsWith(EXTENSION) ? part.slice(0, -EXTENSION.length) : part,
    names,
  );
  throw new UserError({
    where: label,
    problem: `no array ${quote(part)}`,
    hint: (near === undefined ? '' : `did you mean ${quote(near)}? `) + listed,
  });
}

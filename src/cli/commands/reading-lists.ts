import type { LossRequest } from '../../engine/request.ts';
import { UserError } from '../../messages/errors.ts';
import { ContinuedList, isPipe, type Selection } from '../../sources/index.ts';
import type { ReadingOptions } from '../options/read-inputs.ts';

/**
 * Reads lists as they end, and nothing is held of those before; where items of such a list come later, reads once more
 * and holds all items to the end. What can be read only once is held from the first.
 */
export async function readLists<Outcome>(
  selections: readonly Selection[],
  { group }: Pick<ReadingOptions, 'group'>,
  read: (holds: boolean) => Promise<Outcome>,
): Promise<Outcome> {
  if (group === undefined) return read(false);
  if (selections.some(isReadOnce)) return read(true);
  try {
    return await read(false);
  } catch (error) {
    if (!(error instanceof ContinuedList)) throw error;
    return read(true);
  }
}

function isReadOnce({ path, files }: Selection): boolean {
  const paths = files?.files.map((file) => file.path) ?? [path];
  return paths.some((each) => each === '-' || isPipe(each));
}

/** @throws UserError for losses that are none of lists, and for what is asked of single rows */
export function requireLists(
  requests: readonly LossRequest[],
  { group }: Pick<ReadingOptions, 'group'>,
  { byOutput = false }: { readonly byOutput?: boolean | undefined },
): void {
  if (group === undefined) return;
  const where = `--group ${group}`;
  const other = requests.find(({ definition }) => !definition.lists);
  if (other) {
    throw new UserError({
      where,
      problem: `expected losses of lists, found ${other.definition.name}, which is one of single rows`,
      hint: 'leave --group out; --by has a result for each key',
    });
  }
  if (byOutput) {
    throw new UserError({
      where,
      problem:
        'expected lists, which have one number for each item, found results of single outputs asked for',
      hint: 'leave --per output and --exclude-class out',
    });
  }
  const turned = requests.find(({ axis, convention }) => axis !== (convention.axis ?? -1));
  if (turned) {
    throw new UserError({
      where: '--axis',
      problem: 'expected no axis, as a list lies along the rows with its key',
      hint: 'leave --axis out',
    });
  }
}

import type { LossRequest } from '../../engine/request.ts';
import { UserError } from '../../messages/errors.ts';
import { ContinuedList, isPipe, RaggedRows, type Selection } from '../../sources/index.ts';
import type { ListReading, ReadingOptions } from '../options/read-inputs.ts';

/** What is read, and for what. */
export interface Reading {
  readonly requests: readonly LossRequest[];
  readonly selections: readonly Selection[];
  readonly options: Pick<ReadingOptions, 'group'> & { readonly per?: string | undefined };
  /** Whether results of single outputs are asked for, which lists have not. */
  readonly byOutput?: boolean | undefined;
}

/**
 * Reads samples, which may be lists. Lists with a key are handed on as they end, and nothing is held of those before;
 * where items of such a list come later, all is read once more, and held to the end. Rows are taken to have one length,
 * and are read once more as lists where they have not. What can be read only once is taken for the worst at first.
 */
export async function readLists<Outcome>(
  { requests, selections, options, byOutput = false }: Reading,
  read: (as: ListReading) => Promise<Outcome>,
): Promise<Outcome> {
  const hasKeys = options.group !== undefined;
  const mayBeLists = !hasKeys && !byOutput && requests.every(takesLists);
  if (!hasKeys && !mayBeLists) return read({});
  const asLists = hasKeys ? { holds: true } : { areLists: true };
  if (selections.some(isReadOnce)) {
    // A formula of rows may be one of the whole input, which lists have not.
    const areRanked = requests.every(({ definition }) => definition.lists === 'ranked');
    return read(hasKeys || (areRanked && options.per !== 'element') ? asLists : {});
  }
  try {
    return await read({});
  } catch (error) {
    if (!(error instanceof ContinuedList || error instanceof RaggedRows)) throw error;
    return read(asLists);
  }
}

/** Whether rows may be lists of their own lengths, which lie along the last axis of a matrix. */
function takesLists({ definition, axis }: LossRequest): boolean {
  return definition.lists !== undefined && (axis === -1 || axis === 1);
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

import type { Selection } from '../input/types.ts';

/** The inputs that come from each file, in the order in which the files are first named. */
export function groupByPath(
  selections: readonly Selection[],
): ReadonlyMap<string, readonly Selection[]> {
  const groups = new Map<string, Selection[]>();
  for (const selection of selections) {
    const group = groups.get(selection.path);
    if (group) group.push(selection);
    else groups.set(selection.path, [selection]);
  }
  return groups;
}

/** Names of columns that tell which row is which. */
const IDENTIFIES =
  /^(?:(?:.*[_\s-])?(?:id|ids|uuid|guid|key)|index|idx|filename|file_name|path)$|[a-z](?:Id|ID)$/;

/** What pandas and R call the index that they write before the columns: nothing, in text. */
const IS_INDEX = /^(?:|Unnamed: 0|__index_level_0__)$/;

/** Whether a column of this name tells which row is which. */
export function tellsRows(name: string): boolean {
  return IDENTIFIES.test(name);
}

/**
 * The first of several columns, where its name is that of an index or a key and no value's, and what chooses the others;
 * undefined where it is not.
 */
export function indexColumn(
  columns: readonly string[] = [],
): { readonly name: string; readonly others: string } | undefined {
  const [name] = columns;
  if (name === undefined || columns.length < 2) return undefined;
  if (!IS_INDEX.test(name) && !tellsRows(name)) return undefined;
  return { name, others: columns.length === 2 ? '#2' : `#2-${columns.length}` };
}

import { Columns } from '../input/columns.ts';
import { CHAR, type JsonCursor } from './cursor.ts';
import type { KeyPath } from './tensor-walk.ts';

/** The parts of each record that an input consists of. */
export interface RecordParts {
  readonly paths: readonly KeyPath[];
  /** What they are called, where they were chosen as columns. */
  readonly names: readonly string[] | undefined;
}

/**
 * What a part of the records is: a key path, or else a list of them, chosen as columns of a table are (`a,b`,
 * `p0-p9`, positions) from the key paths of the first record; all of it without a part.
 * @param first stands before the first record and is moved over it
 * @throws UserError if there is no such key
 */
export function chooseParts(
  part: string | undefined,
  first: JsonCursor,
  label: string,
): RecordParts {
  if (part === undefined) return { paths: [[]], names: undefined };
  const isRecord = first.peek() === CHAR.openBrace;
  const names = isRecord ? namesIn(first, '') : [];
  const items = part.split(',').map((item) => item.trim());
  const withinLists = items.filter((item) => isWithin(item, names));
  const isList = items.length > 1 && items.every((item) => isWithin(item, names));
  if (!isRecord || (!isList && names.some((name) => isPathTo(part, name)))) {
    return { paths: [part.split('.')], names: undefined };
  }
  const all = [...names, ...new Set(withinLists)];
  const columns = new Columns(label, names.length, all);
  const chosen = columns.select(part);
  return {
    paths: chosen.map((index) => all[index]!.split('.')),
    names: columns.namesOf(chosen),
  };
}

/** The key paths of a record to all that is no object. */
function namesIn(record: JsonCursor, prefix: string): string[] {
  const names: string[] = [];
  record.sequence(CHAR.closeBrace, () => {
    const name = prefix + record.text(record.key());
    if (record.peek() === CHAR.openBrace) names.push(...namesIn(record, `${name}.`));
    else {
      names.push(name);
      record.skip();
    }
  });
  return names;
}

/** Whether a part is a key path to a value, to an object around it, or to something within it. */
function isPathTo(part: string, name: string): boolean {
  return part === name || name.startsWith(`${part}.`) || part.startsWith(`${name}.`);
}

/** Whether a path leads to something within one of these. */
function isWithin(path: string, names: readonly string[]): boolean {
  return names.some((name) => path.startsWith(`${name}.`));
}

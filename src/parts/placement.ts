import { quote, UserError } from '../messages/errors.ts';
import { fileLabel } from '../sources/bytes/file-label.ts';
import type { Renumbering } from '../engine/renumbering.ts';
import type { NamedPart, ReadFile, Reading } from './part.ts';

/** A file among all, and where it is in its part. */
interface Placed {
  readonly file: ReadFile;
  readonly hash: string;
  /** The number of its first row among those of all. */
  readonly firstRow: number;
}

/**
 * Puts what several parts have read into one order, that of the names of the files: as if all of them had been read one
 * after the other.
 */
export class Placement {
  /** What was read, in that order. */
  readonly read: readonly Reading[];
  readonly #placed: readonly Placed[];
  readonly #firstRows = new Map<ReadFile, number>();

  /** @throws UserError for a part that is there twice, and a file that was read twice */
  constructor(parts: readonly NamedPart[]) {
    requireOnce(parts);
    const readings = parts.flatMap(({ part }) => part.read);
    const files = readings.flatMap(({ files, hash }) => files.map((file) => ({ file, hash })));
    files.sort((a, b) => compare(keyOf(a), keyOf(b)));
    let firstRow = 1;
    this.#placed = files.map((each) => {
      const placed = { ...each, firstRow };
      this.#firstRows.set(each.file, firstRow);
      firstRow += each.file.rows;
      return placed;
    });
    this.read = readings
      .map((reading) => ({
        ...reading,
        files: reading.files.map((file) => ({ ...file, firstRow: this.#firstRows.get(file)! })),
      }))
      .sort((a, b) => a.files[0]!.firstRow - b.files[0]!.firstRow || compare(a.hash, b.hash));
  }

  /** How many rows there are, those that do not count among them. */
  get rows(): number {
    return this.#placed.reduce((sum, { file }) => sum + file.rows, 0);
  }

  /** How many files were read one after the other. */
  get files(): number {
    return this.#placed.length;
  }

  /** The paths of the files of one of the inputs side by side. */
  paths(of: number): readonly string[] {
    return this.#placed.map(({ file }) => file.paths[of] ?? file.paths[0]!);
  }

  /** How many files are read side by side. */
  get width(): number {
    return Math.max(...this.#placed.map(({ file }) => file.paths.length));
  }

  /** In which file a row is, and which it is there; undefined where there is one only. */
  placeOf(of: number): ((row: number) => string) | undefined {
    if (this.files === 1) return undefined;
    const paths = this.paths(of);
    return (row) => {
      const at = this.#placed.findLastIndex(
        ({ firstRow, file }) => firstRow <= row && file.rows > 0,
      );
      return `${fileLabel(paths[at]!)}, row ${row - this.#placed[at]!.firstRow + 1}`;
    };
  }

  /**
   * How the rows of a part are numbered among all.
   * @throws UserError where it speaks of a row that it has not read
   */
  rowOf({ file: where, part }: NamedPart): Renumbering['rowOf'] {
    const files = part.read
      .flatMap(({ files }) => files)
      .filter(({ rows }) => rows > 0)
      .sort((a, b) => a.firstRow - b.firstRow);
    return (row) => {
      const file = files.findLast(({ firstRow }) => firstRow <= row);
      if (file && row < file.firstRow + file.rows) {
        return row - file.firstRow + this.#firstRows.get(file)!;
      }
      throw new UserError({
        where,
        problem: `expected rows that were read, found row ${row}`,
        hint: 'make the part anew',
      });
    };
  }

  /** The warnings of all readings: one that is told of several is told once. */
  get warnings(): readonly string[] {
    const told = new Map<string, { text: string; times: number }>();
    for (const { files, warnings } of this.read) {
      const names = files.flatMap(({ paths }) => paths.map(fileLabel));
      for (const text of warnings) {
        const kind = names.reduce((rest, name) => rest.replaceAll(name, ''), text);
        const before = told.get(kind);
        if (before) before.times++;
        else told.set(kind, { text, times: 1 });
      }
    }
    return [...told.values()].map(({ text, times }) => {
      return times === 1 ? text : `${text} (and so in ${times - 1} more)`;
    });
  }

  /** Readings of other files with the same numbers: what they are called, two by two. */
  get copies(): readonly string[] {
    const byHash = new Map<string, Reading>();
    return this.read.flatMap((reading) => {
      const rows = rowsOf(reading);
      const key = `${reading.hash} ${rows}`;
      const first = byHash.get(key);
      if (!first || rows === 0) {
        byHash.set(key, reading);
        return [];
      }
      return [
        `${titleOf(reading)}: its ${rows} rows are those of ${titleOf(first)}, too; if one is a copy of the other, they count twice`,
      ];
    });
  }
}

function rowsOf({ files }: Reading): number {
  return files.reduce((sum, { rows }) => sum + rows, 0);
}

/** What messages call what was read. */
function titleOf({ files }: Reading): string {
  const [first, ...others] = files;
  const title = first!.paths.map(fileLabel).join(', ');
  return others.length === 0 ? title : `${title} and others`;
}

function keyOf({ file, hash }: Pick<Placed, 'file' | 'hash'>): string {
  return [...file.paths, hash].join('\0');
}

/** By their bytes, as folders are read. */
function compare(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** @throws UserError for what was read twice: the rows would count twice */
function requireOnce(parts: readonly NamedPart[]): void {
  const read = new Map<string, { readonly file: string; readonly hash: string }>();
  for (const { file, part } of parts) {
    for (const reading of part.read) {
      const { files, hash } = reading;
      for (const { paths } of files) {
        // Of standard input the numbers tell whether it is the same.
        const isNamed = paths.some((path) => path !== '-');
        if (!isNamed && rowsOf(reading) === 0) continue;
        const key = isNamed ? paths.join('\0') : hash;
        const before = read.get(key);
        read.set(key, { file, hash });
        if (before) throw readTwice(paths, { file, hash }, before);
      }
    }
  }
}

function readTwice(
  paths: readonly string[],
  { file, hash }: { readonly file: string; readonly hash: string },
  before: { readonly file: string; readonly hash: string },
): UserError {
  const name = paths.map((path) => (path === '-' ? 'standard input' : quote(path))).join(', ');
  const isSame = before.hash === hash;
  return new UserError({
    where: file,
    problem:
      `expected each ${isSame ? 'part' : 'file'} once, found the rows of ${name} again, which ` +
      `${quote(before.file)} has${isSame ? '' : ' read, too, and they were others'}`,
    hint: isSame
      ? 'they would count twice; leave one of the two out'
      : 'leave out the part that is out of date; files of several machines that are called alike need names of their own',
  });
}

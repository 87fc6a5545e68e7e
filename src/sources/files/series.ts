import { withoutSecrets } from '../../messages/addresses.ts';
import { closest } from '../../messages/closest.ts';
import { quote, UserError } from '../../messages/errors.ts';
import { formatCounted } from '../../text/format-number.ts';
import type { FileStart } from '../../tensor/rows-read.ts';
import { formatShape, sameShape } from '../../tensor/shape.ts';
import { fileBytes, type Progress } from '../bytes/byte-source.ts';
import { fileLabel, partLabel } from '../bytes/file-label.ts';
import { isWebAddress } from '../web/address.ts';
import { listNames, NoSuchColumn } from '../input/columns.ts';
import { NoRows } from '../input/no-rows.ts';
import type { Parts } from '../input/parts.ts';
import { RaggedRows } from '../input/ragged-rows.ts';
import type { Selection } from '../input/selection.ts';
import type { Feed, TensorReader } from '../input/tensor-reader.ts';
import type { DataFile } from './data-file.ts';
import type { FileSet } from './file-set.ts';
import { FileWarnings } from './file-warnings.ts';
import type { PairedFiles } from './paired-files.ts';
import { PartitionReader } from './partition-reader.ts';
import type { PartitionKeys } from './partitions.ts';
import { SeriesReader } from './series-reader.ts';

/** Opens the inputs that come from one file. */
export type OpenFile = (
  path: string,
  selections: readonly Selection[],
  warn: (message: string) => void,
) => Promise<TensorReader[]>;

interface SeriesOptions {
  /** Where the files go with those of another set. */
  readonly pairs: PairedFiles | undefined;
  readonly warn: (message: string) => void;
}

/** A file of the series that has been taken to its end, or is being read. */
interface Taken {
  readonly file: DataFile;
  readonly place: number;
  /** The number of its first row among all, counted from 1. */
  readonly firstRow: number;
}

/**
 * Opens the inputs that come from several files, which are read one after the other as if they were one: columns are
 * found by their names in each. The keys in the names of folders are columns as well, before those of the same names
 * in the files.
 * @throws UserError if the first file with rows cannot be read, or none has any
 */
export async function openSeries(
  set: FileSet,
  selections: readonly Selection[],
  open: OpenFile,
  { pairs, warn }: SeriesOptions,
): Promise<TensorReader[]> {
  const series = new FileSeries(set, selections, open, { pairs, warn });
  return series.open();
}

/** Files that are read one after the other; of all inputs that come from them the same file at a time. */
class FileSeries implements Feed {
  readonly #set: FileSet;
  readonly #open: OpenFile;
  readonly #warnings: FileWarnings;
  readonly #bytes: readonly (number | undefined)[];
  readonly #pairs: PairedFiles | undefined;
  /** With labels that are shared by all files, once the first has been opened. */
  #selections: readonly Selection[];
  /** The place of the file after that which is being read. */
  #next = 0;
  #opened: readonly TensorReader[] = [];
  #readers: readonly SeriesReader[] = [];
  readonly #taken: Taken[] = [];
  #empty: NoRows | undefined;
  #emptyCount = 0;
  #doneBytes = 0;
  #ended = false;
  /** Whether there is no next file, as one of them is read as a part. */
  #isPart = false;

  constructor(
    set: FileSet,
    selections: readonly Selection[],
    open: OpenFile,
    { pairs, warn }: SeriesOptions,
  ) {
    this.#set = set;
    this.#selections = selections;
    this.#open = open;
    this.#pairs = pairs;
    this.#warnings = new FileWarnings(set.title, warn);
    this.#bytes = set.files.map(({ path }) => fileBytes(path));
  }

  async open(): Promise<SeriesReader[]> {
    if (!(await this.#openNext(1))) throw this.#empty!;
    this.#readers = this.#opened.map((first, i) => {
      const { part } = this.#selections[i]!;
      const kind = first.width === 1 ? 'column' : 'columns';
      const label = partLabel(withoutSecrets(this.#set.title), kind, part);
      return new SeriesReader(first, { ...first.info, label, placeOf: this.#placeOf }, this);
    });
    return [...this.#readers];
  }

  get starts(): readonly FileStart[] {
    return this.#taken.map(({ file, firstRow }) => ({ path: file.path, firstRow }));
  }

  get columns(): readonly string[] | undefined {
    return this.#opened.find(({ feed }) => feed.columns)?.feed.columns;
  }

  /**
   * Goes on to the next file, as one input is at the end of this one.
   * @throws UserError where another has rows left, or the file does not go with the first
   */
  async more(): Promise<boolean> {
    if (this.#ended) return false;
    const rows = await this.#rowsOfFile();
    if (this.#isPart) {
      this.#warnings.tell();
      return false;
    }
    const { file, place, firstRow } = this.#taken.at(-1)!;
    this.#pairs?.count(place, file, rows);
    if (!(await this.#openNext(firstRow + rows))) {
      this.#ended = true;
      this.#tellEmpty();
      return false;
    }
    this.#readers.forEach((reader, i) => {
      reader.goOn(this.#opened[i]!);
    });
    return true;
  }

  /** The files, where what is learned of one is not needed to read another. */
  get parts(): Parts | undefined {
    // What comes over a network comes once.
    if (this.#set.files.some(({ path }) => isWebAddress(path))) return undefined;
    if (this.#pairs || this.#readers.some(({ texts, info }) => texts ?? info.labels))
      return undefined;
    return {
      count: this.#set.files.length,
      // Each is opened by one thread alone, but has to be the same to all.
      version: this.#set.files.map(({ path }) => path).join('\n'),
      open: (part) => this.#openPart(part),
      // Each file is looked at when it has been read.
      requireUnchanged: () => undefined,
    };
  }

  /** @throws UserError for a file that does not go with the first, or has no rows */
  async #openPart(place: number): Promise<void> {
    await this.close();
    this.#isPart = true;
    this.#doneBytes = this.#bytes
      .slice(0, place)
      .reduce<number>((sum, bytes = 0) => sum + bytes, 0);
    const file = this.#set.files[place]!;
    this.#opened = await this.#openOne(file, this.#set.keys[place]!);
    this.#taken.push({ file, place, firstRow: 1 });
    this.#requireAlike(file);
    this.#readers.forEach((reader, i) => {
      reader.goOn(this.#opened[i]!);
    });
  }

  async close(): Promise<void> {
    for (const reader of this.#opened) await reader.close();
  }

  get progress(): Progress {
    const isKnown = this.#bytes.every((bytes) => bytes !== undefined);
    const ofFile = this.#ended ? 0 : (this.#opened[0]?.feed.progress.done ?? 0);
    return {
      done: this.#doneBytes + ofFile,
      total: isKnown ? this.#bytes.reduce((sum, bytes) => sum + bytes, 0) : undefined,
    };
  }

  /** The rows that all inputs have had of this file. */
  async #rowsOfFile(): Promise<number> {
    const counts: number[] = [];
    for (const reader of this.#readers) counts.push(reader.taken + (await reader.leftInFile()));
    const other = counts.findIndex((count) => count !== counts[0]);
    if (other < 0) return counts[0]!;
    const described = [0, other].map((i) => {
      const { title } = this.#readers[i]!;
      return `${title} has ${formatCounted(counts[i]!, 'row')}`;
    });
    throw new UserError({
      where: fileLabel(this.#taken.at(-1)!.file.path),
      problem: `shapes differ: ${described.join(', ')}`,
      hint: 'each row must have its counterpart in every input',
    });
  }

  /** Opens the next file that has rows; false where there is none. */
  async #openNext(firstRow: number): Promise<boolean> {
    const { files, keys } = this.#set;
    while (this.#next < files.length) {
      const place = this.#next++;
      if (place > 0) this.#doneBytes += this.#bytes[place - 1] ?? 0;
      const file = files[place]!;
      const isFirst = this.#opened.length === 0;
      try {
        this.#opened = await this.#openOne(file, keys[place]!);
      } catch (error) {
        if (!(error instanceof NoRows)) throw error;
        this.#empty ??= error;
        this.#emptyCount++;
        this.#pairs?.count(place, file, 0);
        continue;
      }
      this.#taken.push({ file, place, firstRow });
      if (isFirst) this.#shareLabels();
      else this.#requireAlike(file);
      return true;
    }
    return false;
  }

  async #openOne({ path }: DataFile, keys: PartitionKeys): Promise<TensorReader[]> {
    const isKey = ({ part }: Selection): boolean => part !== undefined && keys.has(part);
    const within = this.#selections
      .filter((selection) => !isKey(selection))
      .map((selection) => ({ ...selection, path }));
    const opened = await this.#openColumns(path, within, keys);
    const [sibling] = opened;
    if (!sibling) throw onlyKeys(path, this.#selections[0]!);
    this.#warnOfBoth(path, this.#selections.filter(isKey), sibling.feed.columns);
    const inFile = opened.values();
    return this.#selections.map((selection) =>
      isKey(selection)
        ? new PartitionReader({ ...selection, path }, keys.get(selection.part!)!, sibling)
        : inFile.next().value!,
    );
  }

  /** @throws UserError that names the columns of folders as well, where a column is not found */
  async #openColumns(
    path: string,
    selections: readonly Selection[],
    keys: PartitionKeys,
  ): Promise<TensorReader[]> {
    try {
      return await this.#open(path, selections, this.#warnings.of(path));
    } catch (error) {
      if (!(error instanceof NoSuchColumn) || keys.size === 0) throw error;
      const near = closest(error.column, [...keys.keys()]);
      throw error.withHint(
        near === undefined ? '' : `did you mean ${quote(near)}? `,
        `, and in the names of folders ${listNames([...keys.keys()])}`,
      );
    }
  }

  /** Warns of columns that the names of folders hold and the file too, where what they hold may differ. */
  #warnOfBoth(path: string, ofFolders: readonly Selection[], inFile: readonly string[] = []): void {
    for (const { part = '' } of ofFolders) {
      if (!inFile.includes(part)) continue;
      this.#warnings.of(path)(
        `${fileLabel(path)}: column ${quote(part)} is in the file and in the names of its folders; that of the folders is read`,
      );
    }
  }

  /** What was learned of labels in one file holds in the others. */
  #shareLabels(): void {
    this.#selections = this.#selections.map((selection, i) => {
      const { labels } = this.#opened[i]!.info;
      return labels ? { ...selection, knownLabels: labels } : selection;
    });
  }

  /** @throws UserError where what was opened has another shape, or other columns, than what was first */
  #requireAlike({ path }: DataFile): void {
    for (const [i, { info }] of this.#opened.entries()) {
      const { title, info: first } = this.#readers[i]!;
      const where = fileLabel(path);
      const like = fileLabel(this.#taken[0]!.file.path);
      if (!sameShape(info.axes, first.axes)) {
        const areRows = info.axes.length === 1 && first.axes.length === 1;
        throw new (areRows ? RaggedRows : UserError)({
          where,
          problem: `expected ${title} with samples of shape ${formatShape(first.axes)} as in ${like}, found ${formatShape(info.axes)}`,
        });
      }
      const { columns = first.columns } = info;
      const k = columns?.findIndex((name, at) => name !== first.columns?.[at]) ?? -1;
      if (k < 0 || !first.columns) continue;
      throw new UserError({
        where,
        problem: `expected ${quote(first.columns[k]!)} for ${title} as in ${like}, found ${quote(columns![k]!)}`,
        hint: 'choose columns by their names, which are found wherever they stand',
      });
    }
  }

  readonly #placeOf = (row: number): string => {
    const taken = this.#taken.findLast(({ firstRow }) => firstRow <= row)!;
    return `${fileLabel(taken.file.path)}, row ${row - taken.firstRow + 1}`;
  };

  #tellEmpty(): void {
    this.#warnings.tell();
    if (this.#emptyCount === 0) return;
    const files = formatCounted(this.#emptyCount, 'file');
    this.#warnings.warn(
      `${this.#set.title}: ${files} without rows, such as ${this.#empty!.complaint.where!}`,
    );
  }
}

function onlyKeys(path: string, { part = '' }: Selection): UserError {
  return new UserError({
    where: fileLabel(path),
    problem: `expected a column of the file, found only ${quote(part)}, which is in the names of folders`,
    hint: 'name the columns of true and predicted values in the files: --true COLUMN --pred COLUMN',
  });
}

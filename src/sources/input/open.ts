import { UserError } from '../../messages/errors.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import { formatOf, openContent } from '../bytes/content.ts';
import { fileLabel } from '../bytes/file-label.ts';
import { Threads, type OpenOptions } from '../scan/threads.ts';
import type { PairedFiles } from '../files/paired-files.ts';
import type { OpenFile } from '../files/series.ts';
import type { RowFilter } from '../filter/row-filter.ts';
import { AlignedInputs } from './aligned-inputs.ts';
import type { ClassColumns } from './class-columns.ts';
import { factsOfFormat, titlesOf, type InputFormat } from './formats.ts';
import type { Inputs } from './inputs.ts';
import type { ReadOptions } from './read-options.ts';
import { groupByPath, inputTitle, isPred, type Selection } from './selection.ts';
import { SideBySide } from './side-by-side.ts';
import type { TensorReader } from './tensor-reader.ts';
import { unpairedTables } from './unpaired.ts';

/**
 * Opens the inputs that come from one file, and returns their readers in the same order: each format has a module with
 * a function of this kind.
 */
export type OpenFormat = (
  bytes: ByteReader,
  selections: readonly Selection[],
  options: OpenOptions,
  /** The columns of pred, where pred is elsewhere. */
  classes: ClassColumns | undefined,
) => Promise<TensorReader[]>;

/** How each format is read; loaded when there is such a file, as start-up is what users feel. */
const OPENERS: Readonly<Record<InputFormat, () => Promise<OpenFormat>>> = {
  csv: async () => (await import('../csv/table.ts')).openCsv,
  tsv: async () => (await import('../csv/table.ts')).openTsv,
  json: async () => (await import('../json/document.ts')).openDocument,
  ndjson: async () => (await import('../json/ndjson.ts')).openNdjson,
  npy: async () => (await import('../npy/npy.ts')).openNpy,
  npz: async () => (await import('../npy/npz.ts')).openNpz,
  parquet: async () => (await import('../parquet/parquet.ts')).openParquet,
};

/**
 * Opens the inputs of a loss: reads tables as far as their first rows and JSON documents whole.
 * The caller must read the blocks to their end or leave the loop over them, or call `measure`, so that files
 * are closed.
 * @throws UserError if a file cannot be read or the selected part is not in it
 */
export async function openInputs(
  inputs: readonly Selection[],
  { missing, ...given }: ReadOptions,
): Promise<Inputs> {
  const { keys, where } = given;
  const ofFilter = where ? filterSelections(where, inputs[0]!) : [];
  const selections = [...inputs, ...ofFilter];
  // What is missing in a row that is left out does not matter: it is judged when the rows are known.
  const options = { ...given, missing: where && missing === 'error' ? 'nan' : missing };
  const joining = keys && new (await import('../join/key-columns.ts')).KeyColumns(keys);
  const all = joining?.withKeys(selections) ?? selections;
  const readers = new Map<Selection, TensorReader>();
  const pool = new Threads(options.threads, options.chunkBytes);
  try {
    // The names of pred's columns may be what the labels of other inputs refer to.
    const pred = all.find(isPred);
    const predFirst = pred ? [pred, ...all.filter((selection) => selection !== pred)] : all;
    const groups = groupByPath(predFirst);
    const pairs = joining ? undefined : await pairedFiles(groupByPath(all).values());
    for (const ofPath of groups.values()) {
      const ofPred = pred && readers.get(pred);
      const classes = ofPred && { count: ofPred.width, names: ofPred.info.columns };
      const opened = await openGroup(ofPath, { ...options, pool }, classes, pairs);
      ofPath.forEach((selection, i) => readers.set(selection, opened[i]!));
    }
    if (!joining && groups.size > 1) warnOfUnpaired(all, readers, options.warn);
    await pool.start();
  } catch (error) {
    for (const reader of readers.values()) await reader.close();
    throw error;
  }
  const readerOf = (selection: Selection): TensorReader => readers.get(selection)!;
  const lineup =
    joining?.lineup(all, readerOf, options) ??
    new SideBySide(selections.map(readerOf), options.blockRows);
  const counts = all.map(({ files }) => files?.files.length ?? 1);
  const most = Math.max(...counts);
  return new AlignedInputs(lineup, {
    missing,
    files: most > 1 ? most : undefined,
    selector: where && {
      selector: new (await import('../filter/row-selector.ts')).RowSelector(where),
      places: ofFilter.map((selection) => lineup.readers.indexOf(readerOf(selection))),
    },
  });
}

/** The columns that conditions are about: of the table, or of the file that is named first. */
function filterSelections(
  { conditions }: RowFilter,
  { path, files }: Selection,
): readonly Selection[] {
  return conditions.map(({ column }) => {
    return { input: column, path, files, part: column, layout: 'text' };
  });
}

function warnOfUnpaired(
  selections: readonly Selection[],
  readers: ReadonlyMap<Selection, TensorReader>,
  warn: ReadOptions['warn'],
): void {
  const files = selections.map((selection) => {
    return [fileLabel(selection.path), readers.get(selection)!.feed] as const;
  });
  const doubt = unpairedTables(new Map(files));
  if (doubt !== undefined) warn(doubt);
}

/** The sets of several files, where there is more than one. */
async function pairedFiles(
  groups: Iterable<readonly Selection[]>,
): Promise<PairedFiles | undefined> {
  const sets = [...groups].flatMap(([{ files } = {}]) =>
    files && files.files.length > 1 ? [files] : [],
  );
  if (sets.length < 2) return undefined;
  const { PairedFiles } = await import('../files/paired-files.ts');
  return new PairedFiles(sets);
}

/** Opens the inputs that come from one file, or from several that are read as one. */
async function openGroup(
  selections: readonly Selection[],
  options: OpenOptions,
  classes: ClassColumns | undefined,
  pairs: PairedFiles | undefined,
): Promise<TensorReader[]> {
  const { path, files } = selections[0]!;
  if (!files) return openPath(path, selections, options, classes);
  const { openSeries } = await import('../files/series.ts');
  const open: OpenFile = (file, ofFile, warn) =>
    openPath(file, ofFile, { ...options, pool: new Threads(1), warn }, classes);
  return openSeries(files, selections, open, { pairs, warn: options.warn });
}

async function openPath(
  path: string,
  selections: readonly Selection[],
  options: OpenOptions,
  classes: ClassColumns | undefined,
): Promise<TensorReader[]> {
  const { bytes } = await openContent(path, options.stdin);
  try {
    const format = options.format ?? (await formatOf(path, bytes));
    requireTextFormat(format, selections, bytes.label);
    const open = await OPENERS[format]();
    return await open(bytes, selections, options, classes);
  } catch (error) {
    await bytes.close();
    throw error;
  }
}

/** @throws UserError where text is asked for of a format that holds numbers only */
function requireTextFormat(
  format: InputFormat,
  selections: readonly Selection[],
  where: string,
): void {
  const text = selections.find(({ layout }) => layout === 'text');
  if (text === undefined || !factsOfFormat(format).isNumeric) return;
  throw new UserError({
    where,
    problem: `expected a format that holds text for ${inputTitle(text.input, true)}, found ${format}`,
    hint: `write the columns to ${titlesOf(({ isNumeric }) => !isNumeric)}, which hold text beside numbers`,
  });
}

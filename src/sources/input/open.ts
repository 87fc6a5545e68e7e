import { UserError } from '../../messages/errors.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import { formatOf, openContent } from '../bytes/content.ts';
import { fileLabel } from '../bytes/file-label.ts';
import { Threads, type OpenOptions } from '../scan/threads.ts';
import { AlignedInputs } from './aligned-inputs.ts';
import type { ClassColumns } from './class-columns.ts';
import { besidePred } from './class-rows.ts';
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
  selections: readonly Selection[],
  options: ReadOptions,
): Promise<Inputs> {
  const { keys } = options;
  const joining = keys && new (await import('../join/key-columns.ts')).KeyColumns(keys);
  const all = joining?.withKeys(selections) ?? selections;
  const readers = new Map<Selection, TensorReader>();
  const pool = new Threads(options.threads, options.chunkBytes);
  try {
    // The names of pred's columns may be what the labels of other inputs refer to.
    const pred = all.find(isPred);
    const predFirst = pred ? [pred, ...all.filter((selection) => selection !== pred)] : all;
    const groups = groupByPath(predFirst);
    for (const [path, ofPath] of groups) {
      const ofPred = pred && readers.get(pred);
      const classes = ofPred && {
        count: ofPred.width,
        names: ofPred.info.columns,
        axes: ofPred.info.axes,
        areLabels: ofPred.info.labels !== undefined,
        isSorted: ofPred.info.isSorted,
      };
      const opened = await openPath(path, ofPath, { ...options, pool }, classes);
      ofPath.forEach((selection, i) => readers.set(selection, opened[i]!));
    }
    const ofPred = pred && readers.get(pred);
    if (ofPred)
      for (const [each, reader] of readers) readers.set(each, besidePred(each, reader, ofPred));
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
  return new AlignedInputs(lineup, options.missing);
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

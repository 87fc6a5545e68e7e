import { UserError } from '../../messages/errors.ts';
import { fileLabel } from '../bytes/file-label.ts';
import { Threads, type OpenOptions } from '../scan/threads.ts';
import type { PairedFiles } from '../files/paired-files.ts';
import type { OpenFile } from '../files/series.ts';
import type { RowFilter } from '../filter/row-filter.ts';
import { AlignedInputs } from './aligned-inputs.ts';
import { columnsOfPred } from './class-columns.ts';
import { besidePred } from './class-rows.ts';
import { NoSuchColumn } from './columns.ts';
import { countedFirstRows } from './counted-rows.ts';
import type { InputFormat } from './formats.ts';
import type { Inputs } from './inputs.ts';
import { LabelNumbers } from './label-numbers.ts';
import type { ReadOptions } from './read-options.ts';
import { openFile, type FileContext } from './open-file.ts';
import { groupByPath, isPred, type Selection } from './selection.ts';
import { indexAmongValues } from './row-index.ts';
import { rowForAll } from './row-for-all.ts';
import { SideBySide } from './side-by-side.ts';
import { optionsOfFormat, requireUse } from './text-options.ts';
import type { TensorReader } from './tensor-reader.ts';
import { unpairedTables } from './unpaired.ts';

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
  const { keys, where, group } = given;
  const ofGroup = group ? [textOf(group.column, inputs[0]!)] : [];
  const ofFilter = where ? filterSelections(where, inputs[0]!) : [];
  const selections = [...withSharedLabels(inputs), ...ofGroup, ...ofFilter];
  // What is missing in a row that is left out does not matter: it is judged when the rows are known.
  const options = { ...given, missing: where && missing === 'error' ? 'nan' : missing };
  const joining = keys && new (await import('../join/key-columns.ts')).KeyColumns(keys);
  // With keys these are other objects, in the same order, and those of the keys after them.
  const all = joining?.withKeys(selections) ?? selections;
  const readers = new Map<Selection, TensorReader>();
  const pool = new Threads(options.threads, options.chunkBytes);
  const formats = new Map<string, InputFormat>();
  try {
    // The names of pred's columns may be what the labels of other inputs refer to.
    const pred = all.find(isPred);
    const predFirst = pred ? [pred, ...all.filter((selection) => selection !== pred)] : all;
    const groups = groupByPath(predFirst);
    const pairs = joining ? undefined : await pairedFiles(groupByPath(all).values());
    for (const ofPath of groups.values()) {
      const ofPred = pred && readers.get(pred);
      const classes = ofPred && columnsOfPred(ofPred.info);
      const noteFormat = (file: string, format: InputFormat): void => {
        formats.set(fileLabel(file), format);
      };
      const context = { classes, noteFormat };
      const opened = await openGroup(ofPath, { ...options, pool }, context, pairs);
      ofPath.forEach((selection, i) => readers.set(selection, opened[i]!));
    }
    requireUse(options, formats);
    const ofPred = pred && readers.get(pred);
    if (ofPred)
      for (const [each, reader] of readers) readers.set(each, besidePred(each, reader, ofPred));
    warnOfTables(all, readers, { ...options, areJoined: joining !== undefined });
    for (const [selection, reader] of readers) {
      const doubt = indexAmongValues(selection, reader);
      if (doubt !== undefined) options.warn(doubt);
    }
    await pool.start();
    const weights = all.find(({ input }) => input === 'weights');
    if (weights && ofPred && !joining && !group)
      readers.set(weights, await rowForAll(readers.get(weights)!, ofPred));
  } catch (error) {
    for (const reader of readers.values()) await reader.close();
    throw withPlaceOfFilter(error, ofFilter);
  }
  const readerOf = (selection: Selection): TensorReader => readers.get(selection)!;
  requireListsOfAll(all, readerOf, joining !== undefined);
  const lineup =
    joining?.lineup(all, readerOf, options) ??
    new SideBySide(selections.map(readerOf), options.blockRows);
  const counts = all.map(({ files }) => files?.files.length ?? 1);
  const most = Math.max(...counts);
  const { path, files } = inputs[0]!;
  const format = formats.get(fileLabel(files?.files[0]?.path ?? path));
  const { notation } = format ? optionsOfFormat(format, options) : options;
  const aligned = new AlignedInputs(lineup, {
    missing,
    files: most > 1 ? most : undefined,
    selector: where && {
      selector: new (await import('../filter/row-selector.ts')).RowSelector(where, notation),
      places: all
        .slice(selections.length - ofFilter.length, selections.length)
        .map((selection) => lineup.readers.indexOf(readerOf(selection))),
    },
  });
  if (!group) return aligned;
  const { ListedInputs } = await import('../lists/listed-inputs.ts');
  return new ListedInputs(aligned, inputs, group);
}

/** @throws UserError where some inputs have lists and others one number for each, and for lists that are to be joined */
function requireListsOfAll(
  selections: readonly Selection[],
  readerOf: (selection: Selection) => TensorReader,
  areJoined: boolean,
): void {
  const ofRows = selections.filter(({ layout }) => layout === 'rows').map(readerOf);
  const ragged = ofRows.find(({ lengths }) => lengths);
  const other = ofRows.find(({ lengths }) => !lengths);
  if (!ragged || (!areJoined && !other)) return;
  throw new UserError({
    where: (other ?? ragged).info.label,
    problem: other
      ? `expected a list in each row, as ${ragged.title} has, found rows of one length`
      : 'expected rows of one length to join by a key, found lists',
    hint: other
      ? 'each item of a list needs a number of every input'
      : 'leave --on out where rows are in the same order',
  });
}

/** The columns that conditions are about: of the table, or of the file that is named first. */
function filterSelections({ conditions }: RowFilter, first: Selection): readonly Selection[] {
  return conditions.map(({ column }) => textOf(column, first));
}

/** A column of text of the table, or of the file that is named first. */
function textOf(column: string, { path, files }: Selection): Selection {
  return { input: column, path, files, part: column, layout: 'text' };
}

/** An error that is about a column of the conditions says where those are looked for. */
function withPlaceOfFilter(error: unknown, ofFilter: readonly Selection[]): unknown {
  const isOfFilter =
    error instanceof NoSuchColumn && ofFilter.some(({ part }) => part === error.column);
  return isOfFilter
    ? error.withHint('', '; --where is about the table, or the true values')
    : error;
}

/** Lets texts of inputs that are compared stand for the same numbers in all of them. */
function withSharedLabels(selections: readonly Selection[]): readonly Selection[] {
  const numbers = new LabelNumbers();
  return selections.map((selection) => {
    const { labels } = selection;
    return labels?.areCompared ? { ...selection, labels: { ...labels, numbers } } : selection;
  });
}

/** Warns of what is doubtful about the files together. */
function warnOfTables(
  selections: readonly Selection[],
  readers: ReadonlyMap<Selection, TensorReader>,
  { warn, areJoined }: Pick<ReadOptions, 'warn'> & { areJoined: boolean },
): void {
  const files = new Map(
    selections.map((each) => [fileLabel(each.path), readers.get(each)!.feed] as const),
  );
  const unpaired = areJoined ? undefined : unpairedTables(files);
  if (unpaired !== undefined) warn(unpaired);
  const counted = countedFirstRows(files);
  if (counted !== undefined) warn(counted);
}

/** Opens the inputs that come from one file, or from several that are read as one. */
async function openGroup(
  selections: readonly Selection[],
  options: OpenOptions,
  context: FileContext,
  pairs: PairedFiles | undefined,
): Promise<TensorReader[]> {
  const { path, files } = selections[0]!;
  if (!files) return openFile(path, selections, options, context);
  const { openSeries } = await import('../files/series.ts');
  // Files are scanned one after the other, by this thread.
  const pool = new Threads(1);
  const open: OpenFile = (file, ofFile, warn) =>
    openFile(file, ofFile, { ...options, pool, warn }, context);
  return openSeries(files, selections, open, { pairs, warn: options.warn });
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

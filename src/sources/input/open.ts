import { UserError } from '../../messages/errors.ts';
import { AlignedInputs } from './align.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import { formatOf, openContent } from '../bytes/content.ts';
import type { ClassColumns } from './labels.ts';
import { groupByPath } from '../bytes/paths.ts';
import { SideBySide } from './side-by-side.ts';
import { Threads } from '../scan/threads.ts';
import type { TensorReader } from './tensor-reader.ts';
import type { InputFormat, Inputs, OpenOptions, ReadOptions, Selection } from './types.ts';

/** Opens the inputs that come from one file: each format has a module with a function of this kind. */
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
  const joining = keys && new (await import('../join/joining.ts')).Joining(keys);
  const all = joining?.withKeys(selections) ?? selections;
  const readers: TensorReader[] = [];
  const pool = new Threads(options.threads, options.chunkBytes);
  try {
    // The names of pred's columns may be what the labels of other inputs refer to.
    const predFirst = all.toSorted((a, b) => rank(a) - rank(b));
    for (const [path, ofPath] of groupByPath(predFirst)) {
      const pred = readers.find(({ input }) => input === 'pred');
      const classes = pred && { count: pred.width, names: pred.info.columns };
      readers.push(...(await openPath(path, ofPath, { ...options, pool }, classes)));
    }
    await pool.start();
  } catch (error) {
    for (const reader of readers) await reader.close();
    throw error;
  }
  const readerOf = ({ input }: Selection): TensorReader => readers.find((r) => r.input === input)!;
  const lineup =
    joining?.lineup(all, readerOf, options) ??
    new SideBySide(selections.map(readerOf), options.blockRows);
  return new AlignedInputs(lineup, options.missing);
}

function rank({ input }: Selection): number {
  return input === 'pred' ? 0 : 1;
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
    requireTexts(format, selections, bytes.label);
    const open = await OPENERS[format]();
    return await open(bytes, selections, options, classes);
  } catch (error) {
    await bytes.close();
    throw error;
  }
}

/** Arrays of NumPy are numbers. */
function requireTexts(format: InputFormat, selections: readonly Selection[], where: string): void {
  const text = selections.find(({ layout }) => layout === 'text');
  if (text === undefined || (format !== 'npy' && format !== 'npz')) return;
  throw new UserError({
    where,
    problem: `expected a format that holds text for ${text.input}, found ${format}`,
    hint: 'write the columns to CSV, TSV, JSON, NDJSON or Parquet, which hold text beside numbers',
  });
}

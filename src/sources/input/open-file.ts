import { UserError } from '../../messages/errors.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import { formatOf, openContent } from '../bytes/content.ts';
import type { OpenOptions } from '../scan/threads.ts';
import type { ClassColumns } from './class-columns.ts';
import { factsOfFormat, titlesOf, type InputFormat } from './formats.ts';
import { inputTitle, type Selection } from './selection.ts';
import type { TensorReader } from './tensor-reader.ts';
import { optionsOfFormat, requireUtf8 } from './text-options.ts';

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
  arrow: async () => (await import('../arrow/arrow.ts')).openArrow,
  safetensors: async () => (await import('../safetensors/safetensors.ts')).openSafetensors,
};

/** What the opening of a file has to do with other files. */
export interface FileContext {
  /** The columns of pred, where pred is elsewhere. */
  readonly classes: ClassColumns | undefined;
  /** Told what format a file has. */
  readonly noteFormat: (path: string, format: InputFormat) => void;
}

/**
 * Opens the inputs that come from one file, or standard input.
 * @throws UserError if it cannot be read or the selected part is not in it
 */
export async function openFile(
  path: string,
  selections: readonly Selection[],
  options: OpenOptions,
  { classes, noteFormat }: FileContext,
): Promise<TensorReader[]> {
  const { bytes, marked } = await openContent(path, options, options.encoding);
  try {
    const format = options.format ?? (await formatOf(path, bytes));
    requireTextFormat(format, selections, bytes.label);
    requireUtf8(format, marked, options, bytes.label);
    noteFormat(path, format);
    const open = await OPENERS[format]();
    return await open(bytes, selections, optionsOfFormat(format, options), classes);
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

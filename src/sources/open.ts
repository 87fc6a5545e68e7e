import { extname } from 'node:path';
import { AlignedInputs } from './align.ts';
import { fileChunks, standardInputChunks } from './bytes.ts';
import { openDocument } from './document.ts';
import { fileLabel } from './label.ts';
import type { ClassColumns } from './labels.ts';
import { openTable } from './table.ts';
import type { TensorReader } from './tensor-reader.ts';
import { TextReader } from './text.ts';
import type { InputFormat, Inputs, ReadOptions, Selection } from './types.ts';

const FORMAT_OF_EXTENSION: ReadonlyMap<string, InputFormat> = new Map([
  ['.csv', 'csv'],
  ['.tsv', 'tsv'],
  ['.tab', 'tsv'],
  ['.json', 'json'],
]);

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
  const readers: TensorReader[] = [];
  try {
    // The names of pred's columns may be what the labels of other inputs refer to.
    const predFirst = selections.toSorted((a, b) => rank(a) - rank(b));
    for (const [path, ofPath] of groupByPath(predFirst)) {
      const pred = readers.find(({ input }) => input === 'pred');
      const classes = pred && { count: pred.width, names: pred.info.columns };
      readers.push(...(await openPath(path, ofPath, options, classes)));
    }
  } catch (error) {
    for (const reader of readers) await reader.close();
    throw error;
  }
  const inSelectedOrder = selections.map(({ input }) => readers.find((r) => r.input === input)!);
  return new AlignedInputs(inSelectedOrder, options);
}

function rank({ input }: Selection): number {
  return input === 'pred' ? 0 : 1;
}

function groupByPath(selections: readonly Selection[]): Map<string, Selection[]> {
  const groups = new Map<string, Selection[]>();
  for (const selection of selections) {
    const group = groups.get(selection.path);
    if (group) group.push(selection);
    else groups.set(selection.path, [selection]);
  }
  return groups;
}

async function openPath(
  path: string,
  selections: readonly Selection[],
  options: ReadOptions,
  classes: ClassColumns | undefined,
): Promise<TensorReader[]> {
  const chunks = path === '-' ? standardInputChunks(options.stdin) : fileChunks(path);
  const text = new TextReader(chunks, fileLabel(path));
  try {
    const format = options.format ?? FORMAT_OF_EXTENSION.get(extname(path).toLowerCase());
    switch (format ?? (await sniffFormat(text))) {
      case 'json':
        return await openDocument(text, selections, options, classes);
      case 'tsv':
        return await openTable(text, 'tsv', selections, options, classes);
      case 'csv':
        return await openTable(text, 'csv', selections, options, classes);
    }
  } catch (error) {
    await text.close();
    throw error;
  }
}

/** The format of a text whose name does not tell: JSON begins with a bracket or a brace. */
async function sniffFormat(text: TextReader): Promise<InputFormat> {
  const byte = await text.firstByte();
  return byte === 0x5b || byte === 0x7b ? 'json' : 'csv';
}

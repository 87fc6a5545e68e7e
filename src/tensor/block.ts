import { concatenated } from './arrays.ts';

/**
 * A few thousand aligned rows of every input of a loss: row i of each array belongs to the same sample.
 * A row is what lies along the last axis; an input with one number per sample (weights, class indices) has
 * rows of width 1. Arrays may be reused by their producer: a block is valid until the next one is asked for.
 */
export interface Block extends NumberedRows {
  /** By input name (`true`, `pred`, `weights`, ...): rows x width numbers, row-major; may be longer than that. */
  readonly inputs: Readonly<Record<string, Float64Array>>;
  /** By name, the columns of text (keys of segments, ids); absent where there are none. Inputs may be called alike. */
  readonly texts?: Readonly<Record<string, TextColumn>>;
  /** By input name, of those that were joined by a key, the number of every row in the file that it comes from. */
  readonly ownNumbers?: Readonly<Record<string, Float64Array>>;
  /** Where rows were left out that do not count: those there were, and the places of the ones left among them, counted from 0. */
  readonly among?: { readonly all: NumberedRows; readonly places: Int32Array };
  /**
   * Where rows are lists of items that may have different lengths: what they are lists of. `inputs` then has those of
   * which a list has one number, and the items have the others.
   */
  readonly lists?: ItemLists | undefined;
}

/** The items of some lists. */
export interface ItemLists {
  /** A row for each item, one list after the other. */
  readonly items: Block;
  /** Where each list ends among the items. */
  readonly ends: Int32Array;
  /** How many items each list has with those that a mask leaves out, also of lists without another. */
  readonly lengths: Int32Array;
}

/** Rows, and where they are in the input. */
export interface NumberedRows {
  readonly rows: number;
  /** Number of the first row in the input, counted from 1. */
  readonly firstRow: number;
  /** The number of every row, where rows were dropped and they are not consecutive. */
  readonly rowNumbers?: Float64Array | undefined;
}

/** The rows of a block before some were left out. */
export function allRows(block: Block): NumberedRows {
  return block.among?.all ?? block;
}

/** A text for each row of a block, as codes: rows with the same text have the same code. */
export interface TextColumn extends TextKeys {
  /** One for each row, an integer from 0 on; may be longer than that. Another block has other codes. */
  readonly codes: Float64Array;
}

/** What the codes of a block stand for. */
export interface TextKeys {
  /**
   * The text that a code of this block stands for, as it is in the input; valid as long as the block. Who asks may keep
   * it: it is no slice that keeps a long text alive.
   */
  readonly textOf: (code: number) => string;
  /** The same texts in memory, for who needs no strings of them; absent where they are not there. Valid as long. */
  readonly utf8?: Utf8Texts | undefined;
}

/** The texts of a block's codes in UTF-8, one after another in the order of the codes. */
export interface Utf8Texts {
  readonly bytes: Uint8Array;
  /** Where in the bytes each of them ends. */
  readonly ends: Uint32Array;
}

/** The number of row `i` of a block in the input it came from, counted from 1. */
export function rowNumber({ rowNumbers, firstRow }: NumberedRows, i: number): number {
  return rowNumbers?.[i] ?? firstRow + i;
}

/** The number of row `i` of a block in the file of one of its inputs, counted from 1. */
export function rowNumberOf(input: string, block: Block, i: number): number {
  return block.ownNumbers?.[input]?.[i] ?? rowNumber(block, i);
}

/** How many codes the texts of a block may have. */
export function codeCount({ codes, utf8 }: TextColumn, rows: number): number {
  if (utf8) return utf8.ends.length;
  let largest = -1;
  for (let i = 0; i < rows; i++) largest = Math.max(largest, codes[i]!);
  return largest + 1;
}

/** How many numbers a row of each input has, by name. */
export type Widths = Readonly<Record<string, number>>;

/** A block with arrays of its own, as long as its rows: for who needs it after its producer goes on. */
export function copyOf(block: Block, widths: Widths): Block {
  const { rows, firstRow, texts, among } = block;
  const inputs = Object.entries(block.inputs).map(([name, values]) => {
    return [name, values.slice(0, rows * widths[name]!)] as const;
  });
  const rowNumbers = block.rowNumbers?.slice(0, rows);
  return {
    rows,
    inputs: Object.fromEntries(inputs),
    ...(texts && { texts: mapValues(texts, (column) => textColumn(textsOf(column, rows))) }),
    firstRow,
    rowNumbers,
    ...(among && { among: { all: copyOfRows(among.all), places: among.places } }),
  };
}

function copyOfRows({ rows, firstRow, rowNumbers }: NumberedRows): NumberedRows {
  return { rows, firstRow, rowNumbers: rowNumbers?.slice(0, rows) };
}

/**
 * Some rows of a block, as a block that tells their places among all.
 * @param places counted from 0, in their order
 */
export function pickRows(block: Block, places: Int32Array, widths: Widths): Block {
  const { among } = block;
  return {
    ...onlyRows(block, places, widths),
    among: among
      ? { all: among.all, places: places.map((place) => among.places[place]!) }
      : { all: block, places },
  };
}

/** Some rows of a block, as if there were no others. */
export function onlyRows(block: Block, places: Int32Array, widths: Widths): Block {
  const { texts, ownNumbers } = block;
  return {
    rows: places.length,
    inputs: mapValues(block.inputs, (values, name) => pick(values, places, widths[name])),
    ...(texts && {
      texts: mapValues(texts, (column) => ({ ...column, codes: pick(column.codes, places) })),
    }),
    firstRow: block.firstRow,
    rowNumbers: pick(rowNumbersOf(block), places),
    ...(ownNumbers && { ownNumbers: mapValues(ownNumbers, (numbers) => pick(numbers, places)) }),
  };
}

/** Some rows of an array, one after the other. */
function pick(values: Float64Array, places: Int32Array, width = 1): Float64Array {
  const picked = new Float64Array(places.length * width);
  places.forEach((place, i) => {
    for (let k = 0; k < width; k++) picked[i * width + k] = values[place * width + k]!;
  });
  return picked;
}

/** Blocks that follow each other as one; their arrays are as long as their rows. */
export function joined(blocks: readonly Block[]): Block {
  const [first] = blocks;
  if (!first) return { rows: 0, inputs: {}, firstRow: 1 };
  const rows = blocks.reduce((sum, block) => sum + block.rows, 0);
  const names = Object.keys(first.inputs);
  const inputs = names.map((name) => {
    return [name, concatenated(blocks.map((block) => block.inputs[name]!))] as const;
  });
  const consecutive = blocks.every(({ rowNumbers }) => !rowNumbers);
  const rowNumbers = consecutive ? undefined : concatenated(blocks.map(rowNumbersOf));
  const texts =
    first.texts &&
    mapValues(first.texts, (_, name) =>
      textColumn(blocks.flatMap((block) => textsOf(block.texts![name]!, block.rows))),
    );
  return {
    rows,
    inputs: Object.fromEntries(inputs),
    ...(texts && { texts }),
    firstRow: first.firstRow,
    rowNumbers,
    ...(blocks.some(({ among }) => among) && { among: joinedPlaces(blocks) }),
  };
}

function joinedPlaces(blocks: readonly Block[]): NonNullable<Block['among']> {
  let rows = 0;
  const places = blocks.flatMap((block) => {
    const before = rows;
    rows += allRows(block).rows;
    return Array.from({ length: block.rows }, (_, i) => before + (block.among?.places[i] ?? i));
  });
  return { all: { rows, firstRow: blocks[0]!.firstRow }, places: Int32Array.from(places) };
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From, key: string) => To,
): Record<string, To> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, change(value, key)]),
  );
}

/** The text of each row. */
function textsOf({ codes, textOf }: TextColumn, rows: number): string[] {
  const known = new Map<number, string>();
  return Array.from({ length: rows }, (_, i) => {
    const code = codes[i]!;
    const text = known.get(code) ?? textOf(code);
    known.set(code, text);
    return text;
  });
}

/**
 * A column of its own with a text for each row. Copies are of few rows, so that strings in a Map do: numbering bytes, as
 * readers do, takes what a browser lacks.
 */
function textColumn(texts: readonly string[]): TextColumn {
  const codeOf = new Map<string, number>();
  for (const text of texts) if (!codeOf.has(text)) codeOf.set(text, codeOf.size);
  const distinct = [...codeOf.keys()];
  return {
    codes: Float64Array.from(texts, (text) => codeOf.get(text)!),
    textOf: (code) => distinct[code]!,
  };
}

/** The numbers of all rows of a block. */
export function rowNumbersOf(block: NumberedRows): Float64Array {
  const numbers = new Float64Array(block.rows);
  for (let i = 0; i < block.rows; i++) numbers[i] = rowNumber(block, i);
  return numbers;
}

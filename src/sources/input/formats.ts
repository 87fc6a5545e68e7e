/** How cells are separated in the formats of text that are tables of cells, the usual one first. */
export const SEPARATED = {
  csv: { delimiter: ',', plural: 'commas' },
  tsv: { delimiter: '\t', plural: 'tabs' },
} as const;
export type SeparatedFormat = keyof typeof SEPARATED;

/**
 * What separates cells: an ASCII character that neither a number nor the space around it holds, and no quote; or a space,
 * for any number of spaces and tabs. One before
 * the point in ASCII, as comma and tab are, makes a cell of one digit quicker to read; see `scan/assembly/number.ts`.
 */
export type Delimiter = string;

/** The delimiter that stands for any number of spaces and tabs. */
export const BLANKS: Delimiter = ' ';

/** Whether a character can separate cells. */
export function isDelimiter(character: string): boolean {
  return /^[ !#$%&'()*,/:;<=>?@[\]^_`{|}~\t\\]$/.test(character);
}

export const SEPARATED_FORMATS = Object.keys(SEPARATED) as SeparatedFormat[];

/** Whether a format is a table of cells, which can be read as texts where they are no numbers. */
export function isSeparated(format: InputFormat): format is SeparatedFormat {
  return Object.hasOwn(SEPARATED, format);
}

/** What has to be known of a format before its reader is loaded. */
interface FormatFacts {
  /** As messages call it. */
  readonly title: string;
  /** What the names of its files end in, in lower case. */
  readonly extensions: readonly string[];
  /** How its files may begin, a byte for each character, of which `?` is any; undefined of text in UTF-8. */
  readonly magic?: readonly string[];
  /** What servers call its files, where they say that of no other; of text, as others tell themselves by their beginning. */
  readonly mediaTypes?: readonly string[];
  /** Whether it holds numbers only. */
  readonly isNumeric?: true;
  /** Whether an input is one key or array of it, not some of its columns. */
  readonly hasWholeParts?: true;
}

const FORMATS = {
  csv: { title: 'CSV', extensions: ['.csv'], mediaTypes: ['text/csv'] },
  tsv: { title: 'TSV', extensions: ['.tsv', '.tab'], mediaTypes: ['text/tab-separated-values'] },
  json: { title: 'JSON', extensions: ['.json'], hasWholeParts: true },
  ndjson: {
    title: 'NDJSON',
    extensions: ['.ndjson', '.jsonl'],
    mediaTypes: ['application/x-ndjson', 'application/jsonl'],
  },
  npy: { title: 'NPY', extensions: ['.npy'], magic: ['\x93NUMPY'], isNumeric: true },
  npz: {
    title: 'NPZ',
    extensions: ['.npz'],
    magic: ['PK\x03\x04'],
    isNumeric: true,
    hasWholeParts: true,
  },
  parquet: { title: 'Parquet', extensions: ['.parquet'], magic: ['PAR1'] },
  arrow: {
    title: 'Arrow',
    extensions: ['.arrow', '.arrows', '.feather', '.ipc'],
    // A file, or a stream of messages.
    magic: ['ARROW1', '\xff\xff\xff\xff'],
  },
  safetensors: {
    title: 'safetensors',
    extensions: ['.safetensors'],
    // The length of an object of JSON, in 64 bits: no text has bytes of 0.
    magic: ['????\0\0\0\0{'],
    isNumeric: true,
    hasWholeParts: true,
  },
} satisfies Readonly<Record<string, FormatFacts>>;

/** How a file is read; by default its extension decides, then its content. */
export type InputFormat = keyof typeof FORMATS;
export const INPUT_FORMATS = Object.keys(FORMATS) as InputFormat[];

export function factsOfFormat(format: InputFormat): FormatFacts {
  return FORMATS[format];
}

/** Whether a format is text, which has an encoding. */
export function isText(format: InputFormat): boolean {
  return factsOfFormat(format).magic === undefined;
}

/** The formats of which something holds, as messages call them: `CSV, JSON or Parquet`. */
export function titlesOf(holds: (facts: FormatFacts) => boolean): string {
  const titles = INPUT_FORMATS.map(factsOfFormat)
    .filter(holds)
    .map(({ title }) => title);
  return `${titles.slice(0, -1).join(', ')} or ${titles.at(-1)!}`;
}

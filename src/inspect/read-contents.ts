import { findViolations } from '../losses/domain.ts';
import { UserError } from '../messages/errors.ts';
import {
  openInputs,
  readInto,
  type FileSet,
  type WatchReading,
  type ReadOptions,
  type Selection,
} from '../sources/index.ts';
import type { Block, TextColumn } from '../tensor/block.ts';
import { elementCount, type Shape } from '../tensor/shape.ts';
import { numeralsOf, type Numerals } from '../text/notation.ts';
import { ColumnFacts } from './column-facts.ts';
import type { ColumnContent, InspectedColumn, Role } from './inspection.ts';
import type { Part, Parts } from './parts.ts';

/** How a file is read, and what else is to be found out on the way. */
export interface ReadingPlan {
  readonly path: string;
  /** Where the path stands for several files, or for one whose folders have columns in their names. */
  readonly files: FileSet | undefined;
  /** Whether what could not be read as numbers can be read again, as text. */
  readonly isTextTable: boolean;
  /** Whether the file can be opened once more. */
  readonly canReadAgain: boolean;
  /** Columns whose rows may have to sum to 1. */
  readonly roles: readonly Role[];
  readonly options: ReadOptions;
  readonly watch: WatchReading;
}

/** What was read. */
export interface Contents {
  readonly columns: readonly InspectedColumn[];
  /** Of roles with several columns, the rows that do not sum to 1. */
  readonly unnormalised: ReadonlyMap<Role, number>;
}

/**
 * Reads the parts of a file: a table in one pass, other parts one by one. A cell of a table that is no number is no
 * error, but makes its columns be read as text.
 * @throws UserError if a table of text cannot be read
 */
export async function readContents(
  { parts, isTable }: Parts,
  plan: ReadingPlan,
): Promise<Contents> {
  const readable = parts.filter(isReadable);
  if (!isTable) return readEach(parts, plan);
  try {
    const contents = await readTogether(parts, readable, plan);
    const exact = plan.canReadAgain ? withLargeAsText(parts, contents) : undefined;
    if (!exact) return contents;
    return await readTogether(exact, exact.filter(isReadable), plan);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (!plan.isTextTable) return readEach(parts, plan);
    if (readable.every(({ layout }) => layout === 'text')) throw error;
    const texts = parts.map((part) => ({ ...part, layout: 'text' as const }));
    return await readTogether(texts, texts, plan);
  }
}

function isReadable({ problem }: Part): boolean {
  return problem === undefined;
}

/** The parts with columns of integers that doubles do not hold as text, which has all digits; undefined without such. */
function withLargeAsText(parts: readonly Part[], { columns }: Contents): Part[] | undefined {
  const isLarge = ({ content }: InspectedColumn): boolean => {
    if (!('summary' in content) || content.shape.length > 1) return false;
    const { kind, min = 0, max = 0 } = content.summary;
    return kind === 'integers' && Math.max(-min, max) > Number.MAX_SAFE_INTEGER;
  };
  const isRead = (part: Part, k: number): boolean => part.layout === 'rows' && isLarge(columns[k]!);
  if (!parts.some(isRead)) return undefined;
  return parts.map((part, k) => (isRead(part, k) ? { ...part, layout: 'text' } : part));
}

async function readEach(parts: readonly Part[], plan: ReadingPlan): Promise<Contents> {
  const columns: InspectedColumn[] = [];
  for (const part of parts) {
    try {
      const readable = part.problem === undefined ? [part] : [];
      const read = await readTogether([part], readable, { ...plan, roles: [] });
      columns.push(...read.columns);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const { name, type, holds } = part;
      columns.push({ name, type, holds, content: { problem: error.complaint.problem } });
    }
  }
  return { columns, unnormalised: new Map() };
}

async function readTogether(
  parts: readonly Part[],
  readable: readonly Part[],
  { path, files, roles, options, watch }: ReadingPlan,
): Promise<Contents> {
  const numerals = numeralsOf(options.notation);
  const readers = new Map(
    readable.map((part) => [part, new PartReader(`${parts.indexOf(part)}`, numerals)]),
  );
  const rowSums = new Map(
    roles
      .filter(({ indices }) => indices.length > 1)
      .map((role) => [role, new RowSums(role.indices.map(String), numerals)]),
  );
  if (readable.length > 0) {
    const selections = [...readers].map(([{ part, layout }, { input }]): Selection => {
      return { input, path, files, part, layout };
    });
    const inputs = await openInputs(selections, options);
    const push = (block: Block): void => {
      for (const reader of readers.values()) reader.add(block);
      for (const sums of rowSums.values()) sums.add(block);
    };
    await readInto(inputs, () => ({ push }), watch);
    for (const reader of readers.values()) {
      reader.axes = (inputs.tensors.get(reader.input) ?? inputs.texts.get(reader.input))!.axes;
    }
  }
  const columns = parts.map((part): InspectedColumn => {
    const { name, type, holds, problem } = part;
    return { name, type, holds, content: readers.get(part)?.content() ?? { problem: problem! } };
  });
  return {
    columns,
    unnormalised: new Map([...rowSums].map(([role, sums]) => [role, sums.unnormalised])),
  };
}

/** Gathers what is in one part, block by block. */
class PartReader {
  readonly input: string;
  /** As {@link TensorInfo} has them. */
  axes: Shape = [];
  readonly #numerals: Numerals;
  readonly #facts = new ColumnFacts();
  #unnormalised: number | undefined;
  /** How often each code of a block was met. */
  #times = new Uint32Array(0);

  constructor(input: string, numerals: Numerals) {
    this.input = input;
    this.#numerals = numerals;
  }

  add(block: Block): void {
    const texts = block.texts?.[this.input];
    if (texts) this.#addTexts(texts, block.rows);
    else this.#addNumbers(block.inputs[this.input]!, block.rows);
  }

  content(): ColumnContent {
    const summary = this.#facts.summary();
    const isColumn = elementCount(this.axes) === 1 && this.axes.length <= 1;
    const axes = isColumn ? [] : this.axes;
    const shape = [summary.cells / elementCount(axes), ...axes];
    return { shape, summary, unnormalised: this.#unnormalised };
  }

  #addNumbers(values: Float64Array, rows: number): void {
    this.#facts.addNumbers(values);
    const width = values.length / rows;
    if (width === 1) return;
    const { unnormalised } = findViolations('distribution', values, rows, width);
    this.#unnormalised = (this.#unnormalised ?? 0) + unnormalised;
  }

  #addTexts({ codes, textOf }: TextColumn, rows: number): void {
    const met: number[] = [];
    for (let i = 0; i < rows; i++) {
      const code = codes[i]!;
      if (code >= this.#times.length) this.#grow(code);
      if (this.#times[code]!++ === 0) met.push(code);
    }
    for (const code of met) {
      const text = textOf(code);
      const number = this.#numerals.parse(text);
      const times = this.#times[code]!;
      if (number !== undefined && mayLoseDigits(text, number, this.#numerals))
        this.#facts.addInteger(this.#numerals.plain(text).trim(), times);
      else if (number === undefined) this.#facts.addText(text.trim(), times);
      else this.#facts.addNumber(number, times);
      this.#times[code] = 0;
    }
  }

  #grow(code: number): void {
    const larger = new Uint32Array(2 * (code + 1));
    larger.set(this.#times);
    this.#times = larger;
  }
}

/** Whether a text is an integer that a double may not hold. */
function mayLoseDigits(text: string, value: number, numerals: Numerals): boolean {
  return Math.abs(value) > Number.MAX_SAFE_INTEGER && /^\s*[-+]?\d+\s*$/.test(numerals.plain(text));
}

/** Counts the rows of several columns that do not sum to 1. */
class RowSums {
  readonly #inputs: readonly string[];
  readonly #numerals: Numerals;
  #rows = new Float64Array(0);
  unnormalised = 0;

  constructor(inputs: readonly string[], numerals: Numerals) {
    this.#inputs = inputs;
    this.#numerals = numerals;
  }

  add(block: Block): void {
    const width = this.#inputs.length;
    const count = block.rows * width;
    if (this.#rows.length < count) this.#rows = new Float64Array(count);
    this.#inputs.forEach((input, column) => {
      const values = numbersOf(block, input, this.#numerals);
      for (let i = 0; i < block.rows; i++) this.#rows[i * width + column] = values[i]!;
    });
    this.unnormalised += findViolations('distribution', this.#rows, block.rows, width).unnormalised;
  }
}

/** The numbers of a column, NaN where a text is none. */
function numbersOf(
  { inputs, texts, rows }: Block,
  input: string,
  numerals: Numerals,
): Float64Array {
  const text = texts?.[input];
  if (!text) return inputs[input]!;
  const numbers = new Map<number, number>();
  return Float64Array.from({ length: rows }, (_, i) => {
    const code = text.codes[i]!;
    let number = numbers.get(code);
    if (number === undefined) {
      number = numerals.parse(text.textOf(code)) ?? NaN;
      numbers.set(code, number);
    }
    return number;
  });
}

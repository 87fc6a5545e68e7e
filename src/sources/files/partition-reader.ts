import { quote, UserError } from '../../messages/errors.ts';
import type { Shape } from '../../tensor/shape.ts';
import { DistinctTexts } from '../../text/distinct-texts.ts';
import { parseNumber } from '../../text/parse-number.ts';
import { fileLabel, partLabel } from '../bytes/file-label.ts';
import type { TensorInfo } from '../input/inputs.ts';
import { inputTitle, type Selection } from '../input/selection.ts';
import type { Feed, ReadTexts, TensorReader } from '../input/tensor-reader.ts';

/** Reads a column that the names of a file's folders hold: the same value in each row of the file. */
export class PartitionReader implements TensorReader {
  readonly input: string;
  readonly info: TensorInfo;
  readonly width = 1;
  readonly texts: ReadTexts | undefined;
  /** Tells how many rows there are. */
  readonly #sibling: TensorReader;
  readonly #value: number;
  #values = new Float64Array(0);
  #count = 0;

  /**
   * @param sibling another input of the same file
   * @throws UserError where a number is read and the text is none
   */
  constructor({ input, path, part, layout }: Selection, text: string, sibling: TensorReader) {
    this.input = input;
    const label = partLabel(fileLabel(path), 'column', part);
    this.info = { label, axes: [] };
    this.#sibling = sibling;
    if (layout === 'text') {
      const bytes = Buffer.from(text);
      const utf8 = new DistinctTexts(bytes, Uint32Array.of(bytes.length));
      this.texts = { textOf: () => text, utf8 };
      // The code of the one text.
      this.#value = 0;
    } else {
      this.#value = numberOf(text, label);
    }
  }

  get title(): string {
    return inputTitle(this.input, this.texts !== undefined);
  }

  get feed(): Feed {
    return this.#sibling.feed;
  }

  get shape(): Shape {
    return [this.#count];
  }

  ready(): Promise<number> {
    return this.#sibling.ready();
  }

  take(rows: number): Float64Array {
    this.#count += rows;
    if (this.#values.length < rows) this.#values = new Float64Array(rows).fill(this.#value);
    return this.#values.subarray(0, rows);
  }

  close(): Promise<void> {
    return this.#sibling.close();
  }
}

function numberOf(text: string, where: string): number {
  const value = parseNumber(text);
  if (value !== undefined && Number.isFinite(value)) return value;
  throw new UserError({
    where,
    problem: `expected a number in the name of the folder, found ${quote(text)}`,
  });
}

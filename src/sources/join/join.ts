import { UserError } from '../../messages/errors.ts';
import { keepRows } from '../input/keep-rows.ts';
import type { KeyOptions } from '../input/read-options.ts';
import type { LinedUpRows, Lineup } from '../input/side-by-side.ts';
import type { TensorReader } from '../input/tensor-reader.ts';
import { Appearances } from './appearances.ts';
import { Counterparts } from './counterparts.ts';
import { KEY_FORM_WORDS } from './key-forms.ts';
import type { KeyNumbers } from './key-numbers.ts';
import type { KeyedBlock, KeyedRows } from './keyed-rows.ts';
import { requireOnce, unmatchedRows, unmatchedText, type SeenFile } from './mismatch.ts';
import { nearKeysHint } from './near-keys.ts';
import { OtherFile } from './other-file.ts';

interface JoinOptions extends KeyOptions {
  /** Told of rows that are dropped. */
  readonly warn: (message: string) => void;
}

/**
 * Files whose rows belong together by their keys, in the order of the first. Where the others have that order too,
 * only the keys are kept, to find those that come twice; else also the rows that come before their turn.
 */
export class Join implements Lineup {
  readonly readers: readonly TensorReader[];
  readonly #first: KeyedRows;
  readonly #others: readonly OtherFile[];
  readonly #options: JoinOptions;
  readonly #keys: KeyNumbers;
  readonly #appearances = new Appearances();
  #hasRows = false;
  #dropped = 0;

  /** @param keys what numbers the keys of the files */
  constructor(
    [first, ...others]: readonly [KeyedRows, ...KeyedRows[]],
    keys: KeyNumbers,
    options: JoinOptions,
  ) {
    this.readers = [first, ...others].flatMap(({ readers }) => readers);
    this.#first = first;
    this.#others = others.map((file) => new OtherFile(file));
    this.#keys = keys;
    this.#options = options;
  }

  get dropped(): number {
    return this.#dropped;
  }

  async next(): Promise<LinedUpRows | undefined> {
    for (let block; (block = await this.#first.next());) {
      const joined = await this.#join(block);
      if (joined.rows === 0) continue;
      this.#hasRows = true;
      return joined;
    }
    await this.#finish();
    return undefined;
  }

  /** Rows of the first file with their counterparts, without those that have none. */
  async #join({ rows, keys, values, firstRow }: KeyedBlock): Promise<LinedUpRows> {
    const isNew = this.#appearances.note(keys, firstRow);
    const counterparts = new Counterparts(keys, isNew, this.#others);
    await counterparts.find();
    const { numbers } = counterparts;
    const areJoined = counterparts.areJoined();
    const ofOthers = this.#others.map((other, k) => other.take(numbers[k]!));
    const all = [...values, ...ofOthers.flat()];
    const ownNumbers = [
      ...values.map(() => undefined),
      ...ofOthers.flatMap((arrays, k) => arrays.map(() => numbers[k]!)),
    ];
    if (!areJoined.includes(0)) return { rows, values: all, firstRow, ownNumbers };
    const kept = keepRows([...all, ...numbers], rows, (row) => areJoined[row] === 1)!;
    return {
      rows: kept.length,
      values: all.map((array) => array.subarray(0, (array.length / rows) * kept.length)),
      firstRow: firstRow + (kept[0] ?? 0),
      rowNumbers: kept.map((row) => firstRow + row),
      ownNumbers,
    };
  }

  /** @throws UserError where keys come twice, or are not in all files where they have to */
  async #finish(): Promise<void> {
    for (const other of this.#others) await other.readToEnd();
    const { on, join, form = 'written', warn } = this.#options;
    const files: SeenFile[] = [
      { label: this.#first.label, appearances: this.#appearances },
      ...this.#others.map(({ file, appearances }) => ({ label: file.label, appearances })),
    ];
    requireOnce(files, this.#keys, on);
    const unmatched = unmatchedRows(files, this.#keys);
    if (unmatched.length === 0) return;
    const textsOf = this.#keys.texts();
    const texts = unmatched.map((rows) => unmatchedText(rows, textsOf));
    const near = this.#nearKeys(files);
    if (join === 'exact') {
      throw new UserError({
        where: `--on ${on.join(',')}`,
        problem: `expected the same keys in all files, found that ${texts.join('; ')}`,
        hint: [near, '--join inner drops such rows, and counts them'].filter(Boolean).join('; '),
      });
    }
    if (!this.#hasRows) {
      throw new UserError({
        where: `--on ${on.join(',')}`,
        problem: `expected keys that all files have, found none: ${texts.join('; ')}`,
        hint:
          near ??
          `look at both files with losscalc inspect; keys are compared ${KEY_FORM_WORDS[form]}`,
      });
    }
    for (const text of texts) warn(`--join inner: ${text}`);
    if (near !== undefined) warn(`--join inner: ${near}`);
    this.#dropped = this.#countDropped(files);
  }

  /** What would make more keys of the first file and another equal. */
  #nearKeys([first, ...others]: readonly SeenFile[]): string | undefined {
    const hints = others.map(({ appearances }) =>
      nearKeysHint(first!.appearances, appearances, this.#keys),
    );
    return hints.find((hint) => hint !== undefined);
  }

  /** The keys that are not in all files. */
  #countDropped(files: readonly SeenFile[]): number {
    let count = 0;
    for (let key = 0; key < this.#keys.end; key++) {
      const having = files.filter(({ appearances }) => appearances.rowOf(key) > 0).length;
      if (having > 0 && having < files.length) count++;
    }
    return count;
  }
}

import { UserError } from '../../messages/errors.ts';
import { fileLabel } from '../bytes/file-label.ts';
import { groupByPath } from '../bytes/paths.ts';
import type { TensorReader } from '../input/tensor-reader.ts';
import type { KeyOptions, ReadOptions, Selection } from '../input/types.ts';
import { Join } from './join.ts';
import { KeyedRows } from './keyed-rows.ts';

/** Columns of keys are inputs called so, which no loss has. */
const KEY_PREFIX = 'key:';

/** What opening files takes where they are joined by a key. */
export class Joining {
  readonly #keys: KeyOptions;

  constructor(keys: KeyOptions) {
    this.#keys = keys;
  }

  /**
   * The selections, and after them those of the columns that make the key of each file.
   * @throws UserError where there is one file only, whose rows need no key
   */
  withKeys(selections: readonly Selection[]): readonly Selection[] {
    const { on } = this.#keys;
    const paths = [...new Set(selections.map(({ path }) => path))];
    if (paths.length < 2) {
      throw new UserError({
        where: `--on ${on.join(',')}`,
        problem: `expected two files or more to join, found only ${fileLabel(paths[0]!)}`,
        hint: 'leave --on out: what is in one file is a sample for each row',
      });
    }
    const keys = paths.flatMap((path) =>
      on.map((part, k): Selection => {
        return { input: `${KEY_PREFIX}${k}:${path}`, path, part, layout: 'text' };
      }),
    );
    return [...selections.map((selection) => ({ ...selection, except: on })), ...keys];
  }

  /** Joins what has been opened; the rows come in the order of the file that is named first. */
  lineup(
    selections: readonly Selection[],
    readerOf: (selection: Selection) => TensorReader,
    { blockRows, warn }: Pick<ReadOptions, 'blockRows' | 'warn'>,
  ): Join {
    const [first, ...others] = [...groupByPath(selections)].map(([path, ofPath]) => {
      const isKey = ({ input }: Selection): boolean => input.startsWith(KEY_PREFIX);
      const keys = ofPath.filter(isKey).map(readerOf);
      const inputs = ofPath.filter((selection) => !isKey(selection)).map(readerOf);
      return new KeyedRows(fileLabel(path), keys, inputs, blockRows);
    });
    return new Join([first!, ...others], { ...this.#keys, warn });
  }
}

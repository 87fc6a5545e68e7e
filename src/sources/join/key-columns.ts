import { quote, UserError } from '../../messages/errors.ts';
import { fileLabel } from '../bytes/file-label.ts';
import type { KeyOptions, ReadOptions } from '../input/read-options.ts';
import { groupByPath, type Selection } from '../input/selection.ts';
import type { TensorReader } from '../input/tensor-reader.ts';
import { Join } from './join.ts';
import { KEY_FORMS } from './key-forms.ts';
import { KeyNumbers } from './key-numbers.ts';
import { KeyedRows } from './keyed-rows.ts';

/** The columns that make the keys by which files are joined: read beside the inputs, and left out of them. */
export class KeyColumns {
  readonly #options: KeyOptions;
  /** Those that were selected. */
  readonly #selections = new Set<Selection>();

  constructor(options: KeyOptions) {
    this.#options = options;
  }

  /**
   * The selections, and after them those of the columns that make the key of each file.
   * @throws UserError where there is one file only, whose rows need no key
   */
  withKeys(selections: readonly Selection[]): readonly Selection[] {
    const { on } = this.#options;
    const paths = [...new Set(selections.map(({ path }) => path))];
    if (paths.length < 2) {
      throw new UserError({
        where: `--on ${on.join(',')}`,
        problem: `expected two files or more to join, found only ${fileLabel(paths[0]!)}`,
        hint: 'leave --on out: what is in one file is a sample for each row',
      });
    }
    const namesOf = new Map(
      paths.map((path, k) => [path, on.map((part) => nameIn(part, k, paths.length))]),
    );
    const keys = [...namesOf].flatMap(([path, names]) =>
      names.map((part): Selection => ({
        input: part,
        path,
        part,
        layout: 'text',
        mayBeIntegers: true,
      })),
    );
    for (const selection of keys) this.#selections.add(selection);
    const others = selections.map((selection) => {
      return { ...selection, except: namesOf.get(selection.path) };
    });
    return [...others, ...keys];
  }

  /** Joins what has been opened; the rows come in the order of the file that is named first. */
  lineup(
    selections: readonly Selection[],
    readerOf: (selection: Selection) => TensorReader,
    { blockRows, warn }: Pick<ReadOptions, 'blockRows' | 'warn'>,
  ): Join {
    const { on, form = 'written' } = this.#options;
    const numbers = new KeyNumbers(on.length, form === 'written' ? undefined : KEY_FORMS[form]);
    const [first, ...others] = [...groupByPath(selections)].map(([path, ofPath]) => {
      const keys = ofPath.filter((selection) => this.#selections.has(selection));
      const inputs = ofPath.filter((selection) => !this.#selections.has(selection));
      const columns = keys.map(readerOf);
      return new KeyedRows(fileLabel(path), columns, inputs.map(readerOf), numbers, blockRows);
    });
    return new Join([first!, ...others], numbers, { ...this.#options, warn });
  }
}

/**
 * What a column of the key is called in a file: `a=b` is `a` in the first and `b` in the others, `a=b=c` one for each.
 * @param file the place of the file, and how many there are
 * @throws UserError where there is not a name for each
 */
function nameIn(part: string, file: number, files: number): string {
  const names = part.split('=');
  const isForEach = names.length <= 2 || names.length === files;
  if (isForEach && names.every((name) => name.trim() !== '')) {
    return names[Math.min(file, names.length - 1)]!;
  }
  throw new UserError({
    where: '--on',
    problem: `expected a column, or one for each of ${files} files, found ${quote(part)}`,
    hint: 'id=image_id: id in the file of true values, image_id in the others; a=b=c names one for each file',
  });
}

import { quote, UserError } from '../../messages/errors.ts';
import { formatCounted } from '../../text/format-number.ts';
import { fileLabel } from '../bytes/file-label.ts';
import type { DataFile } from './data-file.ts';
import type { FileSet } from './file-set.ts';

/** Sets of files whose rows belong together file by file, paired by their names. */
export class PairedFiles {
  /** By place in the sets, the first file whose rows were counted. */
  readonly #counted = new Map<number, { readonly file: DataFile; readonly rows: number }>();

  /** @throws UserError where a set has other names than the first */
  constructor([first, ...others]: readonly FileSet[]) {
    for (const other of others) requireSameNames(first!, other);
  }

  /** @throws UserError where the file at the same place of another set has had another number of rows */
  count(place: number, file: DataFile, rows: number): void {
    const other = this.#counted.get(place);
    if (!other) {
      this.#counted.set(place, { file, rows });
      return;
    }
    this.#counted.delete(place);
    if (other.rows === rows) return;
    throw new UserError({
      where: fileLabel(file.path),
      problem: `expected ${formatCounted(other.rows, 'row')} as in ${fileLabel(other.file.path)}, found ${formatCounted(rows, 'row')}`,
      hint: 'files are paired by their names; --on joins rows by a key, whichever files they are in',
    });
  }
}

function requireSameNames(a: FileSet, b: FileSet): void {
  const count = Math.max(a.files.length, b.files.length);
  for (let k = 0; k < count; k++) {
    const [ofA, ofB] = [a.files[k], b.files[k]];
    if (ofA?.name === ofB?.name) continue;
    const described = (file: DataFile | undefined): string =>
      file ? `${fileLabel(file.path)} (${quote(file.name)})` : 'no more';
    throw new UserError({
      where: `${a.title}, ${b.title}`,
      problem: `expected files with the same names under both, found ${described(ofA)} and ${described(ofB)}`,
      hint: 'what the wildcards stand for pairs them: --true "y/*.npy" --pred "p/*.npy"',
    });
  }
}

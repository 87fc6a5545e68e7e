import { quote, UserError } from '../../messages/errors.ts';
import type { ClassColumns } from './class-columns.ts';
import { listNames, suggestion } from './columns.ts';

/** How lists of names stand for rows with a number for each class. */
export interface NameSetOptions {
  /** The classes in the order of the columns of pred; undefined: what those columns are called. */
  readonly names?: readonly string[] | undefined;
}

/** Lists of names, of the classes that a sample is of, as rows: 1 for each class that is named, 0 for the others. */
export class NameSets {
  readonly #places: ReadonlyMap<string, number> | undefined;

  /** @throws UserError for names of classes that are not as many as columns of pred, or are repeated */
  constructor({ names }: NameSetOptions, columns: ClassColumns | undefined) {
    const classes = names ?? columns?.names;
    this.#places = classes && new Map(classes.map((name, place) => [name.trim(), place]));
    if (!names) return;
    const count = columns?.count ?? names.length;
    if (this.#places!.size < names.length || names.length !== count) {
      throw new UserError({
        where: '--labels',
        problem: `expected a name for each of ${count} columns of pred, each once, found ${names.map(quote).join(', ')}`,
        hint: 'name every class, in the order of the columns of pred',
      });
    }
  }

  /** Whether it is known what the classes are called. */
  get areKnown(): boolean {
    return this.#places !== undefined;
  }

  /**
   * The row that names stand for.
   * @param where the place of a name, counted from 0, or of all, for messages
   * @throws UserError for a name of no class, or one that is there twice
   */
  row(names: readonly string[], where: (index?: number) => string): Float64Array {
    const places = this.#places;
    if (!places) {
      throw new UserError({
        where: where(),
        problem: 'expected numbers, found a list of names',
        hint: '--labels a,b,c names the classes in the order of the columns of pred',
      });
    }
    const row = new Float64Array(places.size);
    names.forEach((name, index) => {
      const place = places.get(name.trim());
      if (place === undefined) throw unknownClass(name, [...places.keys()], where(index));
      if (row[place] === 1) {
        const problem = `expected each name once in a list, found ${quote(name)} again`;
        throw new UserError({ where: where(index), problem });
      }
      row[place] = 1;
    });
    return row;
  }
}

/** The error of a name that is none of the classes. */
export function unknownClass(name: string, known: readonly string[], where: string): UserError {
  const near = suggestion(name, known);
  return new UserError({
    where,
    problem: `expected one of the classes ${listNames(known)}, found ${quote(name)}`,
    hint: near === undefined ? undefined : `did you mean ${quote(near)}?`,
  });
}

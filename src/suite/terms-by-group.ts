import type { Terms } from '../reduce/sums.ts';
import type { ClusterKeys } from '../resample/units.ts';

type Take = (group: number, terms: Terms, clusters: ClusterKeys | undefined) => void;

/** Hands over the terms of a block's samples group by group, in the order of the samples. */
export class TermsByGroup {
  #places = new Int32Array(0);
  #columns: Float64Array[] = [];

  /**
   * @param groups the group of each sample, a number below `count`
   * @param take receives the terms of a group that has samples; they are valid until it returns
   */
  forEach(
    terms: Terms,
    clusters: ClusterKeys | undefined,
    groups: Int32Array,
    count: number,
    take: Take,
  ): void {
    const { rows, values, counts, cells = [] } = terms;
    const ends = this.#place(groups, rows, count);
    const ofCells = cells.flatMap((each) => [each.cells, each.values]);
    const given = [...values, ...ofCells, counts, clusters?.codes];
    const sorted = given.map((column, k) => column && this.#sorted(column, rows, k));
    let start = 0;
    for (const [group, end] of ends.entries()) {
      if (end === start) continue;
      const parts = sorted.map((column) => column?.subarray(start, end));
      const [codes, countsOf] = [parts.pop(), parts.pop()];
      const columns = parts as Float64Array[];
      const cellsOf = cells.map((_, k) => {
        const at = values.length + 2 * k;
        return { cells: columns[at]!, values: columns[at + 1]! };
      });
      take(
        group,
        {
          rows: end - start,
          values: columns.slice(0, values.length),
          counts: countsOf,
          cells: cellsOf,
        },
        clusters && { ...clusters, codes: codes! },
      );
      start = end;
    }
  }

  /** Gives each row its place, those of a group one after another; returns where the rows of each group end. */
  #place(groups: Int32Array, rows: number, count: number): Int32Array {
    if (this.#places.length < rows) this.#places = new Int32Array(rows);
    return placesByGroup(groups, rows, count, this.#places);
  }

  #sorted(column: ArrayLike<number>, rows: number, k: number): Float64Array {
    let sorted = this.#columns[k];
    if (!sorted || sorted.length < rows) sorted = this.#columns[k] = new Float64Array(rows);
    const places = this.#places;
    for (let i = 0; i < rows; i++) sorted[places[i]!] = column[i]!;
    return sorted;
  }
}

/**
 * Gives each row its place where those of a group are one after another, in their order; returns where the rows of each
 * group end.
 */
export function placesByGroup(
  groups: Int32Array,
  rows: number,
  count: number,
  places: Int32Array,
): Int32Array {
  const ends = new Int32Array(count);
  for (let i = 0; i < rows; i++) ends[groups[i]!]!++;
  let start = 0;
  for (let group = 0; group < count; group++) {
    const size = ends[group]!;
    ends[group] = start;
    start += size;
  }
  for (let i = 0; i < rows; i++) places[i] = ends[groups[i]!]!++;
  return ends;
}

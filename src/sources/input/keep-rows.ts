/**
 * Moves together, in each array, the rows that are kept. Returns their indices, or undefined when that is all of them.
 * @param arrays with numbers for as many `rows` each
 */
export function keepRows(
  arrays: readonly Float64Array[],
  rows: number,
  isKept: (row: number) => boolean,
): Float64Array | undefined {
  const kept = new Float64Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    if (!isKept(row)) continue;
    if (count < row) for (const values of arrays) move(values, row, count, values.length / rows);
    kept[count++] = row;
  }
  return count === rows ? undefined : kept.subarray(0, count);
}

function move(values: Float64Array, from: number, to: number, width: number): void {
  values.copyWithin(to * width, from * width, (from + 1) * width);
}

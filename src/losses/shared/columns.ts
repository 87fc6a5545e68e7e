import { ExactSum } from '../../reduce/exact-sum.ts';

/** The numbers of each column, less their mean, one column after the other. */
export function centredColumns(matrix: Float64Array, rows: number): Float64Array[] {
  const width = matrix.length / rows;
  return Array.from({ length: width }, (_, k) => {
    const column = Float64Array.from({ length: rows }, (_, i) => matrix[i * width + k]!);
    const sum = new ExactSum();
    sum.addAll(column, rows);
    const mean = sum.dividedBy(rows);
    return column.map((x) => x - mean);
  });
}

/**
 * Slopes of columns as those of the matrix. As the mean of a column was taken off, what is the same for all of it adds
 * nothing.
 */
export function ofMatrix(slopes: readonly Float64Array[], rows: number): Float64Array {
  const width = slopes.length;
  const matrix = new Float64Array(rows * width);
  slopes.forEach((column, k) => {
    const mean = column.reduce((sum, x) => sum + x, 0) / rows;
    column.forEach((x, i) => (matrix[i * width + k] = x - mean));
  });
  return matrix;
}

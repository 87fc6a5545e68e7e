export const DTYPES = ['float64', 'float32'] as const;
export type Dtype = (typeof DTYPES)[number];

/** Rounds a double to a dtype. */
export function rounderOf(dtype: Dtype): (x: number) => number {
  return dtype === 'float32' ? Math.fround : (x) => x;
}

/** How the numbers of a file may be stored. */
export type StoredDtype =
  `float${16 | 32 | 64}` | `${'int' | 'uint'}${8 | 16 | 32 | 64}` | 'bfloat16' | 'bool';

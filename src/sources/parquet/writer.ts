/**
 * Faults of programs that wrote Parquet, which a file's own words do not tell but the name of its writer does.
 *
 * The readers of Arrow (parquet/metadata.cc, file_reader.cc, column_reader.cc), of Java (parquet-java: CorruptStatistics,
 * CorruptDeltaByteArrays) and DuckDB work around these:
 *
 * - ARROW-10353, ARROW-17100: parquet-cpp before Arrow 3 says of compressed pages of version 2 that they are not
 *   compressed. Read as compressed: {@link Writer.alwaysCompresses}.
 * - PARQUET-816, IMPALA-694: parquet-mr before 1.2.9 leaves the header of the dictionary out of the size of a column.
 *   Read beyond it: {@link Writer.paddingOfColumns}.
 * - PARQUET-246: parquet-mr before 1.8.0 lets the first text of a page, encoded as differences, begin as the last one
 *   of the page before. Read so: {@link Writer.carriesTexts}; of other writers it is damage.
 * - PARQUET-1225: parquet-cpp before 1.4.0 may be wrong about the least and the greatest floating-point number where
 *   there are NaN. Not believed: {@link Writer.misstatesFloats}.
 * - PARQUET-251, PARQUET-297, PARQUET-686, PARQUET-1025: least and greatest values of texts, and in the deprecated
 *   fields those of unsigned integers, are in another order. Never looked at, whoever wrote them (`bounds.ts`).
 * - PARQUET-1222, PARQUET-1246: a least or greatest value that is NaN, or a zero of either sign. NaN is no bound, and
 *   both zeros are the same one (`bounds.ts`).
 * - Offsets of 0 where there is no dictionary, offsets of the data that are those of the dictionary, sizes of 0 (early
 *   DuckDB), no word on whether values may be missing, no row group's own number of rows in the file's: met as they are,
 *   in `pages.ts`, `schema.ts` and `metadata.ts`.
 * - LZ4 in the frames of Hadoop, and without them (ARROW-9177), under the same name: told apart in
 *   `../compression/lz4.ts`.
 */
export interface Writer {
  readonly alwaysCompresses: boolean;
  /** Bytes that a column may have beyond those that are stated. */
  readonly paddingOfColumns: number;
  readonly carriesTexts: boolean;
  readonly misstatesFloats: boolean;
}

/** The longest header of a dictionary, as Arrow has it. */
const LONGEST_DICTIONARY_HEADER = 100;

/** What is known of who wrote a file, by what it says of that: `parquet-mr version 1.2.8 (build 0)`. */
export function writerOf(createdBy: string | undefined): Writer {
  const isBefore = (application: string, ...fixed: readonly number[]): boolean => {
    const found = /^(.*?)\s+version\s+(\d+)\.(\d+)\.?(\d*)/.exec(createdBy ?? '');
    if (found?.[1] !== application) return false;
    const version = found.slice(2).map(Number);
    const differs = fixed.findIndex((part, i) => part !== version[i]);
    return differs >= 0 && version[differs]! < fixed[differs]!;
  };
  return {
    // Since Arrow 3 it calls itself parquet-cpp-arrow.
    alwaysCompresses: isBefore('parquet-cpp', 2, 0, 0),
    paddingOfColumns: isBefore('parquet-mr', 1, 2, 9) ? LONGEST_DICTIONARY_HEADER : 0,
    carriesTexts: isBefore('parquet-mr', 1, 8, 0),
    misstatesFloats: isBefore('parquet-cpp', 1, 4, 0),
  };
}

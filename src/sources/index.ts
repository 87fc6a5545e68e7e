/**
 * What other folders import of the sources. What belongs to one format is not here, as it is loaded only where there is
 * such a file: who needs to look into a file, as `inspect` does, imports it from the folder of the format.
 */
export { ByteReader } from './bytes/byte-reader.ts';
export { canonicalPath, fileExists, isPipe } from './bytes/byte-source.ts';
export { formatOf, openContent, type Content } from './bytes/content.ts';
export { fileLabel } from './bytes/file-label.ts';
export { LONGEST_TEXT, takeFirstRow } from './bytes/lines.ts';
export { openBytes, type Origins } from './bytes/open-bytes.ts';
export { SpillingStore } from './bytes/spilling-store.ts';
export { requireText, skipByteOrderMark } from './bytes/utf8.ts';
export { isCommentMark } from './csv/comments.ts';
export { fileSet, isPlain, type FileSet } from './files/file-set.ts';
export { listedFiles } from './files/listed.ts';
export { parseRowFilter, type RowCondition, type RowFilter } from './filter/row-filter.ts';
export { Columns } from './input/columns.ts';
export {
  BLANKS,
  factsOfFormat,
  INPUT_FORMATS,
  isDelimiter,
  isSeparated,
  isText,
  type Delimiter,
  type InputFormat,
} from './input/formats.ts';
export * from './input/inputs.ts';
export { LookedUpInput } from './input/looked-up-input.ts';
export { openInputs } from './input/open.ts';
export { Bell } from './scan/bell.ts';
export { threadCount } from './scan/threads.ts';
export {
  readInto,
  type BlockConsumer,
  type ReadingWatch,
  type WatchReading,
} from './input/read-into.ts';
export { NoRows } from './input/no-rows.ts';
export * from './input/read-options.ts';
export { sameSource } from './input/same-source.ts';
export { RaggedRows } from './input/ragged-rows.ts';
export { ContinuedList } from './lists/continued-list.ts';
export type { Layout, Selection } from './input/selection.ts';
export { isWebAddress } from './web/address.ts';

export { canonicalPath, fileExists } from './bytes/bytes.ts';
export { openInputs } from './input/open.ts';
export { readInto, type ReadingWatch, type WatchReading } from './input/read-into.ts';
export * from './input/types.ts';

export { canonicalPath, fileExists } from './bytes.ts';
export { openInputs } from './open.ts';
export * from './types.ts';

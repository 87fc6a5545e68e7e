/** The data sets. Each is a file of any number of rows, the same on every machine. */
export * from './classes.js';
export * from './embeddings.js';
export * from './observations.js';
export * from './pairs.js';
export * from './repeated.js';
export * from './texts.js';

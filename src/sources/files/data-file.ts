/** One of several files that are read as one. */
export interface DataFile {
  readonly path: string;
  /** What tells it from the others, and pairs it with a file of another set: what the wildcards of a pattern stand for. */
  readonly name: string;
}

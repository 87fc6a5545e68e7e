/** How addresses of the web are read. */
export interface WebOptions {
  /** What `--http-header` says, as it was given. */
  readonly headers?: readonly string[] | undefined;
  /** The environment, which headers may be taken from. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  readonly patience?: Patience | undefined;
  /** Bytes that are asked for at least; what is read does not depend on it. */
  readonly leastBytes?: number | undefined;
}

/** A request takes as long as some more bytes, which tell what a file is and are all of a small one. */
export const LEAST_BYTES = 64 * 1024;

/** How long servers are waited for, in milliseconds, and how often they are asked again. */
export interface Patience {
  /** Of a server that says nothing. */
  readonly silence: number;
  /** Requests for the same bytes, the first one included. */
  readonly tries: number;
  /** Before the first request is repeated; twice as long before each one after it. */
  readonly firstPause: number;
  readonly longestPause: number;
  /** All pauses together, those included that a server asks for. */
  readonly allPauses: number;
}

export const PATIENCE: Patience = {
  silence: 30_000,
  tries: 6,
  firstPause: 250,
  longestPause: 8_000,
  allPauses: 60_000,
};

/** The parts of a run, of which each is claimed by one of several threads: in order, by whoever is free. */
export class PartClaims {
  readonly parts: number;
  /** How many have been claimed, or more. */
  readonly claimed: SharedArrayBuffer;

  constructor(parts: number, claimed = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.parts = parts;
    this.claimed = claimed;
  }

  /** The next part, counted from 0; undefined where there is none left. */
  next(): number | undefined {
    const part = Atomics.add(new Int32Array(this.claimed), 0, 1);
    return part < this.parts ? part : undefined;
  }
}

/** A thread that computes parts of a run, as the one sees it that has started it. */
export interface Helper {
  /** What it has computed when no parts are left; undefined where it has failed. */
  readonly answer: Promise<HelperAnswer | undefined>;
  stop(): void;
}

/** What a thread has computed of the parts that it has claimed. */
export interface HelperAnswer {
  /** Of the files that it has opened by their names, some time after the others. */
  readonly version: string | undefined;
  readonly rows: number;
  /** Rows dropped for want of a value. */
  readonly skipped: number;
  /** What the sums are of, as plain data. */
  readonly computed: unknown;
}

/** What a helping thread is given. */
export interface Helping {
  readonly claims: PartClaims;
  /** Tells the thread that has started it, and ends this one. */
  answer(answer: HelperAnswer): never;
}

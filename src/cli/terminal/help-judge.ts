/**
 * Milliseconds of work that are worth other threads: each takes some 50 to start, and its code is as slow at first as it
 * was here.
 */
const WORTH_HELP = 200;
/** Parts by whose time that of the others is judged, once as many have been computed by code that is still slow. */
export const JUDGED = 4;

/** Judges by the time that some parts took whether the others are worth other threads. */
export class HelpJudge {
  readonly #parts: number;
  #began = 0;

  constructor(parts: number) {
    this.#parts = parts;
  }

  /** Asked before each part; says so once, before one of them. */
  isWorthHelp(part: number): boolean {
    if (part === JUDGED) this.#began = Date.now();
    if (part !== 2 * JUDGED) return false;
    const time = Date.now() - this.#began;
    return (time / JUDGED) * (this.#parts - part) > WORTH_HELP;
  }
}

/** The naive errors of a series that comes value by value: how far each is from that of a season before. */
export class SeasonalDifferences {
  readonly #season: number;
  /** The values of the last season, in a ring. */
  readonly #last: number[] = [];
  #values = 0;
  #count = 0;
  #sum = 0;
  /** What the additions rounded away (Neumaier). */
  #rest = 0;

  constructor(season: number) {
    this.#season = season;
  }

  /** Values so far, with those that are missing. */
  get values(): number {
    return this.#values;
  }

  /** Takes the next value; a NaN is one that is missing, and so are its differences. */
  push(value: number, sizeOf: (difference: number) => number): void {
    const place = this.#values++ % this.#season;
    const before = this.#last[place];
    this.#last[place] = value;
    if (before === undefined) return;
    const size = sizeOf(value - before);
    if (Number.isNaN(size)) return;
    const next = this.#sum + size;
    this.#rest += Math.max(this.#sum, size) - next + Math.min(this.#sum, size);
    this.#sum = next;
    this.#count++;
  }

  /** The mean of the sizes of the differences; undefined where there are none. */
  get mean(): number | undefined {
    return this.#count === 0 ? undefined : (this.#sum + this.#rest) / this.#count;
  }
}

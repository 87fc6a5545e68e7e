/** The samples of one time, and who was at risk then. */
export interface EventTime {
  /** Whose event it was. */
  readonly events: readonly number[];
  /** All samples of that time. */
  readonly samples: readonly number[];
  /** The largest log hazard of all that were still there. */
  readonly largest: number;
  /** By how much the log of the sum of the weighted hazards of all that were still there is beyond it, and of those with the event. */
  readonly logRisk: number;
  readonly logTied: number;
}

/** Samples of a study, each with a time, whether it ended with an event, a log hazard and a weight. */
export interface Study {
  readonly times: Float64Array;
  readonly events: Float64Array;
  readonly hazards: Float64Array;
  readonly weights: Float64Array;
}

/**
 * The times at which there is a sample, the latest first. Hazards are summed relative to the largest so far, so that none
 * overflows, and compensated.
 */
export function eventTimes({ times, events, hazards, weights }: Study): EventTime[] {
  const latestFirst = Uint32Array.from(times.keys()).sort((a, b) => times[b]! - times[a]!);
  const risk = new LogSum();
  const found: EventTime[] = [];
  for (let start = 0; start < latestFirst.length;) {
    const time = times[latestFirst[start]!]!;
    let end = start;
    while (end < latestFirst.length && times[latestFirst[end]!] === time) end++;
    const samples = [...latestFirst.subarray(start, end)];
    const ended = samples.filter((i) => events[i] === 1);
    const tied = new LogSum();
    for (const i of samples) risk.add(weights[i]!, hazards[i]!);
    for (const i of ended) tied.add(weights[i]!, hazards[i]!);
    const { largest } = risk;
    const logTied = tied.largest - largest + tied.logBeyond();
    found.push({ samples, events: ended, largest, logRisk: risk.logBeyond(), logTied });
    start = end;
  }
  return found;
}

/** The log of a growing sum of weighted exponentials. */
class LogSum {
  largest = -Infinity;
  #sum = 0;
  #lost = 0;

  add(weight: number, exponent: number): void {
    if (weight === 0) return;
    if (exponent > this.largest) {
      const factor = Math.exp(this.largest - exponent);
      this.#sum *= factor;
      this.#lost *= factor;
      this.largest = exponent;
    }
    const term = weight * Math.exp(exponent - this.largest);
    const next = this.#sum + term;
    const added = next - this.#sum;
    this.#lost += this.#sum - (next - added) + (term - added);
    this.#sum = next;
  }

  /** What the log is beyond the largest exponent: what the others add to 1, however little. */
  logBeyond(): number {
    return Math.log1p(this.#sum - 1 + this.#lost);
  }
}

import {
  Fingerprinter,
  withHashes,
  requireTrueRows,
  type DataFingerprints,
  type Fingerprint,
} from '../../check/fingerprint.ts';
import { UserError } from '../../messages/errors.ts';
import type { SuiteOptions } from '../../suite/suite-options.ts';
import type { Outcome } from '../../suite/outcome.ts';
import { textColumns, type Divider } from '../../suite/dividers.ts';
import { requestKey } from '../../engine/request-key.ts';
import type { ItemLists } from '../../tensor/block.ts';
import { startOf } from '../../tensor/lists.ts';
import { SHARES } from '../../engine/shapes.ts';
import { readLossSpec, type NamedRequest, type SharedLossOptions } from '../options/loss-spec.ts';
import type { EngineOutcomes } from './engine-outcomes.ts';
import { runSuite, type SuiteInputs } from './suite-run.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** Gathers the losses that checks and baselines ask for, and the segments, each once. */
export class Wanted {
  readonly losses: NamedRequest[] = [];
  readonly divisions: (readonly Divider[])[] = [];
  /** Given where results are read in place of rows. */
  readonly engine: EngineOutcomes | undefined;
  readonly #losses = new Map<string, number>();
  readonly #divisions = new Map<string, number>();

  constructor(engine?: EngineOutcomes) {
    this.engine = engine;
  }

  /**
   * The index of the loss that a word names.
   * @throws UserError for what is no loss, or is not reduced to one number
   */
  loss(spec: string, shared: SharedLossOptions): number {
    const named = readLossSpec(spec, this.engine?.settingsOf(spec, shared) ?? shared);
    if (named.request.reduction === 'none') {
      throw new UserError({
        where: '--reduction none',
        problem: `expected a reduced result to compare with a bound, found the losses of samples`,
        hint: 'choose --reduction mean or sum',
      });
    }
    return indexOf(this.#losses, requestKey(named.request), this.losses, named);
  }

  /** The index of the division by the texts of these columns, or by outputs. */
  division(dividers: readonly Divider[]): number {
    // JSON has null for what is no text.
    return indexOf(this.#divisions, JSON.stringify(dividers), this.divisions, dividers);
  }
}

function indexOf<Item>(known: Map<string, number>, key: string, items: Item[], item: Item): number {
  const index = known.get(key) ?? items.length;
  if (index === items.length) items.push(item);
  known.set(key, index);
  return index;
}

/** What to do while reading besides computing what is wanted. */
export interface WantedReading extends Pick<
  SuiteOptions,
  'worst' | 'histogram' | 'calibration' | 'excluded' | 'onBlock' | 'warn'
> {
  /** The reference that losses are held to bounds over. */
  readonly skill?: string | undefined;
  /** Whether to say how much was read and how fast. */
  readonly verbose?: boolean | undefined;
}

/** Computes what is wanted in one read, or finds it in the results of an engine. */
export async function computeWanted(
  { losses, divisions, engine }: Wanted,
  given: SuiteInputs,
  options: WantedReading,
  terminal: Terminal,
): Promise<Outcome> {
  if (engine) return engine.outcome({ losses, divisions }, options.warn);
  return runSuite(losses, given, textColumns(divisions), { ...options, by: divisions }, terminal);
}

/** Takes the true values of lists, and how these are divided into them. */
function addLists(fingerprinter: Fingerprinter, { items, ends }: ItemLists): void {
  const truth = items.inputs['true']!;
  ends.forEach((end, list) => {
    const start = startOf(ends, list);
    fingerprinter.beginList(end - start);
    fingerprinter.add(truth.subarray(start, end), end - start);
  });
}

/** Computes what is wanted in one read, and the fingerprints of the data on the way. */
export async function computeWithFingerprint(
  wanted: Wanted,
  given: SuiteInputs,
  options: Omit<WantedReading, 'onBlock'>,
  terminal: Terminal,
): Promise<{ outcome: Outcome; fingerprints: DataFingerprints }> {
  // What an engine has read nobody has seen here.
  if (wanted.engine) {
    return { outcome: await computeWanted(wanted, given, options, terminal), fingerprints: {} };
  }
  requireTrueRows(wanted.losses[0]!.request);
  const ofTrue = new Fingerprinter();
  const named = (name: string): { name: string; fingerprinter: Fingerprinter } => {
    return { name, fingerprinter: new Fingerprinter() };
  };
  const ofShares = SHARES.filter((name) => given[name] !== undefined).map(named);
  const used = new Set(wanted.losses.flatMap(({ request }) => [...request.inputs.keys()]));
  const ofInputs = Object.keys(given.sources ?? {})
    .filter((name) => used.has(name))
    .map(named);
  const onBlock: SuiteOptions['onBlock'] = (block, widths, labels) => {
    const { rows, inputs, lists } = block;
    if (lists) addLists(ofTrue, lists);
    else {
      const count = rows * widths['true']!;
      const truth = inputs['true']!;
      ofTrue.add(labels ? withHashes(truth.subarray(0, count), labels) : truth, count);
    }
    for (const { name, fingerprinter } of [...ofShares, ...ofInputs]) {
      // A mask may be one of items.
      const holder = inputs[name] ? block : lists!.items;
      fingerprinter.add(holder.inputs[name]!, holder.rows);
    }
  };
  const outcome = await computeWanted(wanted, given, { ...options, onBlock }, terminal);
  const finished = (all: typeof ofShares): Record<string, Fingerprint> =>
    Object.fromEntries(all.map(({ name, fingerprinter }) => [name, fingerprinter.finish()]));
  const fingerprints = {
    trueValues: ofTrue.finish(),
    ...finished(ofShares),
    ...(ofInputs.length > 0 && { inputs: finished(ofInputs) }),
  };
  return { outcome, fingerprints };
}

/** The part of an outcome that is about some of the losses and divisions, by their indices. */
export function partOf(
  { losses, divisions }: Outcome,
  ofLosses: readonly number[],
  ofDivisions: readonly number[],
): Outcome {
  return {
    losses: ofLosses.map((index) => losses[index]!),
    divisions: ofDivisions.map((index) => {
      const { columns, segments } = divisions[index]!;
      return {
        columns,
        segments: segments.map(({ values, results }) => {
          return { values, results: ofLosses.map((k) => results[k]!) };
        }),
      };
    }),
  };
}

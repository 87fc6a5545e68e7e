import { quote, UserError } from '../../messages/errors.ts';
import { formatCounted } from '../../text/format-number.ts';
import { valueWord } from '../../losses/definition.ts';
import { requestKey } from '../../engine/request-key.ts';
import type { LossRequest } from '../../engine/request.ts';
import type { Result } from '../../engine/result.ts';
import { engineResults, type EngineResult } from '../../sql/results.ts';
import type { Divider } from '../../suite/dividers.ts';
import type { Division, Outcome, Segment } from '../../suite/outcome.ts';
import { readEngineRows } from '../options/engine-rows.ts';
import type { Terminal } from '../terminal/terminal.ts';
import {
  lossOf,
  readLossSpec,
  type NamedRequest,
  type SharedLossOptions,
} from '../options/loss-spec.ts';

/**
 * The results of an engine in a file, or on standard input.
 * @throws UserError for what are no results of the query that `losscalc sql` prints
 */
export async function openEngineOutcomes(
  path: string,
  shared: SharedLossOptions,
  terminal: Terminal,
): Promise<EngineOutcomes> {
  const { rows, label } = await readEngineRows(path, terminal);
  return new EngineOutcomes(engineResults(rows, label), label, shared);
}

/** Losses and divisions that results are wanted of. */
interface WantedResults {
  readonly losses: readonly NamedRequest[];
  readonly divisions: readonly (readonly Divider[])[];
}

/** What an engine returned of one loss under one convention. */
interface ResultsOfLoss {
  readonly name: string;
  readonly request: LossRequest;
  readonly key: string;
  readonly rows: readonly EngineResult[];
}

/** Results that an engine returned, which are held to bounds as results that are computed are. */
export class EngineOutcomes {
  readonly #losses: readonly ResultsOfLoss[];
  readonly #label: string;

  /**
   * @param label what messages call the results
   * @param shared knows the losses of the user's own
   * @throws UserError for results of a loss that there is not
   */
  constructor(results: readonly EngineResult[], label: string, { own }: SharedLossOptions) {
    this.#label = label;
    const groups = new Map<string, EngineResult[]>();
    for (const result of results) {
      const group = JSON.stringify([result.loss, result.convention, result.reduction]);
      const rows = groups.get(group);
      if (rows) rows.push(result);
      else groups.set(group, [result]);
    }
    this.#losses = [...groups.values()].map((rows) => {
      const { loss, convention, reduction } = rows[0]!;
      const { name, request } = readLossSpec(loss, { own, compat: convention, reduction });
      return { name, request, key: requestKey(request), rows };
    });
  }

  /**
   * The convention and the reduction that a loss has in the results, where nothing else is said.
   * @throws UserError for a loss that they have not, or have in several ways
   */
  settingsOf(spec: string, shared: SharedLossOptions): SharedLossOptions {
    const { definition } = lossOf(spec, shared);
    const fitting = this.#losses.filter(({ request, key }) => {
      if (request.definition !== definition) return false;
      return requestKey(readLossSpec(spec, this.#settings(request, shared)).request) === key;
    });
    if (fitting.length === 1) return this.#settings(fitting[0]!.request, shared);
    const had = this.#losses.map(({ name, request }) => `${name} (${request.compat})`).join(', ');
    throw new UserError({
      where: this.#label,
      problem:
        fitting.length === 0
          ? `expected results of ${quote(spec)}, found those of ${had}`
          : `expected results of ${quote(spec)} in one way, found ${had}`,
      hint:
        fitting.length === 0
          ? 'name the loss as the query does, or have losscalc sql compute this one'
          : 'say which: --compat, --reduction, or within the loss, bce:compat=torch',
    });
  }

  #settings({ compat, reduction }: LossRequest, shared: SharedLossOptions): SharedLossOptions {
    return {
      ...shared,
      compat: shared.compat ?? compat,
      reduction: shared.reduction ?? reduction,
    };
  }

  /**
   * The results of what is wanted.
   * @param warn told what is doubtful of them
   * @throws UserError for segments that they have not
   */
  outcome({ losses, divisions }: WantedResults, warn: (message: string) => void): Outcome {
    const found = losses.map(({ request }) => {
      const key = requestKey(request);
      return this.#losses.find((loss) => loss.key === key)!;
    });
    const wholes = found.map((loss) => this.#whole(loss, warn));
    return {
      losses: wholes.map((result, k) => ({ request: losses[k]!.request, result })),
      divisions: divisions.map((columns) => this.#division(found, wholes, columns.map(String))),
    };
  }

  #whole({ name, request, rows }: ResultsOfLoss, warn: (message: string) => void): Result {
    const wholes = rows.filter(({ segment }) => segment === undefined);
    const [whole] = wholes;
    if (!whole || wholes.length > 1) {
      throw new UserError({
        where: this.#label,
        problem: `expected one result of ${name} of all rows, found ${wholes.length}`,
        hint: 'results are those of one query, with all its rows',
      });
    }
    if (whole.samples === 0) {
      throw new UserError({
        where: whole.where,
        problem: `expected samples, found none${whole.missing > 0 ? ` without a missing value: ${whole.missing} skipped` : ''}`,
        hint: 'the table is empty, or no row meets the conditions of the query',
      });
    }
    if (whole.outside > 0) {
      warn(
        `${whole.where}: ${formatCounted(whole.outside, 'value')} outside the domain of ${name}; ` +
          'losscalc sql --per-sample shows the losses of rows',
      );
    }
    return resultOf(request, whole);
  }

  /** The segments by some columns, in the order of the rows, each with a result of every loss. */
  #division(
    losses: readonly ResultsOfLoss[],
    wholes: readonly Result[],
    columns: readonly string[],
  ): Division {
    const key = (values: readonly string[]): string => JSON.stringify(values);
    const rowsOf = losses.map(({ name, rows }) => {
      const found = new Map<string, EngineResult>();
      for (const row of rows) {
        const values = row.segment && valuesOf(row.segment, columns);
        if (!values) continue;
        if (found.has(key(values))) {
          throw new UserError({
            where: row.where,
            problem: `expected one result of ${name} of each segment, found another of ${values.map(quote).join(', ')}`,
            hint: 'results are those of one query',
          });
        }
        found.set(key(values), row);
      }
      return found;
    });
    const keys = new Set(rowsOf.flatMap((found) => [...found.keys()]));
    if (keys.size === 0) throw this.#noSegments(columns);
    losses.forEach(({ name }, k) => {
      this.#requireAllSegments(name, wholes[k]!, rowsOf[k]!, columns);
    });
    const segments = [...keys].map((each): Segment => {
      const results = losses.map(({ request }, k) => {
        const row = rowsOf[k]!.get(each);
        if (row) return resultOf(request, row);
        throw new UserError({
          where: this.#label,
          problem: `expected a result of ${losses[k]!.name} of each segment, found none of ${each}`,
          hint: 'results are those of one query, with all its rows',
        });
      });
      return { values: JSON.parse(each) as string[], results };
    });
    return { columns, segments };
  }

  /**
   * Each row of a table is of one segment.
   * @throws UserError for segments that hold other samples than the whole: what returned them may have cut them short
   */
  #requireAllSegments(
    name: string,
    whole: Result,
    found: ReadonlyMap<string, EngineResult>,
    columns: readonly string[],
  ): void {
    let samples = 0;
    for (const row of found.values()) samples += row.samples;
    if (samples === whole.samples) return;
    throw new UserError({
      where: this.#label,
      problem: `expected segments by ${columns.map(quote).join(', ')} with the ${whole.samples} samples of ${name} together, found ${samples} in ${formatCounted(found.size, 'segment')}`,
      hint: 'results are those of one query, with all its rows: some clients show the first hundred alone',
    });
  }

  #noSegments(columns: readonly string[]): UserError {
    const by = columns.join(',');
    return new UserError({
      where: this.#label,
      problem: `expected segments by ${columns.map(quote).join(', ')}, found none`,
      hint: `have the query make them: losscalc sql --by ${/^[\w,]+$/.test(by) ? by : quote(by)}`,
    });
  }
}

/** The texts of a segment in the order of some columns; undefined where it is one by others. */
function valuesOf(
  { columns, values }: NonNullable<EngineResult['segment']>,
  wanted: readonly string[],
): readonly string[] | undefined {
  if (columns.length !== wanted.length) return undefined;
  const places = wanted.map((column) => columns.indexOf(column));
  return places.includes(-1) ? undefined : places.map((place) => values[place]!);
}

function resultOf(request: LossRequest, row: EngineResult): Result {
  const { definition, convention, compat, dtype, params, constants, reduction } = request;
  const { samples, denominator, clipped, missing, result } = row;
  return {
    loss: definition.name,
    word: valueWord(definition, convention),
    compat,
    dtype,
    params,
    constants,
    reduction,
    over: denominator === null ? 'batch' : (convention.over ?? 'samples'),
    denominator,
    shape: [samples],
    sampleAxes: undefined,
    samples,
    skipped: missing,
    clipped,
    result,
  };
}

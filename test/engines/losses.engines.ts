import { describe, expect, inject, it } from 'vitest';
import { resolveRequest } from '../../src/engine/request.ts';
import type { LossDefinition } from '../../src/losses/definition.ts';
import { LOSSES } from '../../src/losses/index.ts';
import { UserError } from '../../src/messages/errors.ts';
import { resultsQuery } from '../../src/sql/query.ts';
import type { QueriedLoss } from '../../src/sql/query-request.ts';
import { computed, isClose, type Numbers } from './computed.ts';
import type { Row } from './engine-process.ts';
import { queryOf, tableOf, type Made } from './querying.ts';
import { randomInputs } from './random-inputs.ts';
import { runningEngines } from './running.ts';

const { names, engines } = runningEngines();
const ROWS = 60;
const REGIONS = Array.from({ length: ROWS }, (_, i) => ['eu', 'us', "it's"][i % 3]!);

/** A loss under all conventions that read the same numbers. */
interface Group {
  readonly definition: LossDefinition;
  readonly losses: readonly QueriedLoss[];
}

/** The losses that are formulas, of probabilities and of logits. */
const groups: readonly Group[] = LOSSES.flatMap((definition) => {
  const settings = 'fromLogits' in definition.parameters ? [{}, { fromLogits: true }] : [{}];
  const losses = settings.flatMap((params) => lossesOf(definition, params));
  const keys = [...new Set(losses.map(keyOf))];
  return keys.map((key) => {
    const own = losses.filter((loss) => keyOf(loss) === key);
    const distinct = own.filter(({ name }, k) => own.findIndex((each) => each.name === name) === k);
    return { definition, losses: distinct };
  });
});

/** What is the same for losses that read the same numbers: what these mean. */
function keyOf({ request: { params, inputs } }: QueriedLoss): string {
  const domains = [...inputs.values()].map(({ domainWith }) => domainWith(params));
  return [params['fromLogits'] === true, ...domains].join();
}

/** A loss under its conventions that are formulas and take these parameters, and what else they require. */
function lossesOf(
  definition: LossDefinition,
  params: Readonly<Record<string, boolean>>,
): QueriedLoss[] {
  return Object.entries(definition.conventions).flatMap(([compat, { formula, requires }]) => {
    if (formula === undefined) return [];
    const all = { ...params, ...(requires === undefined ? {} : { [requires]: true }) };
    try {
      const request = resolveRequest(definition, { compat, params: all });
      return [{ name: `${definition.name} ${compat}`, request }];
    } catch (error) {
      if (error instanceof UserError) return [];
      throw error;
    }
  });
}

/** The losses of a group that an engine has SQL for; of the others, why not. */
function expressible(
  engine: string,
  { losses }: Group,
  made: Made,
  refused: Map<string, string>,
): QueriedLoss[] {
  return losses.filter((loss) => {
    try {
      resultsQuery(queryOf(engine, made, [loss], { by: [['region']] }));
      return true;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      refused.set(loss.name, error.complaint.problem);
      return false;
    }
  });
}

function differences(
  { name, request }: QueriedLoss,
  rows: readonly Row[],
  numbers: Numbers,
): string[] {
  const own = rows.filter((row) => row['loss'] === name);
  if (own.length !== 4) return [`${name}: ${own.length} rows`];
  return own.flatMap((row) => {
    const segment = row['segment_1'];
    const places = REGIONS.flatMap((region, i) =>
      segment === null || segment === region ? [i] : [],
    );
    const expected = computed(request, numbers, places);
    const isSame =
      isClose(row['result'], expected.result) &&
      (['clipped', 'samples', 'outside'] as const).every(
        (count) => row[count] === expected[count],
      ) &&
      (expected.denominator === null ||
        row['problem'] !== null ||
        isClose(row['denominator'], expected.denominator));
    return isSame
      ? []
      : [
          `${name}: ${JSON.stringify(row)}, expected ${JSON.stringify({ ...expected, result: String(expected.result), perSample: 0 })}`,
        ];
  });
}

describe.each(names)('losses on %s', (engine) => {
  it('are those of losscalc, whole and by segments', async () => {
    const failures: string[] = [];
    const done = new Set<string>();
    const refused = new Map<string, string>();
    for (const [k, group] of groups.entries()) {
      for (const edges of [false, true]) {
        const { request } = group.losses[0]!;
        const seed = 2 * k + Number(edges);
        const numbers = randomInputs(group.definition, request, { rows: ROWS, seed, edges });
        const made = tableOf(['losses'], numbers, { region: REGIONS });
        const losses = expressible(engine, group, made, refused);
        if (losses.length === 0) continue;
        try {
          await engines.make(engine, made.table);
          const rows = await engines.query(
            engine,
            resultsQuery(queryOf(engine, made, losses, { by: [['region']] })),
          );
          for (const loss of losses) {
            failures.push(...differences(loss, rows, numbers));
            done.add(loss.name);
          }
        } catch (error) {
          failures.push(`${group.definition.name}: ${String(error).slice(0, 400)}`);
        }
      }
    }
    const distinct = new Set([...done].map((name) => name.split(' ')[0]));
    console.log(
      `${engine}: ${distinct.size} losses, ${done.size} with conventions; no SQL for ${refused.size}`,
    );
    expect(failures).toEqual([]);
  });
});

describe.each(inject('parsed'))('losses on %s', (engine) => {
  it('are texts that its parser takes', async () => {
    const failures: string[] = [];
    for (const group of groups) {
      const { request } = group.losses[0]!;
      const numbers = randomInputs(group.definition, request, { rows: 1, seed: 1, edges: false });
      const made = tableOf(['db', 'losses'], numbers);
      const losses = expressible(engine, group, made, new Map());
      if (losses.length === 0) continue;
      try {
        const query = resultsQuery(
          queryOf(engine, made, losses, { by: [['region'], ['region', 'day']] }),
        );
        expect(await engines.query(engine, query)).toEqual([{ statements: 1 }]);
      } catch (error) {
        failures.push(`${group.definition.name}: ${String(error).slice(0, 400)}`);
      }
    }
    expect(failures).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { resolveRequest, type LossRequest } from '../../src/engine/request.ts';
import { LOSSES } from '../../src/losses/index.ts';
import { UserError } from '../../src/messages/errors.ts';
import { resultsQuery } from '../../src/sql/query.ts';
import { computed, isClose } from './computed.ts';
import { queryOf, tableOf } from './querying.ts';
import { randomInputs } from './random-inputs.ts';
import { runningEngines } from './running.ts';

const { names, engines } = runningEngines();

/** Every loss and convention that is a formula, with logits where it has them. */
function requests(): { readonly name: string; readonly request: LossRequest }[] {
  return LOSSES.flatMap((definition) =>
    Object.entries(definition.conventions).flatMap(([compat, convention]) => {
      if (convention.formula === undefined) return [];
      const flags: Record<string, boolean>[] =
        convention.requires !== undefined
          ? [{ [convention.requires]: true }]
          : 'fromLogits' in definition.parameters
            ? [{}, { fromLogits: true }]
            : [{}];
      return flags.flatMap((params) => {
        try {
          const request = resolveRequest(definition, { compat: compat, params });
          const setting = Object.keys(params).length > 0 ? ':logits' : '';
          return [{ name: `${definition.name}${setting} ${compat}`, request }];
        } catch (error) {
          if (error instanceof UserError) return [];
          throw error;
        }
      });
    }),
  );
}

describe.each(names)('losses on %s', (engine) => {
  it('are those of losscalc, whole and by segments', async () => {
    const failures: string[] = [];
    const done = new Set<string>();
    const refused = new Map<string, string>();
    for (const [k, { name, request }] of requests().entries()) {
      const { definition } = request;
      const segments = Array.from({ length: 60 }, (_, i) => ['eu', 'us', "it's"][i % 3]!);
      for (const edges of [false, true]) {
        const numbers = randomInputs(definition, request, {
          rows: 60,
          seed: 7 * k + Number(edges),
          edges,
        });
        const made = tableOf(['losses'], numbers, { region: segments });
        let query: string;
        try {
          query = resultsQuery(queryOf(engine, made, [{ name, request }], { by: [['region']] }));
        } catch (error) {
          if (!(error instanceof UserError)) throw new Error(name, { cause: error });
          refused.set(name, error.message.split('\n')[0]!);
          break;
        }
        try {
          await engines.make(engine, made.table);
          const rows = await engines.query(engine, query);
          for (const row of rows) {
            const places = segments.flatMap((segment, i) =>
              row['segment_1'] === null || row['segment_1'] === segment ? [i] : [],
            );
            const expected = computed(request, numbers, places);
            const isSame =
              isClose(row['result'], expected.result) &&
              row['clipped'] === expected.clipped &&
              row['samples'] === expected.samples &&
              row['outside'] === expected.outside;
            if (!isSame) {
              failures.push(
                `${name} (edges ${edges}) ${row['segment_1']}: ${JSON.stringify(row)} expected ${JSON.stringify({ ...expected, perSample: undefined })}`,
              );
              break;
            }
          }
          if (rows.length !== 4) failures.push(`${name}: ${rows.length} rows`);
          done.add(name);
        } catch (error) {
          failures.push(`${name} (edges ${edges}): ${String(error).slice(0, 300)}`);
        }
      }
    }
    console.log(
      `${engine}: ${done.size} losses and conventions, ${new Set([...done].map((each) => each.split(/[ :]/)[0])).size} losses; refused ${refused.size}`,
    );
    if (process.env['SHOW_REFUSED'])
      console.log([...refused].map(([a, b]) => `${a}: ${b}`).join('\n'));
    expect(failures.map((f) => f.slice(0, 500))).toEqual([]);
  });
});

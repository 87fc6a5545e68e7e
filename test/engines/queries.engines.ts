import { describe, expect, it } from 'vitest';
import { resolveRequest, type LossRequest } from '../../src/engine/request.ts';
import { findLoss } from '../../src/losses/names.ts';
import { parseRowFilter } from '../../src/sources/index.ts';
import type { SourceColumn } from '../../src/sql/query-request.ts';
import { resultsQuery } from '../../src/sql/query.ts';
import { samplesQuery } from '../../src/sql/samples-query.ts';
import { computed, isClose, type Numbers } from './computed.ts';
import { queryOf, tableOf } from './querying.ts';
import { randomFrom } from './random-inputs.ts';
import { runningEngines } from './running.ts';

const { names, engines } = runningEngines();

/** Names that quoting by hand gets wrong. */
const HOSTILE = [
  'select',
  'with "quotes"',
  "with 'quotes'",
  'back\\slash',
  'back`tick',
  'a.b',
  'naïve 名前',
  'semi;colon -- comment',
  'y',
  'UPPER',
];

function requestOf(name: string, options: Parameters<typeof resolveRequest>[1] = {}): LossRequest {
  return resolveRequest(findLoss(name)!, options);
}

function column(rows: number, make: (i: number) => number): number[][] {
  return Array.from({ length: rows }, (_, i) => [make(i)]);
}

const random = randomFrom(11);
const numbers: Numbers = {
  true: column(40, () => random() * 4),
  pred: column(40, () => random() * 4),
};

describe.each(names)('queries on %s', (engine) => {
  it('name tables, columns and texts whatever they hold', async () => {
    const mse = requestOf('mse');
    for (const [k, truth] of HOSTILE.entries()) {
      const [pred, region, table] = [1, 2, 3].map((step) => HOSTILE[(k + step) % HOSTILE.length]!);
      const segments = numbers['true']!.map((_, i) => HOSTILE[i % 4]!);
      const made = tableOf([engine === 'clickhouse' ? 'tables' : table!], numbers, {
        region: segments,
      });
      const renamed = [truth, pred!, region!];
      const named = {
        table: {
          ...made.table,
          columns: made.table.columns.map(([, kind], i) => [renamed[i]!, kind] as const),
        },
        columns: new Map([
          ['true', [{ name: truth }]],
          ['pred', [{ name: pred! }]],
        ]),
      };
      await engines.make(engine, named.table);
      const value = HOSTILE[k % 4]!;
      const where = parseRowFilter(`${JSON.stringify(region)}=${JSON.stringify(value)}`);
      const query = queryOf(engine, named, [{ name: 'mse', request: mse }], {
        by: [[region!]],
        where,
      });
      const rows = await engines.query(engine, resultsQuery(query));
      const places = segments.flatMap((segment, i) => (segment === value ? [i] : []));
      const expected = computed(mse, numbers, places);
      expect(
        rows.map((row) => [row['part'], row['by_1'], row['segment_1'], row['samples']]),
      ).toEqual(
        expect.arrayContaining([
          ['whole', null, null, places.length],
          ['segment', region, value, places.length],
        ]),
      );
      for (const row of rows)
        expect(isClose(row['result'], expected.result), `${truth} ${JSON.stringify(row)}`).toBe(
          true,
        );
    }
  });

  it('count what is missing, and leave it out where they are to', async () => {
    const bce = requestOf('bce');
    const given = {
      true: column(9, (i) => [1, NaN, 0, 1, 1, 0, 0, 1, 2][i]!),
      pred: column(9, (i) => [0.5, 0.5, NaN, 0.25, 0, 1, 1.5, 1, 0.5][i]!),
    };
    const made = tableOf(['missing'], given, {
      region: ['a', 'a', 'b', 'b', 'b', null, 'c', 'c', 'c'],
    });
    const rows = made.table.rows.map((row, i) => (i === 1 ? [null, ...row.slice(1)] : row));
    await engines.make(engine, { ...made.table, rows });
    const losses = [{ name: 'bce', request: bce }];
    const strict = await engines.query(
      engine,
      resultsQuery(queryOf(engine, made, losses, { by: [['region']] })),
    );
    const skipping = await engines.query(
      engine,
      resultsQuery(queryOf(engine, made, losses, { by: [['region']], skipsMissing: true })),
    );
    const kept = [0, 3, 4, 5, 6, 7, 8];
    const whole = computed(bce, given, kept);
    const ofWhole = (all: typeof strict) => all.find(({ part }) => part === 'whole')!;
    expect(ofWhole(strict)).toMatchObject({
      result: null,
      problem: 'missing values',
      missing: 2,
      sum_1: null,
    });
    expect(ofWhole(skipping)).toMatchObject({
      problem: null,
      missing: 2,
      samples: 7,
      clipped: whole.clipped,
      outside: whole.outside,
    });
    expect(whole.outside).toBe(2);
    expect(isClose(ofWhole(skipping)['result'], whole.result)).toBe(true);
    const segments = Object.fromEntries(
      strict
        .filter(({ part }) => part === 'segment')
        .map((row) => [String(row['segment_1']), row['problem']]),
    );
    expect(segments).toEqual({ a: 'missing values', b: 'missing values', c: null, null: null });
    const ofA = skipping.find((row) => row['segment_1'] === 'a')!;
    expect(isClose(ofA['result'], computed(bce, given, [0]).result)).toBe(true);
  });

  it('say that there is nothing, where no row is left', async () => {
    const made = tableOf(['nothing'], numbers);
    await engines.make(engine, made.table);
    const where = parseRowFilter('true>100');
    const query = queryOf(engine, made, [{ name: 'mse', request: requestOf('mse') }], { where });
    expect(await engines.query(engine, resultsQuery(query))).toMatchObject([
      { result: null, problem: 'no samples', samples: 0, missing: 0, clipped: 0, outside: 0 },
    ]);
  });

  it('weigh samples, and leave out those of the mask', async () => {
    const weights = column(40, (i) => [0, 1, 2.5, 0.25][i % 4]!);
    const mask = column(40, (i) => Number(i % 3 !== 0));
    const kept = mask.flatMap(([is], i) => (is === 1 ? [i] : []));
    const made = tableOf(['shares'], { ...numbers, weights, mask });
    await engines.make(engine, made.table);
    for (const name of ['mse', 'huber', 'rmse']) {
      for (const reduction of name === 'rmse' ? [undefined] : ['mean', 'sum', 'weighted-mean']) {
        const request = requestOf(name, { reduction });
        const [row] = await engines.query(
          engine,
          resultsQuery(queryOf(engine, made, [{ name, request }])),
        );
        const expected = computed(request, { ...numbers, weights }, kept);
        expect(row!['samples']).toBe(kept.length);
        expect(isClose(row!['result'], expected.result), `${name} ${reduction}`).toBe(true);
      }
    }
    const odd = { ...made.table, rows: made.table.rows.map((row) => [...row.slice(0, 3), 0.5]) };
    await engines.make(engine, odd);
    const query = queryOf(engine, made, [{ name: 'mse', request: requestOf('mse') }]);
    const [row] = await engines.query(engine, resultsQuery(query));
    expect(row).toMatchObject({ result: null, problem: 'values that the convention refuses' });
  });

  it('take integers, decimals and truth values for numbers', async () => {
    const rows = 12;
    const given = {
      true: column(rows, (i) => i % 2),
      pred: column(rows, (i) => ((i * 7) % 10) / 10 + 0.05),
      weights: column(rows, (i) => (i % 3) + 1),
    };
    const bce = requestOf('bce');
    const expected = computed(bce, given);
    const made = tableOf(['types'], given);
    await engines.make(engine, {
      name: ['types'],
      columns: [
        ['true', 'boolean'],
        ['pred', 'decimal'],
        ['weights', 'integer'],
      ],
      rows: made.table.rows.map(([truth, pred, weight]) => [truth === 1, pred!, weight!]),
    });
    const [row] = await engines.query(
      engine,
      resultsQuery(queryOf(engine, made, [{ name: 'bce', request: bce }])),
    );
    expect(isClose(row!['result'], expected.result), JSON.stringify(row)).toBe(true);
  });

  it('read arrays, and no array of another length', async () => {
    const request = requestOf('sparse-categorical-crossentropy', { compat: 'exact' });
    const rows = 30;
    const scores = Array.from({ length: rows }, () => {
      const parts = [random() + 0.1, random() + 0.1, random() + 0.1];
      const total = parts.reduce((a, b) => a + b);
      return parts.map((x) => x / total);
    });
    const truth = column(rows, (i) => i % 3);
    const expected = computed(request, { true: truth, pred: scores });
    const table = {
      name: ['arrays'],
      columns: [
        ['label', 'integer'],
        ['scores', 'array'],
      ],
      rows: truth.map(([label], i) => [label!, scores[i]!]),
    } as const;
    const columns = new Map<string, readonly SourceColumn[]>([
      ['true', [{ name: 'label' }]],
      ['pred', [0, 1, 2].map((position) => ({ name: 'scores', element: { position, length: 3 } }))],
    ]);
    const query = resultsQuery(queryOf(engine, { table, columns }, [{ name: 'cce', request }]));
    await engines.make(engine, table);
    const [row] = await engines.query(engine, query);
    expect(isClose(row!['result'], expected.result)).toBe(true);
    await engines.make(engine, { ...table, rows: [...table.rows, [1, [0.5, 0.5]]] });
    expect((await engines.query(engine, query))[0]).toMatchObject({
      problem: 'missing values',
      missing: 1,
    });
  });

  it('compare numbers and texts as conditions say, NULL being no text', async () => {
    const made = tableOf(['conditions'], numbers, {
      region: numbers['true']!.map((_, i) => (i % 5 === 0 ? null : i % 2 === 0 ? 'eu' : 'us')),
      version: numbers['true']!.map((_, i) => ['1', '1.0', '2'][i % 3]!),
    });
    await engines.make(engine, made.table);
    const mae = requestOf('mae');
    const cases: [string, (i: number) => boolean][] = [
      ['region!=eu', (i) => i % 5 === 0 || i % 2 !== 0],
      ['version=1', (i) => i % 3 !== 2],
      ['region!=5', () => true],
      ['true>=2,region=us', (i) => numbers['true']![i]![0]! >= 2 && i % 5 !== 0 && i % 2 !== 0],
    ];
    for (const [text, isMet] of cases) {
      const where = parseRowFilter(text);
      const query = queryOf(engine, made, [{ name: 'mae', request: mae }], { where });
      const [row] = await engines.query(engine, resultsQuery(query));
      const places = numbers['true']!.flatMap((_, i) => (isMet(i) ? [i] : []));
      expect(row!['samples'], text).toBe(places.length);
      expect(isClose(row!['result'], computed(mae, numbers, places).result), text).toBe(true);
    }
  });

  it('divide rows in several ways at once', async () => {
    const region = numbers['true']!.map((_, i) => ['eu', 'us'][i % 2]!);
    const day = numbers['true']!.map((_, i) => ['1', '2', null][i % 3]!);
    const made = tableOf(['divisions'], numbers, { region, day });
    await engines.make(engine, made.table);
    const losses = ['mse', 'rmse', 'r2'].map((name) => ({ name, request: requestOf(name) }));
    const by = [['region'], ['day'], ['region', 'day']];
    const rows = await engines.query(engine, resultsQuery(queryOf(engine, made, losses, { by })));
    expect(rows).toHaveLength(3 * (1 + 2 + 3 + 6));
    for (const row of rows) {
      const key = (i: number, name: unknown): string | null =>
        name === 'region' ? region[i]! : day[i]!;
      const places = region.flatMap((_, i) =>
        [1, 2].every(
          (k) => row[`by_${k}`] === null || key(i, row[`by_${k}`]) === row[`segment_${k}`],
        )
          ? [i]
          : [],
      );
      const { request } = losses.find(({ name }) => name === row['loss'])!;
      expect(
        isClose(row['result'], computed(request, numbers, places).result),
        JSON.stringify(row),
      ).toBe(true);
    }
  });

  it('show the losses of rows beside all columns', async () => {
    const given = {
      true: column(20, (i) => i / 7),
      pred: column(20, (i) => (i === 3 ? NaN : 1 / (i + 1))),
    };
    const made = tableOf(['rows of samples'], given, {
      losscalc: given.true.map((_, i) => `row ${i}`),
    });
    await engines.make(engine, made.table);
    const huber = requestOf('huber', { params: { delta: 0.5 } });
    const losses = [
      { name: 'huber:delta=0.5', request: huber },
      { name: 'log-cosh', request: requestOf('log-cosh') },
    ];
    const rows = await engines.query(engine, samplesQuery(queryOf(engine, made, losses)));
    expect(Object.keys(rows[0]!)).toEqual([
      'true',
      'pred',
      'losscalc',
      'huber_delta_0_5',
      'log_cosh',
    ]);
    expect(rows).toHaveLength(20);
    for (const row of rows) {
      const i = Number(String(row['losscalc']).slice(4));
      if (i === 3) expect(row['huber_delta_0_5']).toBeNull();
      else {
        const [expected] = computed(huber, given, [i]).perSample!;
        expect(isClose(row['huber_delta_0_5'], expected!), JSON.stringify(row)).toBe(true);
      }
    }
  });
});

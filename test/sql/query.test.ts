import { describe, expect, it, test } from 'vitest';
import { defineOwnLoss } from '../../src/engine/own-loss.ts';
import { resolveRequest } from '../../src/engine/request.ts';
import { DIALECTS } from '../../src/formula/sql/dialects/index.ts';
import { DIALECT_NAMES } from '../../src/formula/sql/dialects/names.ts';
import { CONVENTIONS } from '../../src/losses/conventions.ts';
import { LOSSES } from '../../src/losses/index.ts';
import { parseRowFilter } from '../../src/sources/index.ts';
import { columnNames } from '../../src/sql/column-names.ts';
import { whyInexpressible } from '../../src/sql/expressible.ts';
import { resultsQuery } from '../../src/sql/query.ts';
import type { QueryRequest } from '../../src/sql/query-request.ts';
import { RESULT_COLUMNS } from '../../src/sql/result-columns.ts';
import { samplesQuery } from '../../src/sql/samples-query.ts';
import { lossSpec } from './loss-spec.ts';

function queryOf(
  losses: readonly string[],
  inputs: Readonly<Record<string, string>>,
  more: Partial<QueryRequest> = {},
): QueryRequest {
  return {
    dialect: DIALECTS.duckdb,
    losses: losses.map(lossSpec),
    table: ['db', 'preds'],
    columns: new Map(
      Object.entries(inputs).map(([input, names]) => [input, columnNames(names, `--${input}`)]),
    ),
    by: [],
    skipsMissing: false,
    ...more,
  };
}

const ONE = { true: 'label', pred: 'score' };

describe.each(DIALECT_NAMES)('a query of %s', (name) => {
  const dialect = DIALECTS[name];

  it('is the same as ever', () => {
    const where = parseRowFilter("split=test,day!=it's,horizon<=3");
    const by = [['region'], ['region', 'day']];
    const several = { dialect, where, by, skipsMissing: true };
    const shared = { ...ONE, weights: 'w', mask: 'is_counted' };
    expect(resultsQuery(queryOf(['mse'], ONE, { dialect }))).toMatchSnapshot('mse');
    expect(resultsQuery(queryOf(['bce', 'rmse'], shared, several))).toMatchSnapshot('bce and rmse');
    const ofClasses = { true: 'label', pred: 'p0-p2' };
    const entropy = queryOf(['sparse-categorical-crossentropy:compat=exact'], ofClasses, {
      dialect,
    });
    expect(resultsQuery(entropy)).toMatchSnapshot('cross-entropy');
    expect(samplesQuery(queryOf(['huber:delta=2'], ONE, { dialect }))).toMatchSnapshot('huber');
  });

  it('has the columns that results have', () => {
    const query = resultsQuery(queryOf(['dice', 'mse'], ONE, { dialect, by: [['a', 'b']] }));
    const final = query.slice(query.lastIndexOf('\nSELECT'));
    const found = [...final.matchAll(/ AS ["`](\w+)["`]/g)].map(([, column]) => column!);
    const numbered = /_\d+$/;
    const general = found.map((column) => column.replace(numbered, '_1'));
    expect([...new Set(general)]).toEqual(RESULT_COLUMNS.map((column) => column.name));
    expect(found).toEqual(expect.arrayContaining(['by_2', 'segment_2', 'sum_2']));
  });
});

test('a text is as long as its formula, however often its parts are used', () => {
  const lengthOf = (depth: number): number => {
    const steps = Array.from(
      { length: depth },
      (_, k) => `a${k + 1} = exp(a${k} * a${k} / 9) - a${k};`,
    );
    const formula = `a0 = p - y; ${steps.join(' ')} mean(a${depth})`;
    const definition = defineOwnLoss({ formula, params: {} });
    const losses = [{ name: 'own', request: resolveRequest(definition, {}) }];
    return Math.max(
      ...DIALECT_NAMES.map(
        (name) => resultsQuery({ ...queryOf([], ONE), dialect: DIALECTS[name], losses }).length,
      ),
    );
  };
  const [short, long] = [lengthOf(15), lengthOf(60)];
  expect(long).toBeLessThan(4.5 * short);
});

test('a text grows with the columns of a row as their number does', () => {
  const lengthOf = (count: number): number => {
    const columns = { true: 'label', pred: `p0-p${count - 1}` };
    return resultsQuery(queryOf(['sparse-categorical-crossentropy:from-logits'], columns)).length;
  };
  expect(lengthOf(160)).toBeLessThan(4.5 * lengthOf(40));
});

test('what is common to losses is computed once', () => {
  const one = resultsQuery(queryOf(['log-cosh'], ONE));
  const twice = resultsQuery(queryOf(['log-cosh', 'log-cosh:reduction=sum'], ONE));
  const exponentials = (text: string): number => text.split('EXP(').length - 1;
  expect(exponentials(one)).toBeGreaterThan(0);
  expect(exponentials(twice)).toBe(exponentials(one));
});

test('most losses are SQL of every engine', () => {
  const all = LOSSES.filter((definition) =>
    DIALECT_NAMES.every((name) =>
      CONVENTIONS.filter((compat) => definition.conventions[compat]).some(
        (compat) => whyInexpressible(definition, compat, DIALECTS[name]) === undefined,
      ),
    ),
  );
  expect(all.length).toBeGreaterThan(0.65 * LOSSES.length);
});

describe('what SQL cannot have is an error that says why', () => {
  const cases: [loss: string, inputs: Readonly<Record<string, string>>, problem: string][] = [
    ['median-absolute-error', ONE, 'a median needs all errors in order'],
    ['roc-auc', ONE, 'what a sample adds depends on how it ranks among all others'],
    ['f1', ONE, 'counts of classes'],
    ['mse:dtype=float32', ONE, 'SQL computes in doubles'],
    ['ndcg', { true: 't0-t3', pred: 'p0-p3' }, 'the order of the numbers of a row'],
    ['mse', { pred: 'score' }, 'expected an input'],
    ['mse', { true: 'a,b', pred: 'score' }, 'shapes differ'],
    ['mse', { ...ONE, weights: 'a,b' }, 'weights'],
    ['dice', { ...ONE, weights: 'a' }, 'takes no weights'],
    ['sparse-categorical-crossentropy', ONE, 'two classes or more'],
  ];

  it.each(cases)('%s of %o', (loss, inputs, problem) => {
    expect(() => resultsQuery(queryOf([loss], inputs))).toThrow(problem);
  });

  it('says so of rows where there is one loss for all', () => {
    expect(() => samplesQuery(queryOf(['rmse'], ONE))).toThrow('rows have no losses');
  });
});

describe('names of columns', () => {
  it.each([
    ['score', ['score']],
    ['a, b', ['a', 'b']],
    ['p8-p11', ['p8', 'p9', 'p10', 'p11']],
    ['p08-p10', ['p08', 'p09', 'p10']],
    ['my-score', ['my-score']],
    ['"p0-p9"', ['p0-p9']],
    ['"a,b",c', ['a,b', 'c']],
    ['"a\\"b"', ['a"b']],
  ])('%s', (text, names) => {
    expect(columnNames(text, '--pred').map(({ name }) => name)).toEqual(names);
  });

  it('are elements of an array', () => {
    expect(columnNames('scores[2]', '--pred')).toEqual([
      { name: 'scores', element: { position: 0, length: 2 } },
      { name: 'scores', element: { position: 1, length: 2 } },
    ]);
  });

  it.each([
    ['2-4', 'have no numbers'],
    ['a,,b', 'expected a column'],
    ['a,a', 'found "a" twice'],
  ])('are not %s', (text, problem) => {
    expect(() => columnNames(text, '--pred')).toThrow(problem);
  });
});

import type { Aggregates, NaNOrder, SpecialNumbers } from './dialect.ts';

/** Reductions of an engine in which NaN is NaN. */
const PLAIN: Aggregates = {
  sum: ({ text }, over) => `SUM(${text})${over}`,
  max: ({ text }, over) => `MAX(${text})${over}`,
  min: ({ text }, over) => `MIN(${text})${over}`,
};

/** What engines make of sums and extremes, NaN where a term is. */
export function aggregates(order: NaNOrder, { nan }: SpecialNumbers): Aggregates {
  switch (order) {
    case 'largest':
      return {
        ...PLAIN,
        // NaN is no smallest.
        min: (x, over) =>
          x.mayBeNaN
            ? `CASE WHEN MAX(${x.text})${over} = ${nan} THEN ${nan} ELSE MIN(${x.text})${over} END`
            : PLAIN.min(x, over, undefined),
      };
    case 'null': {
      // NULL is left out of a sum, and NaN would be with it.
      const unlessNull =
        (plain: Aggregates['sum']): Aggregates['sum'] =>
        (x, over, keep) => {
          if (!x.mayBeNaN) return plain(x, over, keep);
          const rows = keep === undefined ? 'COUNT(*)' : `COUNT(CASE WHEN ${keep} THEN 1 END)`;
          return `CASE WHEN COUNT(${x.text})${over} = ${rows}${over} THEN ${plain(x, over, keep)} END`;
        };
      return {
        sum: unlessNull(PLAIN.sum),
        max: unlessNull(PLAIN.max),
        min: unlessNull(PLAIN.min),
      };
    }
    case 'ieee': {
      // Whether NaN is the largest of numbers differs: a sum is NaN where one of them is.
      const orNaN =
        (plain: Aggregates['sum']): Aggregates['sum'] =>
        (x, over, keep) =>
          x.mayBeNaN
            ? `CASE WHEN COUNT(CASE WHEN ${x.text} <> ${x.text} THEN 1 END)${over} = 0 THEN ${plain(x, over, keep)} ELSE ${nan} END`
            : plain(x, over, keep);
      return { sum: PLAIN.sum, max: orNaN(PLAIN.max), min: orNaN(PLAIN.min) };
    }
  }
}

import { ofTable } from './inputs.ts';
import type { QueryRequest } from './query-request.ts';
import { cases, select } from './query-text.ts';

/** How rows are divided into segments. */
export interface Segments {
  /** The texts that divide them, as columns of the first subquery. */
  readonly columns: readonly { readonly name: string; readonly text: string }[];
  /** What results say of segments, with their names. */
  readonly results: readonly (readonly [name: string, text: string])[];
  /**
   * The sums of all rows and of each segment; besides, `division` is 0 for the whole and else counts divisions, and
   * `key_1` and so on are the texts of a segment.
   */
  readonly sums: (sums: readonly string[], from: string) => string;
}

/** How the rows of a query are divided. */
export function segmentsOf({ by, dialect }: QueryRequest): Segments {
  const names = [...new Set(by.flat())];
  const columnOf = (name: string): string => `g${names.indexOf(name) + 1}`;
  const depth = Math.max(0, ...by.map((division) => division.length));
  const places = Array.from({ length: depth }, (_, i) => i);
  const columns = names.map((name) => ({
    name: columnOf(name),
    text: `CAST(${ofTable(name, dialect.quote)} AS ${dialect.types.text})`,
  }));
  const nothing = `CAST(NULL AS ${dialect.types.text})`;
  const results = places.flatMap((i): [string, string][] => [
    [
      `by_${i + 1}`,
      cases(
        'division',
        [nothing, ...by.map((division) => (i in division ? dialect.text(division[i]!) : nothing))],
        0,
      ),
    ],
    [`segment_${i + 1}`, `key_${i + 1}`],
  ]);
  const head = (division: string, texts: readonly string[]): string[] => [
    `${division} AS division`,
    ...texts.map((text, i) => `${text} AS key_${i + 1}`),
  ];
  const sums: Segments['sums'] = (expressions, from) => {
    const ofWhole = select(
      [
        ...head(
          '0',
          places.map(() => nothing),
        ),
        ...expressions,
      ],
      [`FROM ${from}`],
    );
    if (by.length === 0) return ofWhole;
    if (!dialect.hasGroupingSets) {
      const ofDivisions = by.map((division, d) => {
        const texts = places.map((i) => (i in division ? columnOf(division[i]!) : nothing));
        return select(
          [...head(String(d + 1), texts), ...expressions],
          [`FROM ${from}`, `GROUP BY ${division.map(columnOf).join(', ')}`],
        );
      });
      return [ofWhole, ...ofDivisions].join('\nUNION ALL\n');
    }
    const isOf = (division: readonly string[]): string =>
      names
        .map((name) => `GROUPING(${columnOf(name)}) = ${division.includes(name) ? 0 : 1}`)
        .join(' AND ');
    const number = by.map((division, d) => `WHEN ${isOf(division)} THEN ${d + 1}`).join(' ');
    const texts = places.map((i) => {
      const branches = by.flatMap((division) =>
        i in division ? [`WHEN ${isOf(division)} THEN ${columnOf(division[i]!)}`] : [],
      );
      return `CASE ${branches.join(' ')} END`;
    });
    const sets = by.map((division) => `(${division.map(columnOf).join(', ')})`);
    return select(
      [...head(`CASE ${number} ELSE 0 END`, texts), ...expressions],
      [`FROM ${from}`, `GROUP BY GROUPING SETS ((), ${sets.join(', ')})`],
    );
  };
  return { columns, results, sums };
}

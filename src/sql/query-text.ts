/** A subquery by its name. */
export interface Subquery {
  readonly name: string;
  readonly body: string;
}

/**
 * A SELECT with an expression a line.
 * @param rest its other clauses
 */
export function select(expressions: readonly string[], rest: readonly string[]): string {
  return ['SELECT', expressions.map((text) => `  ${text}`).join(',\n'), ...rest].join('\n');
}

/** A query of subqueries, each of which sees those before it. */
export function withSubqueries(subqueries: readonly Subquery[], final: string): string {
  const parts = subqueries.map(({ name, body }) => `${name} AS (\n${body}\n)`);
  return `WITH ${parts.join(', ')}\n${final}\n`;
}

/**
 * What is different for each of several losses, of which a row has the number in `loss_number`: one text where it is the
 * same for all.
 */
export function byNumber(texts: readonly string[]): string {
  return cases('loss_number', texts, 1);
}

/** One of some texts, by a column that says which of them, from `first` on. */
export function cases(column: string, texts: readonly string[], first: number): string {
  const isSame = texts.every((text) => text === texts[0]);
  if (isSame && first === 1) return texts[0]!;
  const branches = texts.map((text, k) => `WHEN ${first + k} THEN ${text}`);
  return `CASE ${column} ${branches.join(' ')} END`;
}

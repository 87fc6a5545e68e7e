/** A label as a number, of an engine that casts no truth value to a double. */
export function labelNumber(column: string, text: string, double: string): string {
  const written = `CAST(${column} AS ${text})`;
  return `CASE ${written} WHEN 'true' THEN 1 WHEN 'false' THEN 0 ELSE CAST(${written} AS ${double}) END`;
}

/** Where words stand for numbers, for hints. */
export const BOOLEANS = 'true and false stand for 1 and 0 in labels only; write 1 or 0';

const VALUES: ReadonlyMap<string, 0 | 1> = new Map([
  ...['true', 'True', 'TRUE'].map((text) => [text, 1] as const),
  ...['false', 'False', 'FALSE'].map((text) => [text, 0] as const),
]);

/** 1 for true and 0 for false, as JSON, Python or R write them; undefined for any other text. */
export function booleanOf(text: string): 0 | 1 | undefined {
  return VALUES.get(text.trim());
}

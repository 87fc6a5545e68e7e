type Fields = readonly (string | number | boolean)[];

/** Rows of fields, below a header, as RFC 4180 with line feeds; texts of any origin are to be made fields before. */
export function csvLines(header: readonly string[], rows: readonly Fields[]): string {
  return [header, ...rows].map(csvLine).join('');
}

/** A row of {@link csvLines}. */
export function csvLine(fields: Fields): string {
  return `${fields.join(',')}\n`;
}

/**
 * Several texts in one field, with semicolons between. Those in a text, and backslashes, have a backslash before them:
 * quotation marks would open a cell where cells end at semicolons.
 */
export function inOneField(texts: readonly string[]): string {
  return texts.map((text) => text.replace(/[\\;]/g, '\\$&')).join(';');
}

/** The names of the fields of a vector: `gradient`, or where it is longer than 1 `gradient_0`, `gradient_1`. */
export function vectorFields(name: string, width: number): string[] {
  return width === 1 ? [name] : Array.from({ length: width }, (_, i) => `${name}_${i}`);
}

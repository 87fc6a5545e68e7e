/** Stands among the columns of a division for the outputs; no column of text, whatever that is called. */
export const OUTPUT: unique symbol = Symbol('output');
/** What outputs are called beside columns of text. */
export const OUTPUT_NAME = 'output';

/** What divides rows into segments: the texts of a column, or the outputs. */
export type Divider = string | typeof OUTPUT;

/** What a divider is called. */
export function dividerName(divider: Divider): string {
  return divider === OUTPUT ? OUTPUT_NAME : divider;
}

/** The columns of text among what makes divisions. */
export function textColumns(divisions: readonly (readonly Divider[])[]): string[] {
  return divisions.flat().filter((divider) => divider !== OUTPUT);
}

export function isByOutput(dividers: readonly Divider[]): boolean {
  return dividers.includes(OUTPUT);
}

/** Losses that join what each of several columns comes to, so that a list of their elements comes to something else. */
const OF_COLUMNS =
  /^root.* sklearn$| smp$|^dice-crossentropy exact$|^(r2|explained-variance|relative-squared-error|pearson|concordance) /;

/** @param name of a loss and its convention: `r2 sklearn` */
export function isOfColumns(name: string): boolean {
  return OF_COLUMNS.test(name);
}

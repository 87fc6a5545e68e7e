import { Chalk } from 'chalk';

/** Where text goes, and what it has to look like there. */
export interface Page {
  /** Columns that sentences are wrapped to, and that numbers and charts are fitted to. */
  readonly width: number;
  /**
   * Columns that a row of a table may take before names in it are cut: those of a terminal, and any number in a pipe or a
   * file.
   */
  readonly tableWidth: number;
  readonly color: boolean;
}

/** Adds colour to a text without changing what it shows. */
export type Style = (text: string) => string;

/** Ways to emphasise text. */
const EMPHASES = ['bold', 'dim', 'red', 'yellow', 'cyan'] as const;
export type Styles = Readonly<Record<(typeof EMPHASES)[number], Style>>;

/** Sixteen colours and no more, so that the terminal's own theme decides how they look; without colour plain text. */
export function stylesFor(color: boolean): Styles {
  // Most runs are without colour, and loading Chalk takes Node 3 ms.
  const chalk = color ? new Chalk({ level: 1 }) : undefined;
  // Chalk joins all it is handed, such as the index that `map` hands on.
  const styles = EMPHASES.map((name) => {
    return [name, (text: string) => chalk?.[name](text) ?? text] as const;
  });
  return Object.fromEntries(styles) as Styles;
}

import { rowsOf, type Column, type Tone } from '../cells/column.ts';
import { textTable } from '../layout/columns.ts';
import { displayWidth } from '../layout/text.ts';
import { stylesFor, type Page, type Style } from '../layout/styles.ts';

/** What few samples are marked with. */
export const FEW = '!';

/** Spaces before every line of a table. */
export const INDENT = 2;

/** Columns as lines for a terminal, whose names are cut where they are wider than a table may be. */
export function textColumns(columns: readonly Column[], { tableWidth, color }: Page): string[] {
  const { dim, red, yellow } = stylesFor(color);
  const styles: Readonly<Partial<Record<Tone, Style>>> = {
    failed: red,
    warned: yellow,
    few: yellow,
  };
  return textTable(rowsOf(columns), {
    headers: columns.map(({ header }) => header),
    whole: columns.map(({ isNumber, isWhole }) => isNumber === true || isWhole === true),
    align: columns.map(({ isNumber }) => (isNumber ? 'right' : 'left')),
    indent: INDENT,
    width: tableWidth,
    headerStyle: dim,
    styles: columns.map(({ tones, isQuiet }) => (text, row) => {
      const tone = tones?.[row];
      const style = isQuiet ? dim : tone && styles[tone];
      return style?.(text) ?? text;
    }),
  });
}

/** The same column with a mark after what is few, and as much room after all others. */
export function withMarks(column: Column): Column {
  const cells = column.cells.map(
    (text, i) => text + (column.tones?.[i] === 'few' ? ` ${FEW}` : '  '),
  );
  return { ...column, header: `${column.header}  `, cells };
}

/** Whether columns, none of them cut, make lines of at most `width` columns of a terminal. */
export function fits(columns: readonly Column[], width: number): boolean {
  const plain: Page = { width, tableWidth: Infinity, color: false };
  return textColumns(columns, plain).every((line) => displayWidth(line) <= width);
}

import { Chalk } from 'chalk';
import type { Style } from './columns.ts';

/** Where text goes: how many columns a line may take, and whether colours are shown. */
export interface Page {
  readonly width: number;
  readonly color: boolean;
}

/** Ways to emphasise text. */
export type Styles = Readonly<Record<'bold' | 'dim' | 'red' | 'yellow' | 'cyan', Style>>;

const plain: Style = (text) => text;
const PLAIN: Styles = { bold: plain, dim: plain, red: plain, yellow: plain, cyan: plain };

/** Sixteen colours and no more, so that the terminal's own theme decides how they look; without colour plain text. */
export function stylesFor(color: boolean): Styles {
  return color ? new Chalk({ level: 1 }) : PLAIN;
}

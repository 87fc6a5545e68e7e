import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { JoinPolicy } from '../../../src/sources/index.ts';
import { read, type Reading } from '../reading.ts';

export type Row = readonly (string | number)[];

/** Tables in a folder of their own, which is there until the tests of the file are done. */
export class Tables {
  readonly folder = mkdtempSync(join(tmpdir(), 'losscalc-join-'));

  constructor() {
    afterAll(() => rmSync(this.folder, { recursive: true }));
  }

  /** Writes a table with the text of each cell quoted where it has to be; the path. */
  readonly table = (name: string, header: readonly string[], rows: readonly Row[]): string => {
    const cell = (value: string | number): string =>
      /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
    const path = join(this.folder, name);
    writeFileSync(path, [header, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join(''));
    return path;
  };

  /** A text without the folder. */
  readonly withoutFolder = (text: string): string => text.replaceAll(`${this.folder}/`, '');
}

export interface Joining {
  readonly on?: readonly string[];
  readonly policy?: JoinPolicy;
  readonly blockRows?: number;
  readonly threads?: number;
  readonly chunkBytes?: number;
}

/** Reads `y` of one file and `p` of others, joined. */
export function joined(
  [truth, ...others]: readonly string[],
  { on = ['id'], policy = 'exact', ...options }: Joining = {},
): Promise<Reading> {
  const selections = [
    { input: 'true', path: truth!, part: 'y' },
    ...others.map((path, k) => ({ input: `pred${k || ''}`, path, part: 'p' })),
  ];
  return read(selections, { keys: { on, join: policy }, ...options });
}

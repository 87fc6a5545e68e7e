import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { losscalc, type Outcome } from '../cli/losscalc.ts';

export const TABLE = `label,score,region,device
1,0.9,eu,ios
0,0.2,eu,android
1,0.4,us,ios
0,0.1,us,android
1,0.8,eu,ios
`;
export const columns = ['--true', 'label', '--pred', 'score'];

/** Files that the tests of one test file read, in a folder of their own that is removed after them. */
export interface CheckedFiles {
  readonly folder: string;
  readonly preds: string;
  /** With one prediction that is worse. */
  readonly worse: string;
  /** Writes another one and returns its path. */
  readonly file: (name: string, text: string) => string;
}

/** To be called once by each test file, which may share this module with others. */
export function checkedFiles(): CheckedFiles {
  const folder = mkdtempSync(join(tmpdir(), 'losscalc-check-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  return {
    folder,
    preds: file('preds.csv', TABLE),
    worse: file('worse.csv', TABLE.replace('0.8,eu', '0.6,eu')),
    file,
  };
}

/** Runs `losscalc check` on a table of labels and scores. */
export function check(table: string, ...args: readonly string[]): Promise<Outcome> {
  return losscalc(['check', table, ...columns, ...args]);
}

interface Printed {
  readonly status: string;
  readonly assertion: string;
  readonly value: number | string | null;
  readonly samples: number;
  readonly few: boolean;
  readonly message: string;
}

/** The checks that `--format json` has printed. */
export function checksOf({ stdout }: Outcome): Printed[] {
  return (JSON.parse(stdout) as { checks: Printed[] }).checks;
}

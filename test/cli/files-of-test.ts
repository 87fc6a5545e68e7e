import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { losscalc, type Outcome } from './losscalc.ts';

/** A folder of files for the tests of one module, and command lines in which `@/` stands for it. */
export interface FilesOfTest {
  readonly folder: string;
  /** Writes a file, and the folders that it is in. */
  readonly file: (name: string, text: string | Uint8Array) => string;
  /** Runs a command line; the folder is left out of what it wrote. */
  readonly run: (args: string, stdin?: string) => Promise<Outcome>;
  /** The bare value that a command line prints, without a warning. */
  readonly value: (args: string, stdin?: string) => Promise<string>;
}

export function filesOfTest(): FilesOfTest {
  const folder = mkdtempSync(join(tmpdir(), 'losscalc-files-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const run = async (args: string, stdin = ''): Promise<Outcome> => {
    const { status, stdout, stderr } = await losscalc(args.replaceAll('@', folder), { stdin });
    const short = (text: string): string => text.replaceAll(`${folder}/`, '');
    return { status, stdout: short(stdout), stderr: short(stderr) };
  };
  return {
    folder,
    file: (name, text) => {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      return path;
    },
    run,
    value: async (args, stdin) => {
      const { status, stdout, stderr } = await run(`${args} -f value`, stdin);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      return stdout.trim();
    },
  };
}

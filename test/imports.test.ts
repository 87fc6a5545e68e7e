import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const { forbidden: RULES } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
  readonly forbidden: IForbiddenRuleType[];
};

/** What each file imports; one for each rule, which it breaks. */
const BROKEN: Readonly<Record<string, readonly [file: string, imports: string]>> = {
  'messages-imports-downward': ['src/messages/up.ts', '../tensor/shape.ts'],
  'tensor-imports-downward': ['src/tensor/up.ts', '../text/text.ts'],
  'text-imports-downward': ['src/text/aside.ts', '../reduce/sum.ts'],
  'reduce-imports-downward': ['src/reduce/up.ts', '../losses/loss.ts'],
  'formula-imports-downward': ['src/formula/aside.ts', '../losses/loss.ts'],
  'losses-imports-downward': ['src/losses/up.ts', '../engine/engine.ts'],
  'sources-imports-downward': ['src/sources/aside.ts', '../resample/units.ts'],
  'resample-imports-downward': ['src/resample/up.ts', '../suite/suite.ts'],
  'engine-imports-downward': ['src/engine/up.ts', '../diff/diff.ts'],
  'inspect-imports-downward': ['src/inspect/aside.ts', '../suite/suite.ts'],
  'suite-imports-downward': ['src/suite/up.ts', '../check/check.ts'],
  'diff-imports-downward': ['src/diff/aside.ts', '../suite/suite.ts'],
  'explain-imports-downward': ['src/explain/up.ts', '../output/table.ts'],
  'sql-imports-downward': ['src/sql/aside.ts', '../suite/suite.ts'],
  'check-imports-downward': ['src/check/up.ts', '../output/table.ts'],
  'parts-imports-downward': ['src/parts/up.ts', '../output/table.ts'],
  'output-imports-downward': ['src/output/up.ts', '../cli/program.ts'],
  'plot-imports-downward': ['src/plot/up.ts', '../cli/program.ts'],
  'cli-imports-downward': ['src/cli/up.ts', '../main.ts'],
  'no-circular': ['src/suite/circle.ts', './suite.ts'],
  'every-folder-has-a-layer': ['src/helpers/helper.ts', '../messages/errors.ts'],
  'only-sources-and-the-terminal-touch-files': ['src/output/file.ts', 'node:fs'],
  'only-files-of-the-web-touch-the-network': ['src/sources/bytes/far.ts', 'node:https'],
  'only-cli-knows-commander': ['src/check/command.ts', 'commander'],
  'only-output-and-plot-know-colours': ['src/cli/colour.ts', 'chalk'],
  'no-orphans': ['src/text/alone.ts', ''],
};
/** What the imports of those files lead to. */
const OTHERS = ['messages/errors', 'tensor/shape', 'main'];

let folder: string;
let broken: ReadonlySet<string>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'losscalc-imports-'));
  for (const file of OTHERS) write(`src/${file}.ts`, '');
  for (const [file, imports] of Object.values(BROKEN)) {
    if (imports.startsWith('.')) write(join(dirname(file), imports), '');
  }
  for (const [file, imports] of Object.values(BROKEN)) write(file, imports);
  write('src/suite/suite.ts', './circle.ts');
  const { output } = await cruise(['src'], {
    baseDir: folder,
    ruleSet: { forbidden: RULES },
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  });
  const { violations } = (output as ICruiseResult).summary;
  const found = violations.map(({ rule, from }) => `${rule.name} ${from}`);
  broken = new Set(found);
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(file: string, imports: string): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, imports === '' ? 'export const x = 1;\n' : `export * from '${imports}';\n`);
}

describe('a file that breaks a rule of imports is found', () => {
  test.each(Object.entries(BROKEN))('%s', (name, [file]) => {
    expect([...broken].filter((each) => each.startsWith(name))).toContain(`${name} ${file}`);
  });

  test('of every rule', () => {
    const names = RULES.map(({ name }) => name);
    expect(Object.keys(BROKEN)).toEqual(names);
  });
});

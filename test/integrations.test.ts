import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { factsOfFormat, INPUT_FORMATS } from '../src/sources/index.ts';
import { losscalc } from './cli/losscalc.ts';
import { requireBuild } from './support/build.ts';

beforeAll(requireBuild);

function read(file: string): string {
  return readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
}

test.each(['action.yml', '.pre-commit-hooks.yaml'])('%s is YAML', async (file) => {
  await expect(format(read(file), { parser: 'yaml' })).resolves.toContain('losscalc');
});

describe('the package', () => {
  test('exports the schema of losscalc.json as the program prints it', async () => {
    const schema = createRequire(import.meta.url).resolve('losscalc/schema.json');
    const { stdout } = await losscalc('schema');
    expect(readFileSync(schema, 'utf8')).toBe(stdout);
  });

  test('says what is missing where it has not been built', () => {
    const folder = mkdtempSync(join(tmpdir(), 'losscalc-unbuilt-'));
    cpSync('bin', join(folder, 'bin'), { recursive: true });
    const { status, stderr } = spawnSync(process.execPath, [join(folder, 'bin/losscalc.js')], {
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });
    expect({ status, stderr }).toEqual({
      status: 70,
      stderr: 'losscalc: dist/losscalc.cjs is missing: npm run build makes it\n',
    });
  });
});

describe('the action', () => {
  const action = read('action.yml');
  const [script = ''] = /(?<=run: \|\n)(?: {8}.*\n)+/.exec(action) ?? [];
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'losscalc-action-'));
    const bin = join(folder, 'losscalc/node_modules/.bin');
    mkdirSync(bin, { recursive: true });
    const program = join(bin, 'losscalc');
    writeFileSync(program, `#!/bin/sh\nprintf '[%s]' "$@"\nexit "$STATUS"\n`);
    chmodSync(program, 0o755);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs the step as a runner does, with a program in place of losscalc that prints its arguments. */
  function step(args: string, { config = '', status = 0 } = {}) {
    const output = join(folder, 'output');
    const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
      encoding: 'utf8',
      env: {
        ...process.env,
        ARGS: args,
        CONFIG: config,
        STATUS: String(status),
        RUNNER_TEMP: folder,
        GITHUB_OUTPUT: output,
      },
    });
    return { status: ran.status, stdout: ran.stdout, output: readFileSync(output, 'utf8') };
  }

  test('uses the inputs that it declares, and no others', () => {
    const [, declared = ''] = /^inputs:\n((?:(?: .*)?\n)+)/m.exec(action) ?? [];
    const names = [...declared.matchAll(/^ {2}([a-z-]+):$/gm)].map(([, name]) => name);
    const used = [...action.matchAll(/\$\{\{ inputs\.([a-z-]+) \}\}/g)].map(([, name]) => name);
    expect(names).toHaveLength(4);
    expect(used.sort()).toEqual(names.sort());
  });

  test('has its inputs and their defaults in the documents', () => {
    const documented = [...read('docs/ci.md').matchAll(/^\| `([a-z-]+)` .*\| +(\S*) +\|$/gm)];
    const defaults = action.matchAll(/^ {2}([a-z-]+):\n {4}description: .*\n {4}default: (.*)$/gm);
    expect(documented.map(([, name, text = '']) => [name, text.replaceAll('`', '')])).toEqual(
      [...defaults].map(([, name, text]) => [name, text === "''" ? '' : text]),
    );
  });

  test('splits args into words and hands the status on', () => {
    const args = `custom 'mean((p - y)^2)' "my table.csv" -n 20`;
    expect(step(args, { status: 1 })).toEqual({
      status: 1,
      stdout: '[custom][mean((p - y)^2)][my table.csv][-n][20]',
      output: 'status=1\n',
    });
  });

  test('names the configuration', () => {
    expect(step('check', { config: 'ci/my losses.json' })).toEqual({
      status: 0,
      stdout: '[check][--config][ci/my losses.json]',
      output: 'status=0\n',
    });
  });

  test('runs nothing that args hold', () => {
    expect(step('mse $(exit 3) `exit` $HOME * ; exit').stdout).toBe(
      '[mse][$(exit][3)][`exit`][$HOME][*][;][exit]',
    );
  });

  test('does not run with half a quotation', () => {
    expect(step(`check "x`)).toMatchObject({ status: 2, output: 'status=2\n' });
  });
});

describe('the hook', () => {
  const hook = read('.pre-commit-hooks.yaml');
  const files = new RegExp(/^ {2}files: (.*)$/m.exec(hook)![1]!);

  test('is called in the documents as it is', () => {
    const [id] = /\bid: .*$/m.exec(hook)!;
    expect(read('docs/ci.md')).toContain(`- ${id}\n`);
  });

  test.each([
    'losscalc.json',
    'ci/losscalc.json',
    ...INPUT_FORMATS.flatMap((format) => factsOfFormat(format).extensions).flatMap((extension) => [
      `data/preds${extension}`,
      `preds${extension}.gz`,
      `preds${extension}.zst`,
    ]),
  ])('runs when %s changes', (file) => expect(file).toMatch(files));

  test.each(['README.md', 'src/json.ts', 'data.csv.txt'])('does not run when %s changes', (file) =>
    expect(file).not.toMatch(files),
  );
});

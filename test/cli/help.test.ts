import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/catalogue/commands.ts';
import { LOSSES } from '../../src/losses/index.ts';
import { losscalc } from './losscalc.ts';

async function shown(args: string): Promise<string> {
  const { status, stdout, stderr } = await losscalc(args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

function widest(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length));
}

describe('--help', () => {
  test.each(['--help', 'huber --help', 'list --help', 'explain --help'])('%s', async (args) => {
    const help = await shown(args);
    expect(widest(help)).toBeLessThanOrEqual(80);
    // The number of losses is tested below.
    await expect(help.replaceAll(/\(\d+\)/g, '(00)')).toMatchFileSnapshot(
      `expected/${args.replaceAll(/[ -]+/g, '-').replace(/^-/, '')}.txt`,
    );
  });

  test('is shown by -h and by the command help as well', async () => {
    expect(await shown('-h')).toBe(await shown('--help'));
    expect(await shown('help')).toBe(await shown('--help'));
    expect(await shown('help huber')).toBe(await shown('huber --help'));
    expect(await shown('help help')).toBe(await shown('--help'));
  });

  test('of the program fits a screen, with every command and the number of losses', async () => {
    const help = await shown('--help');
    expect(help.split('\n').length).toBeLessThanOrEqual(24);
    for (const name of Object.keys(COMMANDS)) expect(help).toMatch(new RegExp(`  ${name} +\\S`));
    expect(help).toContain(`Losses (${LOSSES.length}):`);
    for (const { family } of LOSSES) expect(help).toContain(family);
  });

  test.each([
    [200, 100],
    [90, 90],
    [60, 60],
  ])('on a terminal of %d columns is bold and takes %d', async (columns, most) => {
    for (const args of ['mse --help', 'custom --help', 'check --help']) {
      const { stdout } = await losscalc(args, { columns });
      expect(stdout).toContain('\u001b[1mUsage:\u001b[22m');
      expect(stdout).toContain('\u001b[1mExamples:\u001b[22m');
      const options = stdout.replaceAll(/\u001b\[\d+m/g, '').split('\nExamples:')[0]!;
      expect(widest(options)).toBeLessThanOrEqual(most);
      expect(widest(options)).toBeGreaterThan(most - 15);
    }
  });
});

describe('-h', () => {
  test.each(['huber', 'list', 'check', 'custom', 'plot huber', 'explain ctc'])(
    '%s has a line for each option, and no more',
    async (args) => {
      const long = await shown(`${args} --help`);
      const short = await shown(`${args} -h`);
      const terms = (help: string): string[] => help.match(/^ {2}(-\S.*?)(?= {2})/gm) ?? [];
      expect(terms(short)).toEqual(terms(long));
      const lines = short.split('\n').filter((line) => line.startsWith('  '));
      expect(lines).toHaveLength(terms(long).length);
      expect(short).not.toContain('Examples');
      expect(widest(short)).toBeLessThanOrEqual(80);
    },
  );

  test('cuts help that is longer than a line after a word', async () => {
    expect(await shown('huber -h')).toContain('quadratic to linear, in…\n');
  });
});

describe.each(LOSSES.map(({ name }) => name))('the help of %s', (name) => {
  test('fits 80 columns', async () => {
    expect(widest(await shown(`${name} --help`))).toBeLessThanOrEqual(80);
  });

  test('has examples that run', async () => {
    for (const example of examplesIn(await shown(`${name} --help`))) {
      const { status, stderr, stdout } = await runExample(example);
      expect({ example, status, stderr }).toEqual({ example, status: 0, stderr: '' });
      expect(stdout).not.toBe('');
    }
  });
});

test('the examples of the main help run', async () => {
  const examples = examplesIn(await shown('--help'));
  expect(examples).toHaveLength(2);
  for (const example of examples) expect(await runExample(example)).toMatchObject({ status: 0 });
});

test('--version is that of the package', async () => {
  const manifest = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  expect(await shown('--version')).toBe(`${manifest.version}\n`);
  expect(await shown('-V')).toBe(`${manifest.version}\n`);
});

/** The commands after `Examples:`, those over several lines joined. */
function examplesIn(help: string): string[] {
  const [, text = ''] = /Examples:\n((?: .*\n)+)/.exec(help) ?? [];
  const joined = text.replaceAll(/(?:\\|(\|))\n +/g, '$1 ').trimEnd();
  if (text.startsWith('  echo ')) return [joined.trim()];
  return joined.split('\n').map((line) => line.trim());
}

async function runExample(example: string): ReturnType<typeof losscalc> {
  const inline = /^echo '(\{.*\})' \| losscalc (.*)$/s.exec(example);
  if (inline) return losscalc(inline[2]!.split(/ +/), { stdin: inline[1]! });
  const piped = /^cat (\S+) \| +losscalc (.*)$/.exec(example);
  if (piped) return losscalc(piped[2]!, { stdin: await readFile(piped[1]!, 'utf8') });
  expect(example).toMatch(/^losscalc /);
  return losscalc(example.split(/ +/).slice(1));
}

import { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { COMMANDS, isLossFirst, type CommandName } from '../../../src/cli/catalogue/commands.ts';
import { CATALOGUE, configurableOptions, optionsFor } from '../../../src/cli/catalogue/index.ts';
import {
  attributeOf,
  candidatesOf,
  GROUPS,
  longHelpOf,
  placeholderOf,
  termOf,
  type OptionEntry,
} from '../../../src/cli/catalogue/option.ts';
import { optionsOfLoss } from '../../../src/cli/catalogue/parameters.ts';
import { addOptions } from '../../../src/cli/options/commander-options.ts';
import type { LossDefinition } from '../../../src/losses/definition.ts';
import { LOSSES } from '../../../src/losses/index.ts';
import { losscalc } from '../losscalc.ts';

const NAMES = [...Object.keys(COMMANDS), 'loss'] as CommandName[];

/** Every command, with each loss that it may be about. */
const PLACES = NAMES.filter((name) => name !== 'help').flatMap((name) => {
  const losses = name === 'loss' || isLossFirst(name) ? LOSSES : [undefined];
  return losses.map((definition) => ({ name, definition, entries: optionsFor(name, definition) }));
});

/** Entries as commands have them, each way of having one once. */
const DISTINCT = [
  ...new Map(
    PLACES.flatMap(({ name, entries }) => entries.map((entry) => ({ name, entry }))).map((each) => [
      JSON.stringify([each.entry.name, longHelpOf(each.entry), termOf(each.entry)]),
      each,
    ]),
  ).values(),
];

/** Something that an option takes. */
function exampleOf({ kind, choices = ['x'], isRepeatable }: OptionEntry): {
  words: string[];
  value: unknown;
} {
  const one = (text: string, value: unknown = text): { words: string[]; value: unknown } => ({
    words: [text],
    value: isRepeatable ? [value] : value,
  });
  switch (kind) {
    case 'flag':
      return { words: [], value: true };
    case 'number':
      return one('0.5', 0.5);
    case 'numbers':
      return one('0.5,2', [0.5, 2]);
    case 'count':
      return one('3', 3);
    case 'range':
      return one('-1,1', [-1, 1]);
    case 'choice':
      return one(choices.at(-1)!);
    case 'choices':
      return one(choices.join(','), choices);
    case 'columns':
      return one('a,b', ['a', 'b']);
    case 'parameter':
      return one('delta=2', { delta: 2 });
    default:
      return one('a');
  }
}

function commandOf(name: CommandName, definition?: LossDefinition): Command {
  const command = new Command(name).exitOverride().configureOutput({ writeErr: () => undefined });
  addOptions(command, name, definition);
  return command;
}

describe('no command has two options of one name', () => {
  test.each(PLACES)('$name $definition.name', ({ entries }) => {
    const flags = entries.flatMap(({ name, short, negation }) => [
      `--${name}`,
      ...(short === undefined ? [] : [`-${short}`]),
      ...(negation === undefined ? [] : [`--no-${name}`]),
    ]);
    expect([...flags, '-h', '--help']).toEqual([...new Set([...flags, '-h', '--help'])]);
  });
});

describe('an entry', () => {
  test.each(CATALOGUE)('--$name is taken by a command, and has one definition', (entry) => {
    expect(entry.commands.length).toBeGreaterThan(0);
    expect(entry.commands).toEqual([...new Set(entry.commands)]);
    expect(CATALOGUE.filter(({ name }) => name === entry.name)).toEqual([entry]);
    // What is said of a command that does not take it is never heard.
    expect(entry.commands).toEqual(expect.arrayContaining(Object.keys(entry.variants ?? {})));
  });

  test.each(DISTINCT)('$entry.name of $name has help of a line, in a group', ({ entry }) => {
    expect(entry.name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(entry.help).toMatch(/^[^\s.][^\n]*[^\s.]$/);
    expect(entry.details ?? 'One.').toMatch(/^[A-Z'-].*\.$/);
    expect(GROUPS).toContain(entry.group);
    expect(entry.kind === 'flag').toBe(placeholderOf(entry) === undefined);
    expect(entry.kind === 'flag').toBe(candidatesOf(entry) === undefined);
  });

  test.each(CATALOGUE)('--$name has help that fits beside its name', (entry) => {
    for (const name of entry.commands) {
      const { help, negation = '' } = { ...entry, ...entry.variants?.[name] };
      expect(help.length).toBeLessThanOrEqual(51);
      expect(negation.length).toBeLessThanOrEqual(51);
    }
  });

  test.each(DISTINCT)('$entry.name of $name has choices where it takes one', ({ entry }) => {
    const takesChoice = entry.kind === 'choice' || entry.kind === 'choices';
    expect((entry.choices ?? []).length > 0).toBe(takesChoice);
    if (entry.kind === 'choice' && entry.default !== undefined) {
      expect(entry.choices).toContain(entry.default);
    }
  });
});

test('a flag says whether it is on or off by default, not true or false', () => {
  for (const { entry } of DISTINCT) {
    expect(longHelpOf(entry)).not.toMatch(/default: (?:true|false)/);
  }
});

describe('every option parses', () => {
  test.each(PLACES)('of $name $definition.name', ({ name, definition, entries }) => {
    for (const entry of entries) {
      const { words, value } = exampleOf(entry);
      const names = [`--${entry.name}`, ...(entry.short === undefined ? [] : [`-${entry.short}`])];
      for (const flag of names) {
        const command = commandOf(name, definition).parse([flag, ...words], { from: 'user' });
        expect(command.opts()).toMatchObject({ [attributeOf(entry)]: value });
      }
      if (entry.negation === undefined) continue;
      const without = commandOf(name, definition).parse([`--no-${entry.name}`], { from: 'user' });
      expect(without.opts()).toMatchObject({ [attributeOf(entry)]: false });
    }
  });

  test.each(PLACES)('and a default is what $name $definition.name begins with', (place) => {
    const options = commandOf(place.name, place.definition).parse([], { from: 'user' }).opts();
    for (const entry of place.entries) {
      const value = entry.isRepeatable ? [] : entry.default;
      expect(options[attributeOf(entry)]).toEqual(value);
    }
  });
});

describe('an option with one value is given once', () => {
  test.each(PLACES)('of $name $definition.name', ({ name, definition, entries }) => {
    for (const entry of entries) {
      if (entry.isRepeatable || entry.kind === 'flag' || entry.kind === 'parameter') continue;
      const { words } = exampleOf(entry);
      const once = [`--${entry.name}`, ...words];
      const command = commandOf(name, definition);
      expect(() => command.parse([...once, ...once], { from: 'user' })).toThrow(
        `--${entry.name}: expected once, found `,
      );
    }
  });
});

describe('the help of a command has the options of the catalogue', () => {
  const documented = async (args: string): Promise<string[]> => {
    const { stdout } = await losscalc(`${args} --help`);
    const [options = ''] = stdout.split(/\n(?:Formulas|Examples):/);
    return [...options.matchAll(/^ {2}(-\S.*?)(?: {2}|$)/gm)].map(([, term = '']) => term);
  };

  test.each(PLACES)('$name $definition.name', async ({ name, definition, entries }) => {
    const place = [name === 'loss' ? '' : name, definition?.name ?? ''].filter(Boolean).join(' ');
    const terms = entries.flatMap((entry) => [
      termOf(entry),
      ...(entry.negation === undefined ? [] : [`--no-${entry.name}`]),
    ]);
    expect(await documented(place)).toEqual([...terms, '-h', '--help']);
  });
});

describe('every choice', () => {
  const scripts = new Map<string, Promise<string>>();
  const scriptOf = (shell: string): Promise<string> => {
    const known =
      scripts.get(shell) ?? losscalc(`completion ${shell}`).then(({ stdout }) => stdout);
    scripts.set(shell, known);
    return known;
  };
  const chosen = DISTINCT.filter(({ entry }) => entry.choices !== undefined);

  test.each([
    ['bash', (name: string, words: readonly string[]) => `--${name}=${words.join(',')}`],
    ['zsh', (_: string, words: readonly string[]) => `:value:(${words.join(' ')})`],
    ['fish', (name: string, words: readonly string[]) => `-l ${name} -x -a '${words.join(' ')}'`],
    ['powershell', (_: string, words: readonly string[]) => `Value = '${words.join(' ')}'`],
  ])('is completed in %s', async (shell, written) => {
    const script = await scriptOf(shell);
    for (const { entry } of chosen) expect(script).toContain(written(entry.name, entry.choices!));
    for (const { entry } of DISTINCT) expect(script).toContain(entry.name);
  });
});

describe('the manual page', () => {
  const page = readFileSync(new URL('../../../docs/losscalc.1', import.meta.url), 'utf8');
  /** Characters that roff has names for. */
  const named: Readonly<Record<string, string>> = { aq: "'", ga: '`', ha: '^', ti: '~' };
  const lines = page
    .replaceAll(/\\\((..)/g, (_, name: string) => named[name]!)
    .replaceAll('\\-', '-')
    .split('\n');

  test.each(CATALOGUE)('has --$name with the choices and help of each command', (entry) => {
    for (const name of entry.commands) {
      const help = `${longHelpOf({ ...entry, ...entry.variants?.[name] })} [`;
      const takers = lines.flatMap((line) =>
        line.startsWith(help) ? line.slice(help.length, -1).split(', ') : [],
      );
      expect(takers, help).toContain(name === 'loss' ? '<loss>' : name);
    }
  });
});

describe("a loss's own options", () => {
  test.each(LOSSES)('of $name are named as in its definition', (definition) => {
    const names = optionsOfLoss(definition).map(attributeOf);
    expect(names).toEqual(expect.arrayContaining(Object.keys(definition.parameters)));
    const shared = new Set(CATALOGUE.map(({ name }) => name));
    const taken = optionsFor('loss', definition).map(({ name }) => name);
    expect(taken.filter((name) => !shared.has(name)).sort()).toEqual(
      optionsOfLoss(definition)
        .map(({ name }) => name)
        .filter((name) => !shared.has(name))
        .sort(),
    );
  });
});

describe('losscalc.json', () => {
  test('has a key for every option that may stand there', async () => {
    const { stdout } = await losscalc('schema');
    const { properties } = JSON.parse(stdout) as { properties: Record<string, unknown> };
    for (const { config } of configurableOptions()) {
      const path = config.split('.').join('.properties.');
      expect(properties).toHaveProperty(`${path}.description`);
    }
  });

  test('takes the options of commands that read it', () => {
    const readers = NAMES.filter((name) =>
      optionsFor(name).some((entry) => entry.name === 'config'),
    );
    expect(readers).toEqual(['check', 'baseline', 'sql']);
    for (const { commands } of configurableOptions()) {
      expect(readers.some((name) => commands.includes(name))).toBe(true);
    }
  });
});

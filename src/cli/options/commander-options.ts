import { Option, type Command } from 'commander';
import type { LossDefinition } from '../../losses/definition.ts';
import type { CommandName } from '../catalogue/commands.ts';
import { optionsFor } from '../catalogue/index.ts';
import { termOf, type OptionEntry, type OptionKind } from '../catalogue/option.ts';
import type { FormulaParameters } from '../../engine/own-loss.ts';
import { numbersOfFile } from '../terminal/number-file.ts';
import { readParameter } from './formula-parameter.ts';
import {
  readChoice,
  readColumns,
  readCount,
  readNumber,
  readNumbers,
  readOnce,
  readRange,
  withDivision,
  type Columns,
} from './read-values.ts';

/** An option of commander that knows what the catalogue says of it; help is written when it is asked for. */
export class CatalogueOption extends Option {
  readonly entry: OptionEntry;

  constructor(entry: OptionEntry) {
    super(termOf(entry));
    this.entry = entry;
  }
}

/**
 * Adds to a command of commander the options that the catalogue has for it.
 * @param definition the loss that the command is about, where it is about one
 * @param words of the command line, where only what they need is built, since start-up is what users feel
 */
export function addOptions(
  command: Command,
  name: CommandName,
  definition?: LossDefinition,
  words?: readonly string[],
): void {
  const entries = optionsFor(name, definition);
  for (const entry of words ? neededBy(words, entries) : entries) {
    for (const option of optionsOf(entry)) command.addOption(option.helpGroup(`${entry.group}:`));
  }
}

/**
 * The options that words of a command line name, and those that have a value where they do not; all of them where a
 * word may be something else, such as a request for help or a mistake, of which an error says what may be meant.
 */
function neededBy(
  words: readonly string[],
  entries: readonly OptionEntry[],
): readonly OptionEntry[] {
  const flags = new Set(words.filter((word) => /^-./s.test(word)).map(flagOf));
  const named = entries.filter((entry) => flagsOf(entry).some((flag) => flags.has(flag)));
  const known = new Set(named.flatMap(flagsOf));
  if ([...flags].some((flag) => !known.has(flag))) return entries;
  return entries.filter(
    (entry) => entry.default !== undefined || entry.isRepeatable === true || named.includes(entry),
  );
}

/** What comes before the value in `--delta=2`. */
function flagOf(word: string): string {
  return word.startsWith('--') ? word.replace(/=.*$/s, '') : word;
}

/** What a command line may have for an option: `--format`, `-f`. */
function flagsOf({ name, short, negation }: OptionEntry): readonly string[] {
  const flags = [`--${name}`];
  if (short !== undefined) flags.push(`-${short}`);
  if (negation !== undefined) flags.push(`--no-${name}`);
  return flags;
}

/** An entry as options of commander: one, or for a flag with a counterpart two. */
function optionsOf(entry: OptionEntry): readonly Option[] {
  const { name, negation, group, commands } = entry;
  const option = new CatalogueOption(entry);
  const parse = parserOf(entry);
  if (parse) option.argParser(parse);
  option.default(entry.isRepeatable ? [] : entry.default);
  if (negation === undefined) return [option];
  const opposite: OptionEntry = {
    name: `no-${name}`,
    kind: 'flag',
    help: negation,
    group,
    commands,
  };
  return [option, new CatalogueOption(opposite)];
}

/** What an option makes of the text after it, and of what it made of an earlier one. */
type Parser = (text: string, previous: unknown) => unknown;

/** How the value of an option is read; undefined of a flag. */
function parserOf(entry: OptionEntry): Parser | undefined {
  const { kind, isRepeatable = false } = entry;
  if (kind === 'flag') return undefined;
  if (kind === 'parameter') {
    return (text, previous) => readParameter(text, previous as FormulaParameters | undefined);
  }
  const where = `--${entry.name}`;
  if (isRepeatable && kind === 'columns') {
    return (text, previous) => withDivision(previous as readonly Columns[], text, where);
  }
  const read = readerOf(entry, where);
  if (isRepeatable) return (text, previous) => [...(previous as readonly unknown[]), read(text)];
  // What commander knows of an earlier value may be the default.
  let earlier: string | undefined;
  return (text) => {
    earlier = readOnce(text, earlier, where, LISTS[kind]);
    return read(text);
  };
}

/** How one value of an option is read. */
function readerOf(
  { kind, choices = [], isLenient = false, mayBeFile = false }: OptionEntry,
  where: string,
): (text: string) => unknown {
  switch (kind) {
    case 'number':
      return (text) => readNumber(text, where);
    case 'numbers':
      return (text) =>
        mayBeFile && text.endsWith('.json') ? numbersOfFile(text, where) : readNumbers(text, where);
    case 'count':
      return (text) => readCount(text, where);
    case 'range':
      return (text) => readRange(text, where);
    case 'choice':
      return isLenient ? asItIs : (text) => readChoice(text, where, choices);
    case 'choices':
      return (text) => text.split(',');
    case 'columns':
      return (text) => readColumns(text, where);
    default:
      return asItIs;
  }
}

function asItIs(text: string): string {
  return text;
}

/** How several values are given by one option, of the kinds that take them. */
const LISTS: Readonly<Partial<Record<OptionKind, string>>> = {
  source: 'several columns of one table are a list: a,b or a range: p0-p9',
  numbers: 'several numbers are a list: 0.5,2,1',
  choices: 'several are a list, with commas between them',
  columns: 'several columns are a list: a,b',
};

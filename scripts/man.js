/**
 * Writes docs/losscalc.1, the manual page, from the commands, losses and options of the program and the examples of
 * its help. With `--check` it only says whether the page is up to date.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { COMMANDS } from '../src/cli/catalogue/commands.ts';
import { CATALOGUE } from '../src/cli/catalogue/index.ts';
import { GROUPS, longHelpOf, termOf } from '../src/cli/catalogue/option.ts';
import { optionsOfLoss } from '../src/cli/catalogue/parameters.ts';
import { PROGRAM_EXAMPLES } from '../src/cli/help/program-help.ts';
import { FAMILIES } from '../src/losses/definition.ts';
import { LOSSES } from '../src/losses/index.ts';
import { INPUT_FORMATS } from '../src/sources/index.ts';

const FILE = new URL('../docs/losscalc.1', import.meta.url);

/** What roff would take for something else, or print as another character. */
const SPECIAL = { '\\': '\\e', '-': '\\-', "'": '\\(aq', '`': '\\(ga', '^': '\\(ha', '~': '\\(ti' };

const EXIT_STATUSES = [
  ['0', 'Done. A reader that closes the pipe early counts as done.'],
  ['1', 'The result was computed, and does not pass what it is checked against; NaN never passes.'],
  ['2', 'The command line, the input or the output is wrong.'],
  ['70', 'A bug in losscalc.'],
];

const ENVIRONMENT = [
  ['NO_COLOR', 'Where set and not empty, no colour.'],
  [
    'FORCE_COLOR',
    'Colour even where no terminal reads it; 0 and false mean none. Outranks NO_COLOR.',
  ],
  ['TERM', 'A terminal that calls itself dumb gets neither colour nor progress.'],
  [
    'TMPDIR',
    'The folder for the temporary files of a large result with single samples or a gradient, and of a large JSON document.',
  ],
  ['LOSSCALC_DEBUG', 'Where set, a bug is reported with the place in the code.'],
];

const page = [
  `.TH LOSSCALC 1 "" "losscalc ${versionOfPackage()}" "User Commands"`,
  // Names of losses and options are not to be hyphenated or spread over the line.
  '.nh',
  '.ad l',
  '.SH NAME',
  text('losscalc - compute a loss of true and predicted values as a framework does'),
  '.SH SYNOPSIS',
  ...[
    'losscalc <loss> --true <file> --pred <file> [options]',
    'losscalc <loss> <table> --true <columns> --pred <columns> [options]',
    'losscalc <command> [arguments] [options]',
  ].flatMap((line, i) => [...(i === 0 ? [] : ['.br']), synopsis(line)]),
  '.SH DESCRIPTION',
  text(
    'Reads true and predicted values, computes a loss of them exactly as the framework that --compat names ' +
      'computes it, and prints the result, with the losses of single samples and, with --gradient, the gradient.',
  ),
  '.PP',
  text(
    'Losses are found by the names below and by those of the frameworks; case, - and _ do not count. ' +
      'losscalc <loss> --help shows the options of a loss, and losscalc explain <loss> its formula, its parameters ' +
      'and how the frameworks differ.',
  ),
  '.SH COMMANDS',
  ...Object.entries(COMMANDS).flatMap(([name, { summary }]) => item(name, summary)),
  '.SH OPTIONS',
  text(
    'With each are the commands that take it, <loss> for those of the losses; the help of a command says it in ' +
      'full.',
  ),
  ...optionsByGroup(),
  '.SS Options of some losses',
  ...optionsOfSome(),
  '.SH LOSSES',
  ...FAMILIES.flatMap((family) => [
    `.SS ${text(family)}`,
    ...LOSSES.filter((loss) => loss.family === family).flatMap(({ name, aliases, summary }) =>
      item([name, ...aliases].join(', '), summary),
    ),
  ]),
  '.SH EXIT STATUS',
  ...EXIT_STATUSES.flatMap(([status, meaning]) => item(status, meaning)),
  '.SH ENVIRONMENT',
  ...ENVIRONMENT.flatMap(([name, meaning]) => item(name, meaning)),
  '.SH FILES',
  text(
    `Inputs are ${INPUT_FORMATS.join(', ')}, each also gzipped or in zstd, known by their extension or else by their content. ` +
      'A file named by --output is written whole or not at all.',
  ),
  '.SH EXAMPLES',
  text('In a checkout of losscalc:'),
  '.PP',
  '.EX',
  ...PROGRAM_EXAMPLES.map(text),
  '.EE',
  '.SH SEE ALSO',
  text('The formula, parameters and conventions of a loss: losscalc explain <loss>.'),
].join('\n');

if (process.argv.includes('--check')) {
  if (!existsSync(FILE) || readFileSync(FILE, 'utf8') !== `${page}\n`) {
    console.error('docs/losscalc.1 is not up to date: run npm run docs');
    process.exitCode = 1;
  }
} else {
  writeFileSync(FILE, `${page}\n`);
}

function versionOfPackage() {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
}

/** The options that commands share, under the headings of their help, with the commands that take them. */
function optionsByGroup() {
  return GROUPS.flatMap((heading) => {
    const entries = CATALOGUE.filter(({ group }) => group === heading);
    if (entries.length === 0) return [];
    return [`.SS ${text(heading)}`, ...entries.flatMap(described)];
  });
}

/** An option: each of its terms, with a paragraph for each way in which commands have it. */
function described(entry) {
  const had = entry.commands.map((command) => ({
    command,
    ...entry,
    ...entry.variants?.[command],
  }));
  return [
    ...grouped(had, termOf).flatMap(([term, ofTerm]) =>
      item(term, ...grouped(ofTerm, longHelpOf).map(helpWithTakers)),
    ),
    ...grouped(had, ({ negation }) => negation).flatMap(([negation]) =>
      negation === undefined ? [] : item(`--no-${entry.name}`, negation),
    ),
  ];
}

function helpWithTakers([help, entries]) {
  const takers = entries.map(({ command }) => (command === 'loss' ? '<loss>' : command));
  return `${help} [${takers.join(', ')}]`;
}

/** Those of each key, in the order in which the keys first occur. */
function grouped(items, keyOf) {
  const groups = new Map();
  for (const each of items) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return [...groups];
}

/** The inputs and parameters that only some losses have, with these losses. */
function optionsOfSome() {
  const owners = new Map();
  for (const definition of LOSSES) {
    for (const entry of optionsOfLoss(definition)) {
      const term = termOf(entry);
      owners.set(term, [...(owners.get(term) ?? []), definition.name]);
    }
  }
  return [...owners]
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .flatMap(([term, names]) => item(term, names.join(', ')));
}

function item(term, ...meanings) {
  return [
    '.TP',
    flagged(term),
    ...meanings.flatMap((meaning, i) => [...(i > 0 ? ['.IP'] : []), text(meaning)]),
  ];
}

/** Placeholders in italics, all the rest in bold. */
function flagged(term) {
  return term
    .split(/(<[^>]*>)/)
    .filter(Boolean)
    .map((part) =>
      part.startsWith('<') ? `\\fI${text(part.slice(1, -1))}\\fR` : `\\fB${text(part)}\\fR`,
    )
    .join('');
}

function synopsis(line) {
  return flagged(line).replaceAll(/[[\]]/g, '\\fR$&\\fB');
}

/** Text as roff prints it, in ASCII. */
function text(plain) {
  return plain
    .replaceAll(/[\\\-'`^~]/g, (character) => SPECIAL[character])
    .replaceAll(
      /[^\x20-\x7e]/gu,
      (character) => `\\[u${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .replace(/^\./, '\\&.');
}

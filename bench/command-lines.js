/**
 * Runs the command lines of command-lines.txt with two builds of losscalc and shows where they differ, to the byte: in
 * exit status, standard output, standard error or a file that they write. See README.md.
 *
 *     node bench/command-lines.js <folder of one build> <folder of another> [--only TEXT] [--changed FILE]
 */
import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sampleRecords } from './sample-table.js';

const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));
/** The folders of it that a line may write to; others are linked, not copied. */
const WRITABLE = ['ci', 'essay'];
const TIMEOUT_MS = 60_000;
/** Lines of a difference that are shown of either side. */
const SHOWN_LINES = 6;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    changed: { type: 'string', default: besideThis('command-lines-changed.md') },
  },
});
const builds = positionals.map((folder) => resolve(folder, 'bin/losscalc.js'));
if (builds.length !== 2 || !builds.every((path) => existsSync(path))) {
  throw new Error('expected the folders of two builds of losscalc');
}

const changes = expectedChanges(readFileSync(options.changed, 'utf8'));
const lines = commandLines(readFileSync(besideThis('command-lines.txt'), 'utf8'));
const scratch = mkdtempSync(join(tmpdir(), 'losscalc-lines-'));
try {
  writeSampleTable(join(scratch, 'made'));
  report(await compareAll(lines));
} finally {
  rmSync(scratch, { recursive: true });
}

function besideThis(name) {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** The command lines with their numbers in the file, without blank lines and comments. */
function commandLines(text) {
  return text
    .split('\n')
    .map((command, i) => ({ number: i + 1, command }))
    .filter(({ command }) => command !== '' && !command.startsWith('#'))
    .filter(({ command }) => command.includes(options.only));
}

/** The items of a list such as "- `bce --by region`: why", as the text that a command line has and the reason. */
function expectedChanges(text) {
  return [...text.matchAll(/^- `(.+)`: (.+)$/gm)].map(([, part, reason]) => ({ part, reason }));
}

/** The same records as CSV and as NDJSON. */
function writeSampleTable(folder) {
  const records = sampleRecords();
  const rows = [Object.keys(records[0]), ...records.map((record) => Object.values(record))];
  mkdirSync(folder);
  writeFileSync(join(folder, 'rows.csv'), rows.map((row) => `${row.join()}\n`).join(''));
  writeFileSync(
    join(folder, 'rows.ndjson'),
    records.map((record) => `${JSON.stringify(record)}\n`).join(''),
  );
}

/** What differs, in the order of the lines; as many lines run at a time as there are processors. */
async function compareAll(lines) {
  const found = lines.map(() => undefined);
  let next = 0;
  const work = async () => {
    while (next < lines.length) {
      const i = next++;
      found[i] = await compare(lines[i]);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return found.filter((difference) => difference !== undefined);
}

/** The parts of what the two builds left behind that differ, undefined where none does. */
async function compare({ number, command }) {
  // Both run in a folder of the same name, as messages may name it.
  const folder = join(scratch, `line-${number}`);
  const [before, after] = [
    await outcomeOf(command, builds[0], folder),
    await outcomeOf(command, builds[1], folder),
  ];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const parts = [...names].filter((name) => before[name] !== after[name]);
  if (parts.length === 0) return undefined;
  const text = parts
    .map((name) => `  ${name}\n${shortDiff(before[name] ?? '', after[name] ?? '')}`)
    .join('\n');
  return { number, command, text, change: changes.find(({ part }) => command.includes(part)) };
}

/** Exit status, both outputs and the files written, by name, of a command line run beside the inputs. */
async function outcomeOf(command, build, folder) {
  layOut(folder);
  const inputs = filesOf(folder);
  const outputs = await runShell(
    `losscalc() { node "$LOSSCALC" "$@"; }\n${command}`,
    build,
    folder,
  );
  const written = [...filesOf(folder)].filter(([name, bytes]) => inputs.get(name) !== bytes);
  rmSync(folder, { recursive: true });
  return {
    ...outputs,
    ...Object.fromEntries(written.map(([name, bytes]) => [`file ${name}`, bytes])),
  };
}

/** The folders of the fixtures and the sample table, as a command line finds them. */
function layOut(folder) {
  mkdirSync(folder);
  symlinkSync(join(scratch, 'made'), join(folder, 'made'));
  for (const name of readdirSync(FIXTURES)) {
    const [from, to] = [join(FIXTURES, name), join(folder, name)];
    if (WRITABLE.includes(name)) cpSync(from, to, { recursive: true });
    else symlinkSync(from, to);
  }
}

/** The bytes of each file in a folder, but for what is linked. */
function filesOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [relative(folder, path), readFileSync(path, 'latin1')];
    }),
  );
}

function runShell(script, build, folder) {
  const { PATH } = process.env;
  const env = { PATH, HOME: folder, LC_ALL: 'C.UTF-8', LOSSCALC: build };
  const settings = {
    cwd: folder,
    env,
    encoding: 'latin1',
    timeout: TIMEOUT_MS,
    maxBuffer: 2 ** 28,
  };
  return new Promise((done) => {
    const child = execFile('sh', ['-c', script], settings, (error, stdout, stderr) => {
      const status = String(error === null ? 0 : (error.code ?? error.signal));
      done({ 'exit status': status, 'standard output': stdout, 'standard error': stderr });
    });
    child.stdin.end();
  });
}

/** The lines from the first to the last that differ, with - as they were and + as they are, cut short. */
function shortDiff(before, after) {
  const [a, b] = [before, after].map((text) => text.split('\n'));
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return [...markedLines('-', a, start, end), ...markedLines('+', b, start, end)].join('\n');
}

function markedLines(mark, lines, start, end) {
  const changed = lines.slice(start, lines.length - end);
  const shown = changed.slice(0, SHOWN_LINES).map((line) => `  ${mark} ${readable(line)}`);
  const hidden = changed.length - shown.length;
  return hidden > 0 ? [...shown, `  ${mark} ... ${hidden} more`] : shown;
}

/** Bytes of an output, which was read as Latin-1 so as to lose none, as the text that they are in UTF-8. */
function readable(line) {
  return Buffer.from(line, 'latin1').toString().slice(0, 200);
}

function report(differences) {
  for (const { number, command, text, change } of differences) {
    const kind = change === undefined ? 'differs' : `differs as expected: ${change.reason}`;
    process.stdout.write(`command-lines.txt:${number} ${kind}\n  $ ${command}\n${text}\n\n`);
  }
  const expected = differences.filter(({ change }) => change !== undefined);
  const failures = differences.length - expected.length;
  const counts = [
    `${lines.length} command lines`,
    `${lines.length - differences.length} agree`,
    `${expected.length} differ as expected`,
    `${failures} differ`,
  ];
  process.stdout.write(`${counts.join(', ')}\n`);
  for (const { part } of changes) {
    const isMet = expected.some(({ command }) => command.includes(part));
    if (!isMet && options.only === '') process.stdout.write(`no line differs with \`${part}\`\n`);
  }
  process.exitCode = failures === 0 ? 0 : 1;
}

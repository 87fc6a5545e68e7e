/** Measurements as markdown. */
import { median } from './median.js';

/**
 * A table of losscalc against peers, and below it what failed.
 * @param entries `{work, ours, theirs}` with theirs a single peer, or undefined where there is none
 */
export function comparisonTable(entries) {
  const rows = entries.map(({ work, ours, theirs }) => [
    work,
    theirs?.title ?? '-',
    timeOf(ours),
    theirs ? timeOf(theirs) : '-',
    theirs ? ratioOf(ours, theirs) : '-',
    memoryOf(ours),
    theirs ? memoryOf(theirs) : '-',
  ]);
  const runs = entries.flatMap(({ work, ours, theirs }) =>
    [ours, theirs].filter(Boolean).map((run) => ({ work, ...run })),
  );
  const header = ['work', 'peer', 'losscalc s', 'peer s', 'ratio', 'losscalc MiB', 'peer MiB'];
  return [table(2, header, rows), '', ...failures(runs)].join('\n');
}

/**
 * A table of losscalc's memory, and below it what failed.
 * @param entries `{work, ours}`
 */
export function memoryTable(entries) {
  const rows = entries.map(({ work, ours }) => [work, timeOf(ours), memoryOf(ours)]);
  const runs = entries.map(({ work, ours }) => ({ work, ...ours }));
  return [table(1, ['work', 's', 'peak MiB'], rows), '', ...failures(runs)].join('\n');
}

/** For example `NPY, 1e7 rows (160 MB)`; just the name of what reads no data. */
export function workText(name, rows, bytes) {
  return bytes === 0 ? name : `${name}, ${count(rows)} rows (${sizeText(bytes)})`;
}

/**
 * The text with a new body between its marks `<!-- bench:name -->` and `<!-- /bench:name -->`; as it was, if it has
 * none such.
 */
export function fillSection(text, name, body) {
  const section = new RegExp(`(?<=<!-- bench:${name} -->\n)[^]*(?=<!-- /bench:${name} -->)`);
  return text.replace(section, () => `\n${body}\n`);
}

/** Median of the ratios turn by turn, and their range. */
function ratioOf(ours, theirs) {
  if (ours.failure || theirs.failure) return '-';
  const ratios = ours.seconds.map((seconds, turn) => seconds / theirs.seconds[turn]);
  const [lowest, highest] = [Math.min(...ratios), Math.max(...ratios)];
  return `**${median(ratios).toFixed(2)}** (${lowest.toFixed(2)} to ${highest.toFixed(2)})`;
}

function timeOf(run) {
  return run.failure ? 'failed' : median(run.seconds).toPrecision(3);
}

function memoryOf(run) {
  return run.failure || run.peakMiB === undefined ? '-' : run.peakMiB.toFixed(0);
}

/** @param runs `{work, title, failure}`; the same one may be there several times */
function failures(runs) {
  const lines = runs
    .filter(({ failure }) => failure !== undefined)
    .map(({ work, title, failure }) => `- ${work}: ${title}: ${failure}`);
  return new Set(lines);
}

/** The first `texts` columns are words, the others numbers. */
function table(texts, header, rows) {
  const lines = [header, header.map((_, k) => (k < texts ? '---' : '---:')), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function sizeText(bytes) {
  if (bytes >= 1e9) return `${(bytes / 1e9).toPrecision(2)} GB`;
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(0)} MB` : `${(bytes / 1e3).toPrecision(2)} kB`;
}

function count(rows) {
  return rows < 1e4 ? String(rows) : rows.toExponential().replace('+', '');
}

import { escapeControls } from '../messages/errors.ts';
import { BLANKS, type ReadOptions } from '../sources/index.ts';
import { fittingLoss } from './fitting-loss.ts';
import type { RoleContents } from './inspection.ts';

/**
 * A command line of a POSIX shell that computes a loss of the inputs; undefined where none is sure to fit.
 * @param reading how the files are read; what it leaves undefined they tell
 */
export function fittingCommand(
  paths: readonly string[],
  { true: truth, pred }: RoleContents,
  reading: ReadOptions,
): string | undefined {
  const fitting = truth && pred && fittingLoss(truth, pred);
  if (!fitting) return undefined;
  const { definition, flags } = fitting;
  const isMissing = [truth, pred].some(({ summaries }) => summaries.some((s) => s.missing > 0));
  const options = [...flags, ...readingFlags(reading), ...(isMissing ? ['--missing', 'skip'] : [])];
  const words = [...paths, '--true', truth.source, '--pred', pred.source, ...options];
  const values = [truth.source, pred.source, ...paths.filter((path) => path !== '-')];
  const isSafe = values.every(isPlain) && options.every((word) => escapeControls(word) === word);
  if (!isSafe) return undefined;
  return ['losscalc', definition.aliases[0] ?? definition.name, ...words.map(shellWord)].join(' ');
}

/** The options that say how files are read. */
function readingFlags(reading: ReadOptions): string[] {
  const { format, delimiter, notation, comment, encoding, header } = reading;
  const given = (name: string, value: string | undefined): string[] =>
    value === undefined ? [] : optionWords(name, value);
  return [
    ...given('--input-format', format),
    ...given('--delimiter', delimiter && delimiterName(delimiter)),
    ...given('--decimal', notation?.decimal),
    ...given('--thousands', notation?.thousands),
    ...(notation?.missing ?? []).flatMap((text) => given('--missing-value', text)),
    ...given('--comment', comment),
    ...given('--encoding', encoding),
    ...(header === undefined ? [] : [header ? '--header' : '--no-header']),
  ];
}

/** An option with its value, which would be taken for another option where it begins with a hyphen. */
export function optionWords(name: string, value: string): string[] {
  return value.startsWith('-') ? [`${name}=${value}`] : [name, value];
}

/** A delimiter as the option takes it and messages call it. */
export function delimiterName(delimiter: string): string {
  if (delimiter === BLANKS) return 'space';
  return delimiter === '\t' ? 'tab' : delimiter;
}

/** Whether a text can be shown and typed as it is, and is not taken for an option. */
function isPlain(text: string): boolean {
  return !text.startsWith('-') && escapeControls(text) === text;
}

function shellWord(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

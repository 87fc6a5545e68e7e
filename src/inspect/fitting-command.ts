import { escapeControls } from '../messages/errors.ts';
import type { ReadOptions } from '../sources/index.ts';
import { fittingLoss } from './fitting-loss.ts';
import type { RoleContents } from './inspection.ts';

/** A command line of a POSIX shell that computes a loss of the inputs; undefined where none is sure to fit. */
export function fittingCommand(
  path: string,
  { true: truth, pred }: RoleContents,
  { format, header }: Pick<ReadOptions, 'format' | 'header'>,
): string | undefined {
  const fitting = truth && pred && fittingLoss(truth, pred);
  if (!fitting) return undefined;
  const { definition, flags } = fitting;
  const isMissing = [truth, pred].some(({ summaries }) => summaries.some((s) => s.missing > 0));
  const words = [
    path,
    ...['--true', truth.source, '--pred', pred.source],
    ...flags,
    ...formatFlags(format, header),
    ...(isMissing ? ['--missing', 'skip'] : []),
  ];
  const values = [truth.source, pred.source, ...(path === '-' ? [] : [path])];
  if (!values.every(isPlain)) return undefined;
  return ['losscalc', definition.aliases[0] ?? definition.name, ...words.map(shellWord)].join(' ');
}

function formatFlags(format: ReadOptions['format'], header: ReadOptions['header']): string[] {
  return [
    ...(format === undefined ? [] : ['--input-format', format]),
    ...(header === undefined ? [] : [header ? '--header' : '--no-header']),
  ];
}

/** Whether a text can be shown and typed as it is, and is not taken for an option. */
function isPlain(text: string): boolean {
  return !text.startsWith('-') && escapeControls(text) === text;
}

function shellWord(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

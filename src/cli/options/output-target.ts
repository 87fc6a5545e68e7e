import { quote, UserError } from '../../messages/errors.ts';
import { FORMAT_FACTS, PLAIN_EXTENSION } from '../../output/formats.ts';
import { openOutput, type Output } from '../terminal/output.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { isAmong } from './inputs.ts';

/** The extensions that stand for a format, those of reports and of drawings, in the order in which messages list them. */
const EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  svg: ['.svg'],
  ...Object.fromEntries(
    Object.entries(FORMAT_FACTS).map(([format, { extensions }]) => [format, extensions]),
  ),
  terminal: [PLAIN_EXTENSION],
};

/** A file that is written, or `-`, and what is written to it. */
export interface Target<Format> {
  readonly path: string;
  readonly format: Format;
}

/**
 * What `report.html`, `junit:results` or `-` means to a command that writes these formats.
 * @param otherwise the format of standard output
 * @param unnamed the format of a file whose name says none
 * @throws UserError for a file whose name stands for none of the formats
 */
export function targetOf<Format extends string>(
  given: string,
  formats: readonly Format[],
  otherwise: Format,
  unnamed: Format,
): Target<Format> {
  if (given === '-') return { path: given, format: otherwise };
  const [, prefix, rest = ''] = /^([a-z]+):(.*)$/s.exec(given) ?? [];
  const named = formats.find((format) => format === prefix);
  if (named !== undefined && rest !== '') return { path: rest, format: named };
  if (prefix !== undefined && prefix.length > 1) throw unknownPrefix(given, prefix, formats);
  const extension = /\.[^./\\]+$/.exec(given)?.[0].toLowerCase() ?? '';
  const isPlain = extension === '' || extension === PLAIN_EXTENSION;
  const format = isPlain ? unnamed : formats.find((each) => EXTENSIONS[each]?.includes(extension));
  if (format !== undefined) return { path: given, format };
  throw new UserError({
    where: `--output ${quote(given)}`,
    problem: `expected a file that ends in ${extensionsOf(formats).join(', ')}, found another`,
    hint: `name the format before it: --output json:${quote(given).slice(1, -1)}`,
  });
}

/** Names of drives are single letters. */
function unknownPrefix(given: string, prefix: string, formats: readonly string[]): UserError {
  return new UserError({
    where: `--output ${quote(given)}`,
    problem: formats.includes(prefix)
      ? `expected a file after ${prefix}:, found nothing`
      : `expected a format before the colon, found ${quote(prefix)}`,
    hint: `the formats are ${formats.join(', ')}; ./ before a name stands for a file that is called so`,
  });
}

function extensionsOf(formats: readonly string[]): readonly string[] {
  return Object.entries(EXTENSIONS).flatMap(([format, extensions]) =>
    formats.includes(format) ? extensions : [],
  );
}

/** @throws UserError for a file that is written and read as well */
export function requireUnread(path: string, read: readonly (string | undefined)[]): void {
  if (!isAmong(read, path)) return;
  throw new UserError({
    where: `--output ${quote(path)}`,
    problem: 'expected a file of its own for the report, found one that is read',
    hint: 'choose another name',
  });
}

/** What a command with one output is told about it. */
export interface OutputOptions<Format> {
  readonly format?: Format | undefined;
  readonly output?: string | undefined;
}

/** An output, and what is to be written to it. */
export interface FormattedOutput<Format> extends Output {
  readonly format: Format;
}

/**
 * Opens the only output of a command, in the format that is named, or else that of the file's extension.
 * @param formats what the command can write, the usual one first
 * @param read tells the files that are read, which the output must not take the place of
 * @throws UserError for a file that cannot be written or is read, or whose format is not known
 */
export function openTarget<Format extends string>(
  { format: named, output: given }: OutputOptions<Format>,
  formats: readonly [Format, ...Format[]],
  read: () => readonly string[],
  terminal: Terminal,
): FormattedOutput<Format> {
  const [usual] = formats;
  if (given === undefined) return { format: named ?? usual, ...openOutput(undefined, terminal) };
  const { path, format } =
    named === undefined ? targetOf(given, formats, usual, usual) : { path: given, format: named };
  requireUnread(path, read());
  return { format, ...openOutput(path, terminal) };
}

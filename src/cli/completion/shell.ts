import { LOSSES } from '../../losses/index.ts';
import { shareOptions } from './rows.ts';
import { LOSS, type Candidates, type OptionSyntax, type Syntax } from './syntax.ts';

/** Text as one word of a POSIX shell, whatever it holds. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Lines that add to `options`, in bash and zsh, what the command and loss in `$command` and `$loss` take. */
export function addingOptions(
  { contexts }: Syntax,
  write: (options: readonly OptionSyntax[]) => string,
): string {
  const linesByCommands = new Map<string, string[]>();
  for (const { commands, losses, options } of shareOptions(contexts)) {
    const add = `options+=${write(options)}`;
    const line = losses ? `case $loss in ${losses.join('|')}) ${add} ;; esac` : add;
    const pattern = commands.join('|');
    linesByCommands.set(pattern, [...(linesByCommands.get(pattern) ?? []), `  ${line}`]);
  }
  const lines = [...linesByCommands].flatMap(([pattern, body]) => [
    `case $command in ${pattern})`,
    ...body,
    ';; esac',
  ]);
  return indent(lines, 2);
}

/** Cases that turn an alias in `$loss` into the loss's name. */
export function aliasCases(): string {
  const known = LOSSES.filter(({ aliases }) => aliases.length > 0);
  return indent(
    known.map(({ name, aliases }) => `${aliases.join('|')}) loss=${name} ;;`),
    4,
  );
}

/** Cases of `$command` that set `value` to what the command takes besides options. */
export function argumentCases(
  { commands, lossArgument }: Syntax,
  write: (candidates: Candidates) => string,
): string {
  const all = [...commands, { name: LOSS, argument: lossArgument }];
  const lines = all
    .filter(({ argument }) => argument !== 'any')
    .map(({ name, argument }) => `${name}) value=${write(argument)} ;;`);
  return indent(lines, 4);
}

/** The commands that take a loss first, and those that take none, each as a pattern. */
export function commandPatterns({ commands }: Syntax): { lossFirst: string; others: string } {
  const pattern = (lossFirst: boolean): string => {
    const matching = commands.filter((command) => command.lossFirst === lossFirst);
    return matching.map(({ name }) => name).join('|');
  };
  return { lossFirst: pattern(true), others: pattern(false) };
}

function indent(lines: readonly string[], width: number): string {
  return lines.map((line) => ' '.repeat(width) + line).join('\n');
}

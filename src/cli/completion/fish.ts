import { LOSSES } from '../../losses/index.ts';
import { shareOptions } from './rows.ts';
import { LOSS, lossAliases, type Candidates, type OptionSyntax, type Syntax } from './syntax.ts';

/** Whether neither a loss nor a command has been given. */
const NOTHING_YET = 'test (count (commandline -opc)) -eq 1';

/** A script that completes losscalc in fish 3 and later. */
export function fishCompletion(syntax: Syntax): string {
  const { commands, contexts, lossArgument } = syntax;
  const aliased = LOSSES.filter(({ aliases }) => aliases.length > 0);
  const places = [...commands, { name: LOSS, argument: lossArgument }];
  return `# Completes losscalc in fish. Made by: losscalc completion fish
function __losscalc_losses
    printf '%s\\t%s\\n' ${described(LOSSES)}
    set -l word (commandline -ct)
    if test -n "$word"
        printf '%s\\t%s\\n' ${described(lossAliases())}
    end
end

function __losscalc_names
    printf '%s\\t%s\\n' ${described(commands)}
    __losscalc_losses
end

# Prints the command of the command line, ${LOSS} where it begins with a loss, and the loss under its full name.
function __losscalc_place
    set -l words (commandline -opc)
    set -e words[1]
    test (count $words) -gt 0 || return
    set -l command $words[1]
    set -l loss $words[1]
    switch $command
        case ${namesOf(commands.filter(({ lossFirst }) => lossFirst))}
            set loss $words[2]
            test (count $words) -gt 1 || set command $command:
        case ${namesOf(commands.filter(({ lossFirst }) => !lossFirst))}
            set loss
        case '*'
            set command ${LOSS}
    end
    switch "$loss"
${aliased.map(({ name, aliases }) => `        case ${aliases.join(' ')}\n            set loss ${name}`).join('\n')}
    end
    printf '%s\\n' $command $loss
end

# Whether the command line has one of these commands and, where some are given, one of these losses.
function __losscalc_at --argument-names commands losses
    set -l place (__losscalc_place)
    contains -- "$place[1]" (string split ' ' -- $commands) || return
    test -z "$losses" || contains -- "$place[2]" (string split ' ' -- $losses)
end

complete -c losscalc -f
${[
  ...optionLines(NOTHING_YET, syntax.options),
  complete(NOTHING_YET, ['-a', quoted('(__losscalc_names)')]),
  ...commands
    .filter(({ lossFirst }) => lossFirst)
    .map(({ name }) => complete(condition([`${name}:`]), ['-a', quoted('(__losscalc_losses)')])),
  ...places
    .filter(({ argument }) => argument !== 'any')
    .map(({ name, argument }) => complete(condition([name]), valueWords(argument))),
  ...shareOptions(contexts).flatMap((row) =>
    optionLines(condition(row.commands, row.losses), row.options),
  ),
].join('\n')}
`;
}

function optionLines(where: string, options: readonly OptionSyntax[]): readonly string[] {
  return options.map(({ flags, help, value }) =>
    complete(where, [
      ...flags.map((flag) =>
        flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
      ),
      ...(value === undefined ? [] : [value === 'files' ? '-r' : '-x', ...valueWords(value)]),
      '-d',
      quoted(help),
    ]),
  );
}

function complete(where: string, words: readonly string[]): string {
  return `complete -c losscalc -n ${quoted(where)} ${words.join(' ')}`;
}

function condition(commands: readonly string[], losses: readonly string[] = []): string {
  const lists = losses.length > 0 ? [commands, losses] : [commands];
  return `__losscalc_at ${lists.map((list) => `"${list.join(' ')}"`).join(' ')}`;
}

function valueWords(candidates: Candidates): readonly string[] {
  switch (candidates) {
    case 'any':
      return [];
    case 'files':
      return ['-F'];
    case 'losses':
      return ['-a', quoted('(__losscalc_losses)')];
    case 'names':
      return ['-a', quoted('(__losscalc_names)')];
    default:
      return ['-a', quoted(candidates.join(' '))];
  }
}

function described(entries: readonly { name: string; summary: string }[]): string {
  return entries.flatMap(({ name, summary }) => [name, quoted(summary)]).join(' ');
}

function namesOf(commands: readonly { name: string }[]): string {
  return commands.map(({ name }) => name).join(' ');
}

/** Text as one word of fish, whatever it holds. */
function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
}

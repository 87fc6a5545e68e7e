import type { Command, CommanderError } from 'commander';
import { escapeControls, quote, UserError } from '../../messages/errors.ts';
import type { LossDefinition } from '../../losses/definition.ts';
import { LOSSES } from '../../losses/index.ts';
import { kebabCase } from '../../messages/names.ts';
import { didYouMean } from '../../messages/suggest.ts';

/** What commander found wrong with a command line, in losscalc's words; undefined when it only showed help. */
export function usageError(error: CommanderError, command: Command): UserError | undefined {
  if (error.exitCode === 0) return undefined;
  switch (error.code) {
    case 'commander.help':
      return undefined;
    case 'commander.unknownOption':
      return unknownOption(quotedText(error).replace(/=.*$/s, ''), command);
    case 'commander.optionMissingArgument':
      return missingValue(quotedText(error));
    case 'commander.missingArgument':
      return new UserError({
        problem: `${command.name()} expects ${withArticle(quotedText(error))}, found nothing`,
        hint: `losscalc ${command.name()} --help shows how it is used`,
      });
    case 'commander.excessArguments':
      return excessArguments(command);
    default:
      return new UserError({ problem: escapeControls(error.message.replace(/^error: /, '')) });
  }
}

/** What a message of commander is about: `error: unknown option '--delt'`. */
function quotedText(error: CommanderError): string {
  return /'(.*)'/s.exec(error.message)?.[1] ?? '';
}

function unknownOption(option: string, command: Command): UserError {
  if (command.parent === null) {
    return new UserError({
      problem: `expected a loss or a command first, found ${quote(option)}`,
      hint: 'losscalc <loss> [options]; losscalc --help shows the losses and commands',
    });
  }
  const owners = LOSSES.filter(({ parameters }) =>
    Object.keys(parameters).some((name) => `--${kebabCase(name)}` === option),
  );
  const known = command.options.map(({ long }) => long ?? '');
  if (known.includes(option)) {
    return new UserError({
      where: option,
      problem: 'expected no value, found one after "="',
      hint: `${option} is on when it is given; --no-${option.slice(2)} turns off what is on by default`,
    });
  }
  const hint =
    asInput(option, known) ??
    (owners.length > 0 ? ofLosses(option, owners, command) : undefined) ??
    didYouMean(option, known) ??
    (command.name() === 'custom'
      ? 'a parameter of a formula is given as --param name=value'
      : `losscalc ${command.name()} --help shows its options`);
  return new UserError({ problem: `${command.name()} has no option ${quote(option)}`, hint });
}

/** How an input of built-in losses is given where several losses may be named; undefined for what is none. */
function asInput(option: string, known: readonly string[]): string | undefined {
  const taker = LOSSES.find(({ inputs }) =>
    Object.keys(inputs).some((name) => `--${kebabCase(name)}` === option),
  );
  if (taker === undefined || !known.includes('--loss') || !known.includes('--input'))
    return undefined;
  return `an input of a loss is given as --input ${option.slice(2)}=..., as for ${taker.name}`;
}

/** How a parameter of built-in losses is given; undefined where they cannot be named. */
function ofLosses(
  option: string,
  owners: readonly LossDefinition[],
  command: Command,
): string | undefined {
  if (command.name() === 'custom') return undefined;
  const isSetting = command.options.some(({ long }) => long === '--loss');
  return isSetting
    ? `a setting follows its loss: -l ${owners[0]!.name}:${option.slice(2)}=...`
    : `${option} belongs to ${owners.map(({ name }) => name).join(', ')}`;
}

function missingValue(flags: string): UserError {
  const [, option = flags, value = 'a value'] = /(--[a-z-]+) (<.*>)/.exec(flags) ?? [];
  return new UserError({ where: option, problem: `expected ${value} after it, found nothing` });
}

function excessArguments(command: Command): UserError {
  const most = command.registeredArguments.length;
  const found = command.args.map(quote);
  const takesInputs = command.options.some(({ long }) => long === '--true');
  return new UserError({
    problem:
      `${command.name()} takes ${['no argument', 'one argument at most'][most] ?? `${most} arguments at most`}, ` +
      `found ${found.join(' ')}`,
    hint: takesInputs
      ? 'two files are named with --true FILE --pred FILE'
      : `losscalc ${command.name()} --help shows its options`,
  });
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

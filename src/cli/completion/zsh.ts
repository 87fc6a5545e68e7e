import { LOSSES } from '../../losses/index.ts';
import { addingOptions, aliasCases, argumentCases, commandPatterns, shellQuote } from './shell.ts';
import { LOSS, lossAliases, type Candidates, type OptionSyntax, type Syntax } from './syntax.ts';

/** A script that completes losscalc in zsh: a file `_losscalc` in `$fpath`, or to be evaluated after `compinit`. */
export function zshCompletion(syntax: Syntax): string {
  const { lossFirst, others } = commandPatterns(syntax);
  return `#compdef losscalc
# Completes losscalc in zsh. Made by: losscalc completion zsh
_losscalc_losses() {
  local -a losses=(
${described(LOSSES)}
  )
  [[ -n $PREFIX ]] && losses+=(
${described(lossAliases())}
  )
  _describe -t losses loss losses
}

_losscalc_names() {
  local -a commands=(
${described(syntax.commands)}
  )
  _describe -t commands command commands
  _losscalc_losses
}

_losscalc() {
  local command=$words[2] loss value
  local -a options
  if (( CURRENT == 2 )); then
    _arguments : ${optionSpecs(syntax.options)} '1: :_losscalc_names'
    return
  fi
  shift words
  (( CURRENT-- ))
  case $command in
    ${lossFirst})
      loss=$words[2]
      if (( CURRENT == 2 )); then
        _losscalc_losses
        return
      fi
      shift words
      (( CURRENT-- )) ;;
    ${others}) ;;
    *) loss=$command command=${LOSS} ;;
  esac
  case $loss in
${aliasCases()}
  esac
  case $command in
${argumentCases(syntax, (candidates) => shellQuote(actionFor(candidates)))}
  esac
${addingOptions(syntax, (options) => `(${optionSpecs(options)})`)}
  _arguments : $options \${value:+"*:value:$value"}
}

# Called as an autoloaded function it completes; evaluated, it is registered.
if [[ $funcstack[1] == _losscalc ]]; then
  _losscalc "$@"
else
  compdef _losscalc losscalc
fi
`;
}

function described(entries: readonly { name: string; summary: string }[]): string {
  return entries.map(({ name, summary }) => `    ${shellQuote(`${name}:${summary}`)}`).join('\n');
}

/** Words for `_arguments`; the star lets an option be given again. */
function optionSpecs(options: readonly OptionSyntax[]): string {
  const specs = options.flatMap(({ flags, help, value }) => {
    const text = `[${help.replaceAll(/[\\[\]:]/g, '\\$&')}]`;
    if (value === undefined) return flags.map((flag) => `*${flag}${text}`);
    const action = actionFor(value);
    return flags.map(
      (flag) => `*${flag}${flag.startsWith('--') ? '=' : '+'}${text}:value:${action}`,
    );
  });
  return specs.map(shellQuote).join(' ');
}

function actionFor(candidates: Candidates): string {
  switch (candidates) {
    case 'any':
      return ' ';
    case 'files':
      return '_files';
    case 'losses':
      return '_losscalc_losses';
    case 'names':
      return '_losscalc_names';
    default:
      return `(${candidates.join(' ')})`;
  }
}

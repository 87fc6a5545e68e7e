import { LOSSES } from '../../losses/index.ts';
import { addingOptions, aliasCases, argumentCases, commandPatterns, shellQuote } from './shell.ts';
import { LOSS, lossAliases, type Candidates, type OptionSyntax, type Syntax } from './syntax.ts';

/**
 * A script that completes losscalc in bash 3.2 and later, with or without the package bash-completion. Its variable
 * `options` holds words such as ` --gradient --format=table,json --true=@files --delta=`.
 */
export function bashCompletion(syntax: Syntax): string {
  const { lossFirst, others } = commandPatterns(syntax);
  return `# Completes losscalc in bash. Made by: losscalc completion bash
_losscalc() {
  local IFS=$' \\t\\n' word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]}
  local command=\${COMP_WORDS[1]} loss= option options= value=
  COMPREPLY=()
  local names='${syntax.commands.map(({ name }) => name).join(' ')}'
  local losses='${LOSSES.map(({ name }) => name).join(' ')}'
  [[ $word ]] && losses+=' ${lossAliases()
    .map(({ name }) => name)
    .join(' ')}'
  # Bash takes --option=value for three words.
  if [[ $word == = ]]; then word=; elif [[ $before == = ]]; then before=\${COMP_WORDS[COMP_CWORD - 2]}; fi

  case $command in
    ${lossFirst}) loss=\${COMP_WORDS[2]} ;;
    ${others}) ;;
    *) loss=$command command=${LOSS} ;;
  esac
  case $loss in
${aliasCases()}
  esac
  case $command in
${argumentCases(syntax, candidateText)}
  esac
${addingOptions(withoutHelp(syntax), optionWords)}
  case $COMP_CWORD:$command in
    1:*) value=@names options=${optionWords(syntax.options)} ;;
    ${lossFirst.replaceAll(/^|(?<=\|)/g, '2:')}) value=@losses options=' --help' ;;
  esac

  if [[ $options == *" $before="* ]]; then
    value=\${options#*" $before="}
    value=\${value%%' '*}
  elif [[ $word == -* ]]; then
    value=
    for option in $options; do
      [[ $option == --* ]] && value+=\${option%%=*},
    done
  fi
  case $value in
    @files) return ;;
    @losses) value=$losses ;;
    @names) value="$names $losses" ;;
  esac
  compopt +o default 2>/dev/null
  COMPREPLY=($(compgen -W "\${value//,/ }" -- "$word"))
}
# Files are left to bash itself, which knows how to quote their names.
complete -o default -F _losscalc losscalc
`;
}

/** Bash shows no help, so options that differ in nothing else are one. */
function withoutHelp(syntax: Syntax): Syntax {
  const contexts = syntax.contexts.map((context) => ({
    ...context,
    options: context.options.map((option) => ({ ...option, help: '' })),
  }));
  return { ...syntax, contexts };
}

function optionWords(options: readonly OptionSyntax[]): string {
  const words = options.flatMap(({ flags, value }) =>
    flags.map((flag) => ` ${flag}${value === undefined ? '' : `=${candidateText(value)}`}`),
  );
  return shellQuote(words.join(''));
}

function candidateText(candidates: Candidates): string {
  if (candidates === 'any') return '';
  return typeof candidates === 'string' ? `@${candidates}` : candidates.join(',');
}

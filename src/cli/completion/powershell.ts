import { LOSSES } from '../../losses/index.ts';
import { shareOptions } from './rows.ts';
import { LOSS, lossAliases, type Candidates, type OptionSyntax, type Syntax } from './syntax.ts';

/** A script that completes losscalc in PowerShell 5 and later. */
export function powershellCompletion(syntax: Syntax): string {
  const { commands, contexts, lossArgument } = syntax;
  const places = [...commands, { name: LOSS, argument: lossArgument }];
  return `# Completes losscalc in PowerShell. Made by: losscalc completion powershell
Register-ArgumentCompleter -Native -CommandName losscalc -ScriptBlock {
  param($word, $ast, $position)
  $commands = ${described(commands)}
  $losses = ${described(LOSSES)}
  $aliases = ${described(lossAliases())}
  $lossFirst = @(${listed(commands.filter(({ lossFirst }) => lossFirst).map(({ name }) => name))})
  $arguments = @{ ${places.map(({ name, argument }) => `${quoted(name)} = ${quoted(candidateText(argument))}`).join('; ')} }
  $rows = @(
${shareOptions(contexts)
  .map(
    ({ commands: of, losses = [], options }) =>
      `    @{ Commands = ${listed(of)}; Losses = @(${listed(losses)}); Options = ${optionList(options)} }`,
  )
  .join('\n')}
  )

  $before = @($ast.CommandElements | Where-Object { $_.Extent.EndOffset -lt $position } |
    Select-Object -Skip 1 | ForEach-Object { $_.Extent.Text })
  $options = ${optionList(syntax.options)}
  $value = '@names'
  if ($before.Count -gt 0) {
    $command = $before[0]
    $loss = ''
    if ($lossFirst -contains $command) { if ($before.Count -gt 1) { $loss = $before[1] } }
    elseif (-not $commands.Contains($command)) { $loss = $command; $command = '${LOSS}' }
    if ($aliases.Contains($loss)) { $loss = $aliases[$loss] }
    $value = $arguments[$command]
    if ($lossFirst -contains $command -and $before.Count -eq 1) { $value = '@losses' }
    $options = @($rows | Where-Object {
      $_.Commands -contains $command -and ($_.Losses.Count -eq 0 -or $_.Losses -contains $loss)
    } | ForEach-Object { $_.Options })
  }

  $offered = [ordered]@{}
  $given = $options | Where-Object { $before.Count -gt 0 -and $_.Flags -ccontains $before[-1] -and $_.Contains('Value') } |
    Select-Object -First 1
  if ($given) { $value = $given.Value }
  elseif ($word.StartsWith('-', 'Ordinal')) {
    $value = ''
    foreach ($option in $options) { foreach ($flag in $option.Flags) { $offered["$flag"] = $option.Help } }
  }
  if ($value -eq '@names') { foreach ($name in $commands.Keys) { $offered[$name] = $commands[$name] } }
  if ($value -eq '@names' -or $value -eq '@losses') {
    foreach ($name in $losses.Keys) { $offered[$name] = $losses[$name] }
    if ($word) { foreach ($name in $aliases.Keys) { $offered[$name] = $aliases[$name] } }
  }
  elseif ($value -and $value -ne '@files') { foreach ($name in $value.Split(' ')) { $offered[$name] = $name } }
  # Where nothing is returned, PowerShell offers files.
  foreach ($name in $offered.Keys) {
    if ($name.StartsWith($word, 'Ordinal')) {
      [System.Management.Automation.CompletionResult]::new($name, $name, 'ParameterValue', $offered[$name])
    }
  }
}
`;
}

function optionList(options: readonly OptionSyntax[]): string {
  const entries = options.map(({ flags, help, value }) => {
    const taken = value === undefined ? '' : `; Value = ${quoted(candidateText(value))}`;
    return `@{ Flags = ${listed(flags)}; Help = ${quoted(help)}${taken} }`;
  });
  return `@(${entries.join(', ')})`;
}

function candidateText(candidates: Candidates): string {
  if (candidates === 'any') return '';
  return typeof candidates === 'string' ? `@${candidates}` : candidates.join(' ');
}

function described(entries: readonly { name: string; summary: string }[]): string {
  const lines = entries.map(({ name, summary }) => `    ${quoted(name)} = ${quoted(summary)}\n`);
  return `[ordered]@{\n${lines.join('')}  }`;
}

function listed(words: readonly string[]): string {
  return words.map(quoted).join(', ');
}

/** Text as one word of PowerShell, to which curved quotation marks are quotation marks, too. */
function quoted(text: string): string {
  return `'${text.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`;
}

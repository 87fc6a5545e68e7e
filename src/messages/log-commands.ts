/** The workflow commands of GitHub Actions, which a runner looks for in all that a step prints. */
const WORKFLOW_COMMANDS = [
  ...['add-mask', 'add-matcher', 'add-path', 'debug', 'echo', 'endgroup', 'error', 'group'],
  ...['internal-set-repo-path', 'notice', 'remove-matcher', 'save-state', 'set-env'],
  ...['set-output', 'stop-commands', 'warning'],
];

/**
 * Of GitHub Actions `::error::` after the blanks at the start of a line, and `##[error]` anywhere; of others
 * `##vso[...]` and the like. Where lines start is not known before they are broken, so that any place counts.
 */
const LOG_COMMAND = new RegExp(
  String.raw`::(?=(?:${WORKFLOW_COMMANDS.join('|')})(?![\w-]))|##(?=\w*\[)`,
  'gi',
);

/**
 * Text in which the log of a CI system finds no command, wherever its lines are broken.
 * @param escape what stands for a character that would make it one
 */
export function escapeLogCommands(text: string, escape: (character: string) => string): string {
  return text.replace(LOG_COMMAND, ([first, ...rest]) => escape(first!) + rest.join(''));
}

/** The words of a command line of a POSIX shell, as far as `inspect` writes such. */
export function wordsOf(command: string): string[] {
  const words = command.match(/(?:'[^']*'|\\'|[^ '])+/g)!;
  return words.map((word) => word.replace(/'([^']*)'|\\(')/g, '$1$2'));
}

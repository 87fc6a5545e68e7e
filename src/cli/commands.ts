/** The commands that are not losses, and what each does. */
export const COMMANDS = {
  list: 'Lists the losses by family, with short names and conventions.',
  explain: 'Explains a loss: its use, its formula, how frameworks differ.',
  help: 'Shows the help of a loss or command.',
} as const;

/** The commands that are not losses, and what each does. */
export const COMMANDS = {
  list: 'Lists the losses by family, with short names and conventions.',
  run: 'Computes several losses in one read, by segments, with intervals.',
  worst: 'Shows the rows with the highest loss.',
  compare: 'Compares two predictions of the same rows, with an interval.',
  inspect: 'Shows what a file holds, and the loss that would fit.',
  check: 'Holds losses to bounds and to a baseline, for CI.',
  baseline: 'Writes results to a file, to compare later ones with.',
  schema: 'Prints the JSON Schema of losscalc.json, the file of check.',
  explain: 'Explains a loss: its use, its formula, how frameworks differ.',
  diff: 'Computes a loss under every convention and says why they differ.',
  custom: 'Computes a loss of your own, given as a formula.',
  plot: 'Draws curves of a loss in the terminal, or as SVG.',
  completion: 'Prints a script that completes commands in your shell.',
  help: 'Shows the help of a loss or command.',
} as const;

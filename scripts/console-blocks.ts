import { readdirSync, readFileSync } from 'node:fs';
import { outputsOf } from './console.ts';

const ROOT = new URL('..', import.meta.url);
const BLOCK = /(?<=^```console\n)[^]*?(?=^```$)/gm;
/** From `$ ` to the end of the line, or of the next ones where it ends in a backslash or a bar. */
const COMMAND = /^\$ (?:.*[\\|]\n)*.*$/gm;

/** The documents with examples that are run: those that people write. */
export const DOCUMENTS = [
  'README.md',
  ...readdirSync(new URL('docs/', ROOT))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The text of a file of the repository. */
export function readDocument(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8');
}

/**
 * A document of Markdown in which each block marked `console` shows after each `$ command` what it prints. The commands
 * of all blocks are run in one shell, in their order.
 */
export function withOutputs(document: string): string {
  const commands = [...document.matchAll(BLOCK)].map(([block]) => commandsOf(block));
  const outputs = outputsOf(commands.flat().map((command) => command.slice(2)));
  let next = 0;
  return document.replaceAll(BLOCK, (block) =>
    commandsOf(block)
      .map((command) => `${command}\n${outputs[next++]!}`)
      .join(''),
  );
}

function commandsOf(block: string): string[] {
  return block.match(COMMAND) ?? [];
}

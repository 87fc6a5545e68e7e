import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../scripts/console-blocks.ts';
import { EXPORTS, exported } from './support/exports.ts';
import { read } from './sources/reading.ts';

interface Expected {
  readonly recipes: {
    /** By section of the document the numbers that its Python prints. */
    readonly printed: Readonly<Record<string, readonly number[]>>;
    /** By file, by column or array, its numbers as the tool that wrote it reads them. */
    readonly files: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
  };
}

const { printed, files } = (JSON.parse(String(exported('expected.json'))) as Expected).recipes;

describe('a file of the recipes has the numbers that its tool wrote:', () => {
  it.each(Object.entries(files))('%s', async (file, columns) => {
    const path = join(EXPORTS, 'recipes', file);
    const options = {
      ...(file.startsWith('excel') ? { notation: { decimal: ',' as const } } : {}),
      ...(file === 'excel.csv' ? { encoding: 'windows-1252' } : {}),
      ...(file.startsWith('scores_json') ? { format: 'ndjson' as const } : {}),
    };
    const names = Object.keys(columns);
    expect(names.length).toBeGreaterThan(0);
    for (const [name, values] of Object.entries(columns)) {
      const index = names.length > 1 ? '1' : undefined;
      const part = name === '' ? index : name;
      const { rows } = await read([{ input: 'pred', path, part }], options);
      expect(rows['pred']!.flat()).toEqual(values);
    }
  });
});

describe('the recipes print what its framework computes:', () => {
  const sections = readDocument('docs/recipes.md').split('\n## ');

  it.each(Object.entries(printed).filter(([, numbers]) => numbers.length > 0))(
    '%s',
    (title, numbers) => {
      const section = sections.find((text) => text.startsWith(`${title}\n`))!;
      const blocks = [...section.matchAll(/^```console\n([^]*?)^```$/gm)].map(
        ([, block]) => block!,
      );
      const shown = blocks
        .join('')
        .match(/-?\d+\.\d+(?:e[-+]?\d+)?/g)!
        .map(Number);
      for (const number of numbers) {
        // Tables have six digits, and what is computed in float32 seven.
        const isSame = (other: number): boolean =>
          Math.abs(other - number) <= 5e-6 * Math.abs(number);
        expect({ number, isShown: shown.some(isSame) }).toEqual({ number, isShown: true });
      }
    },
  );
});

import { format } from 'prettier';
import { beforeAll, describe, expect, it } from 'vitest';
import { DOCUMENTS, readDocument, withOutputs } from '../scripts/console-blocks.ts';
import { requireBuild } from './support/build.ts';

beforeAll(requireBuild);

it.each(DOCUMENTS)('%s shows what its commands print', (path) => {
  const document = readDocument(path);
  expect(withOutputs(document)).toBe(document);
});

const files = DOCUMENTS.flatMap((path) =>
  [...readDocument(path).matchAll(/^```(yaml|json)\n([^]*?)^```$/gm)].map(
    ([, language = '', text = '']) => ({ path, language, text }),
  ),
);
it.each(files)('$path shows $language without mistakes', async ({ language, text }) => {
  await expect(format(text, { parser: language })).resolves.toBeTruthy();
});

describe('the examples of a document', () => {
  /** A document with a block for each of these texts. */
  const documentOf = (...blocks: string[]): string =>
    blocks.map((block) => `Text.\n\n\`\`\`console\n${block}\`\`\`\n`).join('\n');

  it('share a folder and a shell, which keeps the exit status', () => {
    const document = documentOf(
      '$ cd fixtures/essay\n$ losscalc mes 2> message.txt\n$ echo $?\n',
      '$ cat message.txt\n',
    );
    expect(withOutputs(document)).toBe(
      documentOf(
        '$ cd fixtures/essay\n$ losscalc mes 2> message.txt\n$ echo $?\n2\n',
        '$ cat message.txt\nlosscalc: unknown loss or command "mes"\n  hint: did you mean "mse"?\n',
      ),
    );
  });

  it('may be of several lines, after which old output is replaced', () => {
    expect(withOutputs(documentOf('$ echo a \\\n    b |\n    cat\nold\n$ echo c\n'))).toBe(
      documentOf('$ echo a \\\n    b |\n    cat\na b\n$ echo c\nc\n'),
    );
  });

  it('may not end the shell', () => {
    expect(() => withOutputs(documentOf('$ exit 3\n$ echo\n'))).toThrow('exit 3 ends the shell');
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DOCUMENTS, readDocument } from '../scripts/console-blocks.ts';
import { conventionFacts, parameterText } from '../src/output/explain/explain-text.ts';
import { formsOf } from '../src/explain/explanation.ts';
import { CONVENTIONS, REDUCTIONS } from '../src/losses/definition.ts';
import { LOSSES } from '../src/losses/index.ts';
import { REPORT_FORMATS } from '../src/output/formats.ts';
import { INPUT_FORMATS } from '../src/sources/index.ts';
import { losscalc } from './cli/losscalc.ts';

const FOLDER = new URL('../docs/losses/', import.meta.url);
const files = readdirSync(FOLDER);

/** A file of the reference; of a loss that was just added, there is none before it is written. */
function read(name: string): string {
  if (!files.includes(name)) throw new Error(`docs/losses/${name} is missing: run npm run docs`);
  return readFileSync(new URL(name, FOLDER), 'utf8');
}

describe('the README', () => {
  const rowOf = (title: string): string =>
    new RegExp(`^\\| ${title} +\\|(.*)\\|$`, 'm').exec(readDocument('README.md'))![1]!;

  it.each([
    ['conventions', CONVENTIONS],
    ['reductions', REDUCTIONS],
    ['outputs', REPORT_FORMATS],
  ])('lists all %s', (title, names) => {
    const [list = ''] = /`-.*?(?=[;(]|, with)/.exec(rowOf(title)) ?? [];
    const listed = [...list.matchAll(/`(?:-\S+ )?([a-z-]+)`/g)].map(([, name]) => name);
    expect(listed.toSorted()).toEqual(names.toSorted());
  });

  it('lists all formats of inputs', () => {
    const row = rowOf('inputs').toLowerCase();
    for (const format of INPUT_FORMATS) expect(row).toMatch(new RegExp(`\\b${format}\\b`));
  });
});

describe('the changelog', () => {
  it('has the number of the losses, as long as it is of no release', () => {
    const [, unreleased = ''] =
      /^## Unreleased$([^]*?)(?=^## |$(?![^]))/m.exec(readDocument('CHANGELOG.md')) ?? [];
    const [, count] = /^- Losses: (\d+)/m.exec(unreleased) ?? [];
    if (count !== undefined) expect(Number(count)).toBe(LOSSES.length);
  });
});

describe.each(DOCUMENTS)('%s', (path) => {
  const links = readDocument(path).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g);

  it('links to what there is', () => {
    for (const [, file = '', anchor] of links) {
      const target = file === '' ? path : join(dirname(path), file);
      expect(existsSync(target), target).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(readDocument(target))).toContain(anchor);
    }
  });
});

/** What headings are linked by. */
function anchorsOf(document: string): string[] {
  return [...document.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe('the reference', () => {
  it('has a page for every loss, and no file of any other', () => {
    const names = LOSSES.map(({ name }) => name);
    const pages = files.filter((file) => file.endsWith('.md') && file !== 'README.md');
    expect(pages.sort(), 'npm run docs writes them').toEqual(
      names.map((name) => `${name}.md`).sort(),
    );
    const curves = files.filter((file) => !file.endsWith('.md'));
    expect(names.map((name) => `${name}.svg`)).toEqual(expect.arrayContaining(curves));
  });

  it('links to every page from its index', () => {
    const index = read('README.md');
    for (const { name, title } of LOSSES) expect(index).toContain(`[${title}](${name}.md)`);
  });

  describe.each(LOSSES)('of $name', (definition) => {
    const readPage = (): string => read(`${definition.name}.md`);

    it('shows what the program prints', async () => {
      const [, json = '', args = '', printed] =
        /```console\n\$ echo '(.*)' \|\n +losscalc (.*)\n([^`]*)```/.exec(readPage()) ?? [];
      const { status, stdout, stderr } = await losscalc(args, { stdin: json });
      expect({ status, printed }).toEqual({ status: 0, printed: stdout + stderr });
    });

    it('shows every formula', () => {
      const page = readPage();
      for (const { formulas } of formsOf(definition)) {
        for (const { latex } of formulas) {
          if (latex !== undefined) expect(page).toContain(`\n\`\`\`math\n${latex}\n\`\`\`\n`);
        }
      }
    });

    it('describes every parameter and convention', () => {
      const plain = readPage().replaceAll('\\', '');
      for (const parameter of Object.values(definition.parameters)) {
        expect(plain).toContain(parameterText(parameter));
      }
      for (const convention of Object.values(definition.conventions)) {
        expect(plain).toContain(conventionFacts(convention));
        expect(plain).toContain(convention.note ?? '');
      }
    });

    it('shows a curve where there is one', () => {
      const curve = `${definition.name}.svg`;
      expect(readPage().includes(`](${curve})`)).toBe(files.includes(curve));
    });
  });
});

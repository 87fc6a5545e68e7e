import { marked, type Tokens } from 'marked';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { elementsOf, parseXml, type Element } from '../support/xml.ts';
import { losscalc, type Outcome } from './losscalc.ts';

const REGIONS = ['eu', 'us', 'apac'];
const ROWS = Array.from({ length: 120 }, (_, i) => {
  const label = (i * 7) % 5 < 2 ? 1 : 0;
  const doubt = 0.05 + ((i * 37) % 40) / 100;
  return { id: `user-${i}`, region: REGIONS[i % 3]!, label, score: label ? 1 - doubt : doubt };
});

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'losscalc-story-'));
  write('truth.csv', [
    'id,region,label',
    ...ROWS.map(({ id, region, label }) => `${id},${region},${label}`),
  ]);
  write('losscalc.json', [
    JSON.stringify({
      inputs: { true: 'truth.csv#label', pred: 'preds.csv#score', on: 'id' },
      losses: ['bce', 'mse'],
      baseline: { file: 'baseline.json', by: ['region'], tolerance: '2%', toleranceAbs: 0.001 },
      checks: [{ assert: 'bce <= 0.5' }, { assert: 'mae <= 0.2', level: 'warning' }],
    }),
  ]);
  writeScores(({ score }) => score);
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, lines: readonly string[]): void {
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
}

/** A model writes its predictions in an order of its own. */
function writeScores(scoreOf: (row: (typeof ROWS)[number]) => number): void {
  const lines = ROWS.map((row) => `${row.id},${scoreOf(row).toFixed(4)}`);
  write('preds.csv', ['id,score', ...lines.reverse()]);
}

/** What a run leaves, with the names of files as a user in their folder sees them. */
async function run(words: string, env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const args = words.split(' ').map((word) => word.replace('@', `${folder}/`));
  // Wide enough for the path of any folder.
  const terminal = { columns: 300, env: { NO_COLOR: '1', ...env } };
  const { status, stdout, stderr } = await losscalc(args, terminal);
  const shown = (text: string): string => text.replaceAll(`${folder}/`, '');
  return { status, stdout: shown(stdout), stderr: shown(stderr) };
}

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

/** The cells of each row of the tables of a document of Markdown. */
function tableRows(markdown: string): string[][] {
  const tables = marked.lexer(markdown).filter((token): token is Tokens.Table => {
    return token.type === 'table';
  });
  return tables.flatMap(({ rows }) => rows.map((cells) => cells.map(({ text }) => text)));
}

describe('predictions that a check of CI watches over', () => {
  it('are measured once, and the baseline is kept', async () => {
    expect(await run('baseline write --config @losscalc.json')).toEqual({
      status: 0,
      stdout: '',
      stderr: 'losscalc: baseline baseline.json: 2 results of 120 true values\n',
    });
  });

  it('pass as long as nothing changes', async () => {
    const { status, stdout, stderr } = await run('check --config @losscalc.json');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('truth.csv, preds.csv · 120 samples');
    expect(stdout).toContain('9 of 10 checks passed, 1 warned');
  });

  it('pass with a model that is better', async () => {
    writeScores(({ label, score }) => score + (label - score) / 10);
    expect((await run('check --config @losscalc.json')).status).toBe(0);
  });

  describe('and become worse in one region', () => {
    let outcome: Outcome;
    const sentence =
      'bce[region=us] <= 0.298839: 0.381702 is worse than the baseline 0.29298 by 0.0887218, ' +
      'more than the tolerance 0.00585959';
    beforeAll(async () => {
      writeScores(({ region, label, score }) =>
        region === 'us' ? score + (0.5 - label) / 8 : score,
      );
      const files = ['junit.xml', 'comment.md', 'page.html', 'report.json'];
      const outputs = files.map((name) => `-o @${name}`).join(' ');
      outcome = await run(`check --config @losscalc.json -f table ${outputs}`, {
        GITHUB_ACTIONS: 'true',
        GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
      });
    });

    it('fail, and the loss, the segment and the amount are named', async () => {
      expect(outcome.status).toBe(1);
      await expect(outcome.stdout).toMatchFileSnapshot('expected/story.txt');
      expect(outcome.stdout).toContain(sentence);
      expect(outcome.stderr).toContain('losscalc: 4 of 10 checks failed, 1 warned');
    });

    it('are found in JUnit XML', () => {
      const suites = parseXml(read('junit.xml'));
      const cases = elementsOf(suites, 'testcase');
      expect(cases).toHaveLength(10);
      const failures = cases.flatMap((each) => elementsOf(each, 'failure'));
      expect(failures).toHaveLength(4);
      const texts = (element: Element): string =>
        Object.values(element.attributes).join(' ') + element.text;
      expect(failures.map(texts).join('\n')).toContain(
        '0.381702 is worse than the baseline 0.29298',
      );
      expect(suites.attributes).toMatchObject({ tests: '10', failures: '4' });
    });

    it.each(['comment.md', 'summary.md'])('are found in %s', (name) => {
      const failed = tableRows(read(name)).filter(([status]) => status === '**FAIL**');
      expect(failed.map(([, check]) => check)).toEqual([
        'bce',
        'mse',
        'bce\\[region=us\\]',
        'mse\\[region=us\\]',
      ]);
      expect(read(name)).toContain('0.381702 is worse than the baseline 0.29298 by 0.0887218');
    });

    it('are found in JSON', () => {
      const { passed, checks } = JSON.parse(read('report.json')) as {
        passed: boolean;
        checks: { status: string; assertion: string; message: string }[];
      };
      expect(passed).toBe(false);
      const failed = checks.filter(({ status }) => status === 'failed');
      expect(failed.map(({ assertion, message }) => `${assertion}: ${message}`)).toContain(
        sentence,
      );
    });

    it('are annotated on GitHub', () => {
      expect(outcome.stderr).toMatch(/^::error .*bce\[region=us\]/m);
    });

    it('are on a page', () => {
      const page = read('page.html').replaceAll('&lt;', '<');
      expect(page).toContain('0.381702 is worse than the baseline 0.29298 by 0.0887218');
      expect(page).toContain('bce[region=us]');
    });
  });

  it('are not compared when a row is lost', async () => {
    const lines = read('preds.csv').trimEnd().split('\n');
    write('preds.csv', lines.slice(0, -1));
    const { status, stdout, stderr } = await run('check --config @losscalc.json');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(
      '1 row of truth.csv has no counterpart in preds.csv: "user-0" in row 1\n',
    );
  });
});

import { expect, test } from 'vitest';
import { FAMILIES } from '../../src/losses/definition.ts';
import { LOSSES } from '../../src/losses/index.ts';
import { losscalc } from './losscalc.ts';

test('list shows the losses by family', async () => {
  const { status, stdout } = await losscalc('list');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^regression\n {2}mean-squared-error {2}mse, l2, quadratic, euclidean\n/);
  const families = FAMILIES.map((family) => [
    family,
    ...LOSSES.filter((loss) => loss.family === family),
  ]);
  const expected = families.flat().flatMap((entry) => {
    if (typeof entry === 'string') return [entry];
    const { name, aliases, summary, conventions } = entry;
    return [
      [name, aliases.join(', ')].join('  ').trim(),
      summary,
      Object.keys(conventions).join(', '),
    ];
  });
  // A long line is wrapped.
  expect(stdout.split(/\s+/).join(' ').trim()).toBe(expected.join(' ').split(/\s+/).join(' '));
});

test.each([40, 80])('list fits %i columns, in colour on a terminal', async (columns) => {
  const { stdout } = await losscalc('list', { columns });
  expect(stdout).toContain('\u001b[1mregression\u001b[22m');
  const lines = stdout.replaceAll(/\u001b\[\d+m/g, '').split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
});

test('list --family shows one family', async () => {
  const { stdout } = await losscalc('list --family binary');
  expect(stdout).toMatch(/^binary\n/);
  expect(stdout).not.toContain('regression\n');
});

test('list --task shows the losses for a task, of several families', async () => {
  const { stdout } = await losscalc('list --task segmentation');
  expect(stdout).toMatch(/^binary\n/);
  expect(stdout).toMatch(/^overlap\n {2}dice /m);
  expect(stdout).not.toContain('mean-squared-error');
  const both = await losscalc('list --task segmentation --family overlap');
  expect(both.stdout).toMatch(/^overlap\n/);
});

test('list --task that there is not suggests another', async () => {
  const { status, stderr } = await losscalc('list --task segmentaton');
  expect(status).toBe(2);
  expect(stderr).toContain('did you mean "segmentation"?');
});

test('list -f json is an array of all losses', async () => {
  const { stdout } = await losscalc('list -f json');
  const entries = JSON.parse(stdout) as { name: string; conventions: string[] }[];
  expect(entries.map(({ name }) => name)).toEqual(LOSSES.map(({ name }) => name));
  expect(entries.find(({ name }) => name === 'smooth-l1')).toMatchObject({
    family: 'regression',
    conventions: ['torch', 'exact'],
    inputs: { pred: { domain: 'real', shape: 'same' } },
    parameters: { beta: { kind: 'number', default: 1, min: 0 } },
  });
});

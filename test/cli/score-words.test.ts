import { describe, expect, test } from 'vitest';
import type { Convention } from '../../src/losses/definition.ts';
import { findLoss } from '../../src/losses/names.ts';
import { chartOf } from '../../src/plot/chart.ts';
import { drawSvg } from '../../src/plot/svg.ts';
import { drawTerminal } from '../../src/plot/terminal.ts';
import { filesOfTest } from './files-of-test.ts';

const { file, run } = filesOfTest();
file('t.csv', 'y,p\n1,0.3\n0,0.2\n1,0.7\n1,0.8\n0,0.1\n');
file('many.csv', `y,p\n${'1,0.3\n0,0.2\n1,0.7\n'.repeat(40)}`);
const INPUTS = '@/t.csv -t y -p p';

async function textOf(command: string): Promise<string> {
  const { status, stdout, stderr } = await run(command);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

describe('values of scores are called scores', () => {
  test.each([
    ['table', `accuracy ${INPUTS} --threshold 0.5`],
    ['table', `worst ${INPUTS} -l accuracy:threshold=0.5`],
    ['table', `run ${INPUTS} -l auc -l r2`],
    ['table', 'accuracy @/many.csv -t y -p p --threshold 0.5'],
    ['table', 'auc @/many.csv -t y -p p --gradient'],
    ['markdown', `accuracy ${INPUTS} --threshold 0.5`],
    ['html', `accuracy ${INPUTS} --threshold 0.5`],
  ])('in a %s of %s', async (format, command) => {
    const text = await textOf(`${command} -f ${format}`);
    const words = text.replace(/<style>.*?<\/style>/s, '').replaceAll('losscalc', '');
    expect(words).toMatch(/\bscores?\b/i);
    expect(words).not.toMatch(/\bloss(es)?\b/i);
  });

  test('on the axis of a curve', () => {
    const huber = findLoss('huber')!;
    const exact = huber.conventions.exact!;
    const drawn = (convention: Convention): string[] => {
      const chart = chartOf({ ...huber, conventions: { exact: convention } });
      return [drawTerminal(chart, { width: 60, color: false }), drawSvg(chart)];
    };
    for (const text of drawn({ ...exact, better: 'larger' })) expect(text).toMatch(/\bscore\b/);
    for (const text of drawn(exact)) expect(text).not.toMatch(/\bscore\b/);
  });

  test('but not keys, which others read', async () => {
    const json = JSON.parse(await textOf(`accuracy ${INPUTS} --threshold 0.5 -f json`)) as object;
    expect(json).toMatchObject({ loss: 'accuracy', perSample: [0, 1, 1, 1, 1] });
  });
});

test('the worst of scores are the smallest', async () => {
  const csv = await textOf(`worst ${INPUTS} -l accuracy:threshold=0.5 -n 1 -f csv`);
  expect(csv).toMatch(/\n1,1,0\.3,0\n$/);
  const table = await textOf('accuracy @/many.csv -t y -p p --threshold 0.5');
  expect(table).toContain('lowest scores');
});

test('losses beside scores are losses still', async () => {
  expect(await textOf(`run ${INPUTS} -l auc -l mse`)).toMatch(/^\s*loss\b/m);
  expect(await textOf(`mse ${INPUTS}`)).toMatch(/\bloss\n/);
});

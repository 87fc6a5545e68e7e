import { describe, expect, test } from 'vitest';
import { filesOfTest } from './files-of-test.ts';

const { file, run } = filesOfTest();
file('text.csv', 'g,y,p\na,yes,0.3\na,no,0.2\nb,yes,0.7\n');
file('t.csv', 'g,y,p\na,1,0.3\na,0,0.2\nb,1,0.7\nb,1,0.8\nc,0,0.1\nc,0,0.2\n');

describe('labels that are text', () => {
  test.each(['auc', 'average-precision', 'bce', 'hinge'])(
    'are told what makes numbers of them by %s',
    async (loss) => {
      const { status, stderr } = await run(`${loss} @/text.csv -t y -p p`);
      expect(status).toBe(2);
      expect(stderr).toContain('text.csv:2, column "y": expected a number, found "yes"');
      expect(stderr).toContain('hint: --positive says which of two labels is 1');
      expect((await run(`${loss} @/text.csv -t y -p p --positive yes`)).status).toBe(0);
    },
  );

  test('are no hint where nothing is positive, or in predictions', async () => {
    expect((await run('mse @/text.csv -t y -p p')).stderr).not.toContain('--positive');
    expect((await run('auc @/t.csv -t y -p g')).stderr).not.toContain('--positive');
  });
});

describe('segments of one class', () => {
  test.each([
    ['auc', 'no sample is negative'],
    ['average-precision', 'no sample is positive'],
  ])('are told by %s in one line', async (loss, doubt) => {
    const { status, stderr } = await run(`${loss} @/t.csv -t y -p p --by g`);
    expect(status).toBe(0);
    const lines = stderr.split('\n').filter((line) => line.includes('say nothing'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('segments by column g: ');
    expect(lines[0]).toContain('of 3 say nothing');
    expect(lines[0]).toContain(doubt);
    expect(lines[0]).toContain('--where leaves others out');
    expect((await run(`${loss} @/t.csv -t y -p p --by g --strict`)).status).toBe(2);
  });

  test('are no doubt where each segment has both', async () => {
    expect((await run('auc @/t.csv -t y -p p --by g --where g=a')).stderr).toBe('');
  });
});

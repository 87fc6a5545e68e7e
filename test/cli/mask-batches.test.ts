import { expect, test } from 'vitest';
import { filesOfTest } from './files-of-test.ts';

const { file, run, value } = filesOfTest();

const TRUTH = [[1, 0, 0], [1, 1, 1]]; // prettier-ignore
const PRED = [[0.5, 0.5, 0], [1, 0.5, 0.25]]; // prettier-ignore
file('y.json', JSON.stringify(TRUTH));
file('p.json', JSON.stringify(PRED));
file('g.json', '[1, 2]');
const LOSS = 'dice -t @/y.json -p @/p.json --compat monai --batch';

test('with --batch the masks of all samples are one', async () => {
  const [both, sizes] = [0.5 + 1.75, 4 + 2.75];
  const found = Number(await value(LOSS));
  expect(found).toBeCloseTo(1 - (2 * both + 1e-5) / (sizes + 1e-5), 14);
  const apart = Number(await value(LOSS.replace(' --batch', '')));
  expect(Math.abs(apart - found)).toBeGreaterThan(0.04);
});

test.each([
  ['--reduction sum', 'dice is one number for the whole input'],
  ['--weights @/g.json', '--weights'],
  ['--compat smp', 'smp has no such parameter of dice'],
])('which no sample has a part in by itself: %s', async (option, message) => {
  const args = option.startsWith('--compat')
    ? LOSS.replace('--compat monai', option)
    : `${LOSS} ${option}`;
  const { status, stderr } = await run(args);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
});

test('and so has no interval, which says why', async () => {
  const { stdout } = await run(`${LOSS} --ci 95`);
  expect(stdout).toContain('dice has no interval: with --batch the masks of all samples are one');
});

import { expect, test } from 'vitest';
import { WORST_FORMATS } from '../../src/output/formats.ts';
import { losscalc } from './losscalc.ts';
import { PREDICTIONS } from './predictions.ts';

const COLUMNS = '- --true y --pred a';

async function worst(args: string, stdin = PREDICTIONS): Promise<string> {
  const { status, stdout, stderr } = await losscalc(`worst ${args}`, { stdin });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

async function refusal(args: string, stdin = PREDICTIONS): Promise<string> {
  const { status, stdout, stderr } = await losscalc(`worst ${args}`, { stdin });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  return stderr;
}

test.each(WORST_FORMATS)('the worst rows as %s', async (format) => {
  const printed = await worst(`${COLUMNS} -l mse -n 3 --show id,region -f ${format}`);
  await expect(printed).toMatchFileSnapshot(`expected/worst-mse.${format}.txt`);
});

test('rows of several numbers', async () => {
  const rows = 'y0,y1,p0,p1\n0,1,0.25,0.5\n1,0,0.5,0.75\n';
  const args = '- --true y0-y1 --pred p0-p1 -l mae';
  expect(await worst(`${args} -f csv`, rows)).toBe(
    'row,true_0,true_1,pred_0,pred_1,loss\n2,1,0,0.5,0.75,0.625\n1,0,1,0.25,0.5,0.375\n',
  );
  expect(JSON.parse(await worst(`${args} -n 1 -f json`, rows))).toMatchObject({
    samples: 2,
    worst: [{ row: 2, true: [1, 0], pred: [0.5, 0.75], loss: 0.625 }],
  });
});

test('twenty rows where nothing is said, numbered as in the input', async () => {
  const rows = Array.from({ length: 50 }, (_, i) => (i === 7 ? '0,\n' : `0,${i}\n`)).join('');
  const printed = await worst(`- --true y --pred p -l mae --missing skip -f csv`, `y,p\n${rows}`);
  const numbers = printed
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => Number(line.split(',')[0]));
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, i) => 50 - i));
  const all = await worst(`- --true y --pred p -l mae --missing skip -f csv -n 99`, `y,p\n${rows}`);
  expect(all.trimEnd().split('\n')).toHaveLength(50);
});

test('settings of the loss', async () => {
  const printed = await worst(
    `${COLUMNS} -l huber:delta=0.5,compat=torch -n 1 -f json --precision 3`,
  );
  expect(JSON.parse(printed)).toMatchObject({
    loss: 'huber',
    compat: 'torch',
    params: { delta: 0.5 },
    worst: [{ row: 3, loss: 0.325 }],
  });
});

test('a loss that is one number for the whole input', async () => {
  expect(await refusal(`${COLUMNS} -l rmse`)).toBe(
    'losscalc: root-mean-squared-error: expected a loss that every sample has, found one number for the whole input\n' +
      '  hint: name a loss of samples, such as mean-squared-error\n',
  );
});

test.each([
  [COLUMNS, '--loss: expected a loss, found nothing'],
  [`${COLUMNS} -l mse -l mae`, '--loss: expected one loss, found 2'],
  [`${COLUMNS} -l mes`, 'unknown loss "mes"'],
  [`${COLUMNS} -l mse -n 0`, '--count: expected an integer of at least 1, found "0"'],
  [`${COLUMNS} -l mse --show it`, 'no column "it"'],
  [`${COLUMNS} -l mse -f junit`, '--format: expected one of table, json, csv, markdown'],
  [`${COLUMNS} -l mse --shwo id`, 'worst has no option "--shwo"'],
])('a mistake: %s', async (args, problem) => {
  expect(await refusal(args)).toContain(problem);
});

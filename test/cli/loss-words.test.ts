import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { losscalc } from './losscalc.ts';

const TABLE = `class,label,o0,o1,o2,p0,p1,p2,score
0,1,1,0,0,0.7,0.2,0.1,0.9
2,0,0,0,1,0.1,0.3,0.6,0.2
1,1,0,1,0,0.2,0.5,0.3,0.6
`;
/** The same classes as names, whose columns are called by them. */
const NAMED = `truth,cat,dog,eel
cat,0.7,0.2,0.1
eel,0.1,0.3,0.6
dog,0.2,0.5,0.3
`;
const INDEX = 'true is one class index for each row of 3 predictions';
const ROWS = 'true and pred are rows of 3 numbers';
const SINGLE = 'true and pred are one number each';
const ONE_HOT = '--true o0-o2 --pred p0-p2';

/** A command on a table, which stands in a file or on standard input. */
async function run(
  args: string,
  { table = TABLE, isFile = false } = {},
): Promise<{ stdout: string; stderr: string }> {
  const path = `${import.meta.dirname}/loss-words-${process.pid}.csv`;
  if (isFile) writeFileSync(path, table);
  try {
    const input = isFile ? path : '-';
    return await losscalc(args.replace(' - ', ` ${input} `), isFile ? {} : { stdin: table });
  } finally {
    rmSync(path, { force: true });
  }
}

describe('a word that several losses are called by', () => {
  it.each([
    ['cross-entropy', '--true class --pred p0-p2', INDEX, 'sparse-categorical-crossentropy'],
    ['cross_entropy', ONE_HOT, ROWS, 'categorical-crossentropy'],
    ['ce', '--true label --pred score', SINGLE, 'binary-crossentropy'],
    ['focal', '--true label --pred score', SINGLE, 'binary-focal-crossentropy'],
    ['hinge_loss', '--true class --pred p0-p2', INDEX, 'multiclass-hinge'],
    ['margin', '--true label --pred score', SINGLE, 'hinge'],
    [
      'crps',
      '--true score --pred p0-p2 --quantiles 0.1,0.5,0.9',
      'true is one value for each row of 3 predictions',
      'crps-quantiles',
    ],
    [
      'log-likelihood',
      '--true score --pred p0 --variance p1',
      'the inputs are true, pred, variance',
      'gaussian-nll',
    ],
  ])('%s %s', async (word, inputs, reason, loss) => {
    const { stdout } = await run(`${loss} - ${inputs} -f value`);
    expect(stdout).not.toBe('');
    for (const isFile of [false, true]) {
      const decided = await run(`${word} - ${inputs} -f value`, { isFile });
      const stderr = `losscalc: ${word}: ${reason}: ${loss}\n`;
      expect(decided).toEqual({ status: 0, stdout, stderr });
    }
  });

  it('says nothing of it where it is to be quiet', async () => {
    const { stderr } = await run('ce - --true class --pred p0-p2 -f value --quiet');
    expect(stderr).toBe('');
  });

  it('takes names of classes for class indices', async () => {
    const args = '- --true truth --pred cat,dog,eel -f value';
    const { stdout, stderr } = await run(`ce ${args}`, { table: NAMED });
    expect(stderr).toContain(`${INDEX}: sparse-categorical-crossentropy`);
    expect(stdout).toBe((await run(`scce ${args}`, { table: NAMED })).stdout);
  });

  it('says as much as the name of a framework', async () => {
    const inputs = '- --true class --pred p0-p2 --label-smoothing 0.1 -f value';
    const { stdout } = await run(`torch.nn.CrossEntropyLoss ${inputs}`);
    expect(stdout).toBe((await run(`scce ${inputs} --compat torch --from-logits`)).stdout);
  });

  it('is asked about where a row may be quantiles or members of an ensemble', async () => {
    const { stdout, stderr } = await run('crps - --true score --pred p0-p2');
    expect(stdout).toBe('');
    for (const loss of ['crps-quantiles', 'crps-ensemble']) expect(stderr).toContain(loss);
  });

  it('is asked about where the shapes leave more than one', async () => {
    const { stdout, stderr } = await run(`focal - ${ONE_HOT}`);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      `losscalc: "focal" is what several losses are called, of which 2 fit: ${ROWS}\n` +
        '  hint: name one of them\n' +
        '    binary-focal-crossentropy       labels 0 and 1 by themselves, or several\n' +
        '    categorical-focal-crossentropy  rows of classes, of which one is true\n',
    );
  });

  it('is asked about where the shapes leave none', async () => {
    const { stderr } = await run('ce - --true o0,o1 --pred p0-p2');
    expect(stderr).toContain(
      'none of which fits: a row of true has 2 numbers, one of pred 3 numbers',
    );
  });

  it.each([
    ['ce - --true class --pred nope', 'no column "nope"'],
    ['ce - --true class --pred p0-p2 --nope', 'has no option "--nope"'],
    ['ce no-such-file.csv --true a --pred b', 'no-such-file.csv: no such file'],
    ['ce', '--true, --pred: expected an input, found nothing'],
  ])('%s is the mistake that it would be with a name', async (args, message) => {
    const { stderr } = await run(args);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('several losses');
  });

  it.skipIf(process.platform === 'win32')('is no word for a pipe, read only once', async () => {
    const path = `${import.meta.dirname}/loss-words-${process.pid}.fifo`;
    execFileSync('mkfifo', [path]);
    try {
      for (const args of [`ce ${path} --true a --pred b`, `ce --files-from ${path} --true a`]) {
        const { stderr } = await losscalc(args);
        expect(stderr).toContain('found a pipe');
      }
    } finally {
      rmSync(path);
    }
  });

  it.each(['-h', '--help'])('shows with %s what it may mean', async (flag) => {
    const { stdout } = await losscalc(`cross-entropy ${flag}`);
    for (const name of ['sparse-categorical', 'categorical', 'binary']) {
      expect(stdout).toMatch(new RegExp(`^  ${name}-crossentropy  `, 'm'));
    }
  });

  it.each(['explain ce', 'diff ce', 'plot ce'])('is asked about by %s', async (args) => {
    const { status, stderr } = await losscalc(args);
    expect(status).toBe(2);
    expect(stderr).toContain('"ce" is what several losses are called');
  });
});

describe('among the losses of a run', () => {
  const inputs = '--true class --pred p0-p2';
  const note = `ce: ${INDEX}: sparse-categorical-crossentropy`;

  it('is decided once, and read once', async () => {
    const { stdout, stderr } = await run(`run - ${inputs} -l ce -l ce:compat=exact -f csv`);
    expect(stderr).toBe(`losscalc: ${note}\n`);
    const named = await run(`run - ${inputs} -l scce -l scce:compat=exact -f csv`);
    expect(stdout).toBe(named.stdout);
  });

  it.each(['worst -n 1', 'check --max 1', 'check --max 0.1'])('of %s', async (command) => {
    const [name, ...more] = command.split(' ');
    const { stderr } = await run(`${name} - ${inputs} -l ce ${more.join(' ')}`);
    expect(stderr).toContain(note);
  });

  it('of compare', async () => {
    const { stderr } = await run('compare - --true label --pred score --pred p0 -l ce');
    expect(stderr).toContain(`ce: ${SINGLE}: binary-crossentropy`);
  });

  it('of an assertion, under the name that it has there', async () => {
    const args = ['check', '-', ...inputs.split(' '), '--assert', 'cross-entropy <= 0.6'];
    const { status, stdout, stderr } = await losscalc(args, { stdin: TABLE });
    expect(status).toBe(0);
    expect(stdout).toContain('PASS  cross-entropy');
    expect(stderr).toContain(`${INDEX}: sparse-categorical-crossentropy`);
  });

  it('leaves a loss of the user its name', async () => {
    const args = ['run', '-', ...inputs.split(' '), '--define', 'ce=mean(p)', '-l', 'ce'];
    const { stderr } = await losscalc(args, { stdin: TABLE });
    expect(stderr).not.toContain('categorical-crossentropy');
  });
});

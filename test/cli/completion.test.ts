import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { bashCompletion } from '../../src/cli/completion/bash.ts';
import { fishCompletion } from '../../src/cli/completion/fish.ts';
import { powershellCompletion } from '../../src/cli/completion/powershell.ts';
import type { Syntax } from '../../src/cli/completion/syntax.ts';
import { zshCompletion } from '../../src/cli/completion/zsh.ts';
import { optionsFor } from '../../src/cli/catalogue/index.ts';
import { FAMILIES, TASKS } from '../../src/losses/definition.ts';
import { LOSSES } from '../../src/losses/index.ts';
import { losscalc } from './losscalc.ts';

const scripts = new Map<string, string>();

beforeAll(async () => {
  for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
    const { status, stdout, stderr } = await losscalc(['completion', shell]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    scripts.set(shell, stdout);
  }
});

function script(shell: string): string {
  return scripts.get(shell)!;
}

function exists(shell: string): boolean {
  return spawnSync(shell, ['-c', ':']).status === 0;
}

/** How shells are kept from reading what their user has set up. */
const BARE: Readonly<Record<string, string>> = { bash: '--norc', zsh: '-f', fish: '--no-config' };

/** What a shell prints when it runs a program; it must not complain. */
function run(shell: string, program: string, options: readonly string[] = []): string {
  const { status, stdout, stderr } = spawnSync(shell, [BARE[shell]!, ...options, '-c', program], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

/** The lines of a script that hold a text, without their indentation. */
function linesWith(text: string, shell: string): string[] {
  const lines = script(shell).split('\n');
  return lines.filter((line) => line.includes(text)).map((line) => line.trim());
}

test.each([
  [
    'powersehll',
    'losscalc: <shell>: expected one of bash, zsh, fish, powershell, found "powersehll"\n' +
      '  hint: did you mean "powershell"?\n',
  ],
  ['', 'losscalc: <shell>: expected one of bash, zsh, fish, powershell, found ""\n'],
])('completion %j is an error', async (shell, stderr) => {
  expect(await losscalc(['completion', shell])).toEqual({ status: 2, stdout: '', stderr });
});

describe('options that losses share are held once', () => {
  const delta = 'where the loss turns from quadratic to linear, in the unit of the data';

  test('bash', () => {
    expect(linesWith('--delta', 'bash')).toEqual([
      "case $loss in huber|pseudo-huber) options+=' --delta=' ;; esac",
    ]);
    expect(linesWith('--family', 'bash')).toEqual([
      `options+=' --family=${FAMILIES.join()} --task=${TASKS.join()}'`,
    ]);
  });

  test('zsh', () => {
    expect(linesWith('--delta=[where', 'zsh')).toEqual([
      `case $loss in huber) options+=('*--delta=[${delta}]:value: ') ;; esac`,
    ]);
  });

  test('fish', () => {
    expect(linesWith("-l delta -x -d 'where", 'fish')).toEqual([
      `complete -c losscalc -n '__losscalc_at "explain diff plot loss" "huber"' -l delta -x -d '${delta}'`,
    ]);
  });

  test('PowerShell', () => {
    expect(linesWith("'--delta'; Help = 'where", 'powershell')).toEqual([
      "@{ Commands = 'explain', 'diff', 'plot', 'loss'; Losses = @('huber'); " +
        `Options = @(@{ Flags = '--delta'; Help = '${delta}'; Value = '' }) }`,
    ]);
  });
});

describe.runIf(exists('bash'))('bash', () => {
  /** What is offered for the last of the words, for each command line; `files` where bash is left to offer them. */
  function complete(...lines: readonly (readonly string[])[]): string[] {
    const quoted = (words: readonly string[]): string =>
      words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
    const calls = lines.map((words) => `complete_words ${quoted(['losscalc', ...words])}`);
    const output = run(
      'bash',
      `${script('bash')}
compopt() { files=; }
complete_words() {
  local files=files
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
  _losscalc
  echo "\${COMPREPLY[*]-}\${files}"
}
${calls.join('\n')}
`,
    );
    return output.split('\n').slice(0, -1);
  }

  test.each([
    ['hub', 'huber huber-loss'],
    ['ms', 'mse msle ms-loss'],
    ['expl', 'explain explained-variance explained-variance-score'],
    ['-', '--version --help'],
    ['plot hub', 'huber huber-loss'],
    ['plot --', '--help'],
    ['help expl', 'explain explained-variance explained-variance-score'],
    ['completion ', 'bash zsh fish powershell'],
    ['list --f', '--family --format'],
    ['list -f ', 'table json'],
    ['mse --compat t', 'tf-keras torch torchmetrics tfjs'],
    ['mean-squared-error --compat = k', 'keras'],
    ['mse --compat =', 'tf-keras keras torch torchmetrics sklearn optax tfjs lightgbm exact'],
    ['explain huber --compat k', 'keras'],
    ['mse -f m', 'markdown'],
    ['plot mse --format ', 'terminal svg json'],
    ['diff mse -f ', 'table json markdown'],
    ['mse --input-format n', 'ndjson npy npz'],
    ['mse --missing ', 'error skip skip-element nan'],
    ['mse --reduction ', 'mean sum none weighted-mean nonzero-mean batchmean'],
    ['mse --dtype ', 'float64 float32'],
    ['mse --max ', ''],
    ['mse --max -', ''],
    ['mse ', 'files'],
    ['mse --true ', 'files'],
    ['mse -o ', 'files'],
    ['custom mean(p-y) ', 'files'],
    ['custom mean(p-y) --para', '--param'],
    ['huber --delt', '--delta'],
    ['mse --delt', ''],
    ['list ', ''],
    ['MSELoss --red', '--reduction'],
    ['$(exit 3) `exit', 'files'],
  ])('losscalc %s<TAB> offers %s', (line, offered) => {
    expect(complete(line.split(' '))).toEqual([offered]);
  });

  test('an empty word offers the names of losses and commands, without aliases', () => {
    const offered = complete([''])[0]!.split(' ');
    expect(offered).toEqual(
      expect.arrayContaining(['explain', 'help', ...LOSSES.map(({ name }) => name)]),
    );
    expect(offered).not.toContain('mse');
  });

  test('every loss offers its own options and conventions, by each of its names', () => {
    const names = LOSSES.flatMap((definition) =>
      [definition.name, ...definition.aliases].map((name) => ({ name, definition })),
    );
    const options = complete(...names.map(({ name }) => [name, '--']));
    const conventions = complete(...names.map(({ name }) => [name, '--compat', '']));
    for (const [i, { name, definition }] of names.entries()) {
      const own = optionsFor('loss', definition).flatMap((entry) =>
        entry.negation === undefined
          ? [`--${entry.name}`]
          : [`--${entry.name}`, `--no-${entry.name}`],
      );
      expect([name, ...options[i]!.split(' ').sort()]).toEqual([
        name,
        ...[...own, '--help'].sort(),
      ]);
      expect([name, conventions[i]]).toEqual([name, Object.keys(definition.conventions).join(' ')]);
    }
  });
});

describe.runIf(exists('fish'))('fish', () => {
  test.each([
    ['hub', 'huber\tQuadratic for small errors, linear for large ones.\nhuber-loss\thuber\n'],
    [
      'plot huber --delt',
      `--delta\twhere the loss turns from quadratic to linear, in the unit of the data\n`,
    ],
    ['mse --delt', ''],
    ['mse --dtype ', 'float32\twhat to compute in\nfloat64\twhat to compute in\n'],
    ['mse CONTRIB', 'CONTRIBUTING.md\n'],
    ['mse --max CONTRIB', ''],
    ['mse --true CONTRIB', 'CONTRIBUTING.md\n'],
    ['completion ', 'bash\nfish\npowershell\nzsh\n'],
  ])('losscalc %s<TAB>', (line, offered) => {
    const program = `${script('fish')}\ncomplete -C 'losscalc ${line}'\n`;
    expect(run('fish', program)).toBe(offered);
  });
});

describe('text of any kind does no harm', () => {
  const help = 'it\'s "a" `b` $(c) $d [e]: f \\ g \u2019h; i';
  const option = { flags: ['-n', '--nasty'], help, value: 'any' } as const;
  const syntax: Syntax = {
    options: [option],
    commands: [
      { name: 'list', summary: help, lossFirst: false, argument: 'any' },
      { name: 'plot', summary: help, lossFirst: true, argument: 'any' },
    ],
    lossArgument: 'files',
    contexts: [{ command: 'list', loss: undefined, options: [option] }],
  };

  test('in zsh', () => {
    const text = zshCompletion(syntax);
    expect(text).toContain(`'list:it'\\''s "a" \`b\` $(c) $d [e]: f \\ g \u2019h; i'`);
    expect(text).toContain(
      `'*-n+[it'\\''s "a" \`b\` $(c) $d \\[e\\]\\: f \\\\ g \u2019h; i]:value: '`,
    );
  });

  test('in fish', () => {
    expect(fishCompletion(syntax)).toContain(
      `-s n -l nasty -x -d 'it\\'s "a" \`b\` $(c) $d [e]: f \\\\ g \u2019h; i'`,
    );
  });

  test('in PowerShell', () => {
    expect(powershellCompletion(syntax)).toContain(
      `Help = 'it''s "a" \`b\` $(c) $d [e]: f \\ g \u2019\u2019h; i'`,
    );
  });

  test.runIf(exists('fish'))('as fish shows it', () => {
    const program = `${fishCompletion(syntax)}\ncomplete -C 'losscalc list --nas'\n`;
    expect(run('fish', program)).toBe(`--nasty\t${help}\n`);
  });

  test.each([
    ['bash', bashCompletion],
    ['zsh', zshCompletion],
  ])('%s parses it', (shell, write) => {
    if (exists(shell)) run(shell, write(syntax), ['-n']);
  });
});

test.each(['bash', 'zsh'])('%s parses its script', (shell) => {
  if (exists(shell)) run(shell, script(shell), ['-n']);
});

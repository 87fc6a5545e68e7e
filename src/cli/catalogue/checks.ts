import type { OptionEntry } from './option.ts';

const GATE = 'Gate (exit status 1 when the result is beyond it, or NaN)';

/** The options that say what a result must keep to, and where that is written. */
export const CHECK_OPTIONS: readonly OptionEntry[] = [
  {
    name: 'assert',
    kind: 'text',
    placeholder: 'assertion',
    isRepeatable: true,
    help: "what must hold: 'rmse <= 0.3'",
    details: "Of a segment 'rmse[region=eu] < 0.4', of each 'rmse[region=*] < 0.5'.",
    group: 'Checks',
    commands: ['check', 'merge'],
    saysWhat: true,
  },
  {
    name: 'warn',
    kind: 'text',
    placeholder: 'assertion',
    isRepeatable: true,
    help: 'likewise, but a failure only warns',
    group: 'Checks',
    commands: ['check', 'merge'],
    saysWhat: true,
  },
  {
    name: 'max',
    kind: 'number',
    help: 'highest result that passes',
    group: GATE,
    commands: ['loss', 'run', 'custom', 'check', 'merge'],
    saysWhat: true,
    variants: {
      run: { help: 'highest result that passes, of one --loss' },
      check: { help: 'highest result that passes, of one --loss', group: 'Checks' },
    },
  },
  {
    name: 'min',
    kind: 'number',
    help: 'lowest result that passes',
    group: GATE,
    commands: ['loss', 'run', 'custom', 'check', 'merge'],
    saysWhat: true,
    variants: {
      run: { help: 'lowest result that passes, of one --loss' },
      check: { help: 'lowest result that passes, of one --loss', group: 'Checks' },
    },
  },
  {
    name: 'baseline',
    kind: 'read-file',
    help: 'results must not be worse than in this file',
    details: 'It is one that losscalc baseline write has written.',
    group: 'Baseline',
    commands: ['check'],
    config: 'baseline.file',
    saysWhat: true,
  },
  {
    name: 'tolerance',
    kind: 'percentage',
    help: 'how much worse results may be, as a share: 2%',
    group: 'Baseline',
    commands: ['check'],
    config: 'baseline.tolerance',
  },
  {
    name: 'tolerance-abs',
    kind: 'number',
    help: 'how much worse results may be, if that is more',
    group: 'Baseline',
    commands: ['check'],
    config: 'baseline.toleranceAbs',
  },
  {
    name: 'update-baseline',
    kind: 'flag',
    help: 'write the baseline anew, and compare nothing',
    group: 'Baseline',
    commands: ['check'],
  },
  {
    name: 'results',
    kind: 'read-file',
    help: 'results of an engine, in place of rows',
    details:
      'They are what the query of losscalc sql returns, as JSON, lines of JSON or CSV; - is standard input.',
    group: 'Inputs',
    commands: ['check'],
  },
  {
    name: 'config',
    kind: 'read-file',
    help: 'what is not said here is read from a file',
    usual: 'losscalc.json, where nothing here says what to compute',
    group: 'Configuration',
    commands: ['check', 'baseline', 'sql'],
  },
];

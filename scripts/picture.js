/**
 * Draws docs/losscalc.svg, the picture in the README: a terminal with real output of the built program. With
 * `--check` it only says whether the committed picture is still what the program prints.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const COMMANDS = [
  'losscalc bce fixtures/essay/table.csv --true y --pred yhat --gradient',
  'losscalc bce fixtures/essay/table.csv --true y --pred yhat --compat keras -f value',
];
const FILE = new URL('../docs/losscalc.svg', import.meta.url);
const ROOT = new URL('..', import.meta.url);
const COLUMN = 8.43;
const LINE = 20;
const MARGIN = 20;

const screen = COMMANDS.flatMap((command) => [`$ ${command}`, ...outputOf(command), '']).slice(
  0,
  -1,
);
const svg = draw(screen);

if (process.argv.includes('--check')) {
  if (readFileSync(FILE, 'utf8') !== svg) {
    console.error('docs/losscalc.svg is not what the program prints: run npm run docs');
    process.exitCode = 1;
  }
} else {
  writeFileSync(FILE, svg);
}

function outputOf(command) {
  const [, ...args] = command.split(' ');
  const env = { ...process.env, FORCE_COLOR: '1', NO_COLOR: undefined, COLUMNS: '80' };
  const options = { cwd: ROOT, env, encoding: 'utf8' };
  return execFileSync(process.execPath, ['bin/losscalc.js', ...args], options)
    .trimEnd()
    .split('\n');
}

function draw(lines) {
  const width = Math.ceil(
    2 * MARGIN + COLUMN * Math.max(...lines.map((line) => plain(line).length)),
  );
  const height = 2 * MARGIN + LINE * lines.length;
  const text = lines.map((line, i) => {
    const y = MARGIN + LINE * (i + 0.75);
    return `  <text x="${MARGIN}" y="${y}">${styled(line)}</text>\n`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="losscalc in a terminal">
  <style>
    rect { fill: #fff; stroke: #d0d7de }
    text { fill: #1f2328; font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; white-space: pre }
    .bold { font-weight: 700 }
    .dim { fill: #59636e }
    @media (prefers-color-scheme: dark) {
      rect { fill: #0d1117; stroke: #30363d }
      text { fill: #e6edf3 }
      .dim { fill: #9198a1 }
    }
  </style>
  <rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
${text.join('')}</svg>
`;
}

/** A line with its ANSI styles as spans; only bold and dim are used. */
function styled(line) {
  if (line.startsWith('$ '))
    return `<tspan class="dim">$</tspan><tspan class="bold">${escape(line.slice(1))}</tspan>`;
  let open = '';
  return line
    .split(/(\x1b\[\d+m)/)
    .map((part) => {
      const code = /^\x1b\[(\d+)m$/.exec(part)?.[1];
      if (code !== undefined) {
        open = code === '1' ? 'bold' : code === '2' ? 'dim' : '';
        return '';
      }
      return open && part ? `<tspan class="${open}">${escape(part)}</tspan>` : escape(part);
    })
    .join('');
}

function plain(line) {
  return line.replaceAll(/\x1b\[\d+m/g, '');
}

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(' ', '\u00a0');
}

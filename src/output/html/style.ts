interface Theme {
  readonly background: string;
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly bar: string;
  readonly mark: string;
  readonly passed: string;
  readonly failed: string;
  readonly warned: string;
}

/** Texts stand out from the background by a contrast of at least 4.5, bars by 3. */
const LIGHT: Theme = {
  background: '#ffffff',
  text: '#1f2328',
  quiet: '#59636e',
  line: '#d1d9e0',
  bar: '#4a90c2',
  mark: '#c2410c',
  passed: '#1a7f37',
  failed: '#c9252d',
  warned: '#8a6100',
};

const DARK: Theme = {
  background: '#0d1117',
  text: '#e6edf3',
  quiet: '#9198a1',
  line: '#30363d',
  bar: '#3f86bd',
  mark: '#ff8f4a',
  passed: '#3fb950',
  failed: '#ff7b72',
  warned: '#d9a527',
};

/** The style sheet of the page. */
export const PAGE_STYLE = `:root { color-scheme: light dark; ${variables(LIGHT)} }
@media (prefers-color-scheme: dark) { :root { ${variables(DARK)} } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 3rem; background: var(--background); color: var(--text); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .5rem }
h3 { font-size: 1rem; font-weight: 600; margin: 1.25rem 0 .25rem }
p { margin: .25rem 0 }
.quiet { color: var(--quiet) }
.wide { overflow-x: auto }
table { border-collapse: collapse; font-size: .9rem }
.wide table { width: max-content }
th, td { padding: .3rem 1.25rem .3rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; max-width: min(22rem, 50vw) }
th { color: var(--quiet); font-weight: 500; white-space: nowrap }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
.passed { color: var(--passed) }
.failed { color: var(--failed); font-weight: 600 }
.warned { color: var(--warned) }
ul.unmet { list-style: none; margin: .5rem 0 1rem; padding: 0 }
figure { margin: .5rem 0 }
.bars { width: 100%; border-collapse: collapse }
.bars th, .bars td { border: 0; padding: .1rem .6rem .1rem 0; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; max-width: min(20rem, 38vw) }
.bars td:last-child { width: 100%; max-width: none }
.bars svg { display: block; width: 100%; height: 1.1rem }
.bar { fill: var(--bar) }
.chart { display: block; width: 100%; max-width: 26rem; height: auto; font: 13px system-ui, sans-serif }
.chart text { fill: var(--quiet) }
.axis { stroke: var(--line); fill: none }
.ideal { stroke: var(--quiet); stroke-dasharray: 4 4; fill: none }
.curve { stroke: var(--bar); stroke-width: 2; fill: none }
.point { fill: var(--bar); stroke: var(--background); stroke-width: 1.5 }`;

function variables(theme: Theme): string {
  return Object.entries(theme)
    .map(([name, color]: [string, string]) => `--${name}: ${color};`)
    .join(' ');
}

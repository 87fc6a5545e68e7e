/** Colours of everything but the curves. */
interface Theme {
  readonly background: string;
  readonly text: string;
  readonly quiet: string;
  readonly axis: string;
  readonly grid: string;
  /**
   * By curve. The hues are those that M. Okabe and K. Ito chose for colour-blind readers, in lightness that stands
   * out from the background, and two greys.
   */
  readonly curves: readonly string[];
}

const LIGHT: Theme = {
  background: '#ffffff',
  text: '#1f2328',
  quiet: '#59636e',
  axis: '#818b98',
  grid: '#e6eaef',
  curves: ['#0072b2', '#d55e00', '#00805d', '#b0468c', '#8f6b00', '#3d96d1', '#818b98', '#1f2328'],
};

const DARK: Theme = {
  background: '#0d1117',
  text: '#e6edf3',
  quiet: '#9198a1',
  axis: '#656c76',
  grid: '#21262d',
  curves: ['#4da6e8', '#ff8f4a', '#35c49a', '#e58fc4', '#e3c54a', '#a8d8ff', '#9198a1', '#f0f6fc'],
};

/** The style sheet of a drawing whose outermost element has the class `losscalc-plot`. */
export const STYLE_SHEET = `.losscalc-plot { color-scheme: light dark; font: 13px system-ui, sans-serif }
${themeRules(LIGHT, '')}
.losscalc-plot .title { font-size: 15px; font-weight: 600 }
.losscalc-plot .tick { font-size: 12px; font-variant-numeric: tabular-nums }
.losscalc-plot .curve { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round }
.losscalc-plot .derivative { stroke-width: 1.5; stroke-dasharray: 5 4; stroke-linecap: butt }
@media (prefers-color-scheme: dark) {
${themeRules(DARK, '  ')}
}`;

function themeRules(
  { background, text, quiet, axis, grid, curves }: Theme,
  indent: string,
): string {
  return [
    `.background { fill: ${background} }`,
    `text { fill: ${text} }`,
    `.quiet { fill: ${quiet} }`,
    `.axis { stroke: ${axis} }`,
    `.grid { stroke: ${grid} }`,
    `.any { stroke: ${quiet} }`,
    ...curves.map((color, i) => `.curve-${i + 1} { stroke: ${color} }`),
  ]
    .map((rule) => `${indent}.losscalc-plot ${rule}`)
    .join('\n');
}

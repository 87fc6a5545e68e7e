import { formatCount, formatSignificant } from '../../text/format-number.ts';
import type { Calibration } from '../../suite/calibration.ts';
import { escapeMarkup, type Markup } from '../escape.ts';
import { rowsOf, type Column } from '../cells/column.ts';

/**
 * Bars below each other, to either side of zero where some are below it.
 * @param columns what is said beside the bars
 * @param values the lengths of the bars; NaN and infinities have none
 */
export function barChart(columns: readonly Column[], values: readonly number[]): Markup {
  const finite = values.filter(Number.isFinite);
  const low = Math.min(0, ...finite);
  const span = Math.max(0, ...finite) - low || 1;
  const lines = rowsOf(columns).map((cells, i) => {
    const value = values[i]!;
    const start = (100 * (Math.min(0, value) - low)) / span;
    const length = (100 * Math.abs(value)) / span;
    const rect = Number.isFinite(value)
      ? `<rect class="bar" x="${percent(start)}" width="${percent(length)}" height="100%"/>`
      : '';
    const [label = '', ...others] = cells.map(escapeMarkup);
    const texts = [
      `<td title="${label}">${label}</td>`,
      ...others.map((text) => `<td class="number">${text}</td>`),
    ];
    return `<tr>${texts.join('')}<td><svg aria-hidden="true">${rect}</svg></td></tr>`;
  });
  const titles = columns.map(
    ({ header }, k) =>
      `<th scope="col"${k > 0 ? ' class="number"' : ''}>${escapeMarkup(header)}</th>`,
  );
  return `<table class="bars"><thead><tr>${titles.join('')}<td></td></tr></thead><tbody>\n${lines.join('\n')}\n</tbody></table>`;
}

/** Something is seen of whatever is not 0. */
function percent(x: number): string {
  return `${x === 0 ? 0 : Math.max(0.3, Number(x.toFixed(2)))}%`;
}

const SIZE = 320;
const MARGIN = { left: 58, right: 12, top: 12, bottom: 44 };
const TICKS = [0, 0.25, 0.5, 0.75, 1];
const LARGEST_POINT = 9;
const SMALLEST_POINT = 3;

/** A reliability diagram: the share of positives against the mean prediction; the area of a point is its count. */
export function reliabilityDiagram({ bins }: Calibration): Markup {
  const { left, right, top, bottom } = MARGIN;
  const [width, height] = [SIZE - left - right, SIZE - top - bottom];
  const x = (share: number): number => Math.round((left + share * width) * 10) / 10;
  const y = (share: number): number => Math.round((top + (1 - share) * height) * 10) / 10;
  // A bin has no means where it has no samples, or their weights sum to 0.
  const filled = bins.filter(({ meanPredicted }) => Number.isFinite(meanPredicted));
  const most = Math.max(1, ...filled.map(({ count }) => count));
  const at = filled.map((bin) => [x(bin.meanPredicted), y(bin.sharePositive)] as const);
  const points = filled.map((bin, i) => {
    const radius = Math.max(SMALLEST_POINT, LARGEST_POINT * Math.sqrt(bin.count / most));
    const title =
      `predicted ${formatSignificant(bin.meanPredicted, 3)}, positive ${formatSignificant(bin.sharePositive, 3)}, ` +
      `${formatCount(bin.count)} samples`;
    return `<circle class="point" cx="${at[i]![0]}" cy="${at[i]![1]}" r="${radius.toFixed(1)}"><title>${title}</title></circle>`;
  });
  const ticks = TICKS.flatMap((tick) => [
    `<text x="${x(tick)}" y="${y(0) + 18}" text-anchor="middle">${tick}</text>`,
    `<text x="${x(0) - 8}" y="${y(tick) + 4}" text-anchor="end">${tick}</text>`,
  ]);
  return `<svg class="chart" viewBox="0 0 ${SIZE} ${SIZE}" role="img">
<title>Share of positives against the mean prediction</title>
<path class="axis" d="M${x(0)} ${y(1)}V${y(0)}H${x(1)}"/>
<path class="ideal" d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}"/>
${ticks.join('\n')}
<text x="${x(0.5)}" y="${SIZE - 6}" text-anchor="middle">mean predicted probability</text>
<text transform="translate(12 ${y(0.5)}) rotate(-90)" text-anchor="middle">share of positives</text>
<polyline class="curve" points="${at.map((pair) => pair.join(',')).join(' ')}"/>
${points.join('\n')}
</svg>`;
}

import { jsonNumber, rowText } from '../output/result/json-text.ts';
import type { Chart, Curve } from './chart.ts';

/** A chart's points as a JSON object; NaN and the infinities are strings, as in results. */
export function drawJson({ loss, dtype, xTitle, x, curves }: Chart): string {
  const row = (values: Float64Array): string =>
    rowText(values, ', ', (value) => jsonNumber(value, dtype));
  const curve = ({ label, compat, params, losses, derivatives }: Curve): string =>
    [
      `      "label": ${JSON.stringify(label)}`,
      `"compat": ${JSON.stringify(compat)}`,
      `"params": ${JSON.stringify(params)}`,
      `"loss": ${row(losses)}`,
      ...(derivatives ? [`"derivative": ${row(derivatives)}`] : []),
    ].join(',\n      ');
  return `{
  "loss": ${JSON.stringify(loss)},
  "dtype": ${JSON.stringify(dtype)},
  "x": {
    "title": ${JSON.stringify(xTitle)},
    "values": ${row(x)}
  },
  "curves": [
${curves.map((each) => `    {\n${curve(each)}\n    }`).join(',\n')}
  ]
}
`;
}

import { compact, jsonNumber, jsonText, onLines, type Json } from '../output/json/json.ts';
import type { Chart, Curve } from './chart.ts';

/** A chart's points as a JSON object; NaN and the infinities are strings, as in results. */
export function drawJson({ loss, dtype, xTitle, x, curves }: Chart): string {
  const row = (values: Float64Array): Json =>
    Array.from(values, (value) => jsonNumber(value, dtype));
  const curve = ({ label, compat, params, losses, derivatives }: Curve): Json =>
    onLines({
      label,
      compat,
      params: compact(params),
      loss: row(losses),
      derivative: derivatives && row(derivatives),
    });
  const fields = {
    loss,
    dtype,
    x: onLines({ title: xTitle, values: row(x) }),
    curves: onLines(curves.map(curve)),
  };
  return `${jsonText(onLines(fields))}\n`;
}

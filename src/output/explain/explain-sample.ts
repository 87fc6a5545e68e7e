import { stylesFor, type Page } from '../layout/styles.ts';
import type { LossDefinition, ParameterValue } from '../../losses/definition.ts';
import { kebabCase } from '../../messages/names.ts';
import { settingFields } from '../json/fields.ts';
import { byName, compact, jsonNumber, jsonText, onLines, type Json } from '../json/json.ts';
import { LONGEST_IN_LINE, vectorText } from '../cells/numbers.ts';
import { settingText } from '../cells/result-facts.ts';
import { formatNumber, formatSignificant, alignDecimals } from '../../text/format-number.ts';
import { wrap, displayWidth } from '../layout/text.ts';
import type { Dtype } from '../../tensor/dtype.ts';
import type { SampleNumbers, WorkedSample, WorkedSteps } from '../../explain/worked-steps.ts';

/** Digits of the numbers of a vector. */
const VECTOR_DIGITS = 6;
/** Digits of a constant: some are float32 numbers, meant as 1e-7. */
const CONSTANT_DIGITS = 6;
const INDENT = 2;
const GAP = 2;

/** What is explained. */
export interface ExplainedSample extends WorkedSample {
  readonly definition: LossDefinition;
  readonly dtype: Dtype;
  readonly sample: SampleNumbers;
}

/** A sample's loss step by step for people, each step with its value. */
export function sampleAsText(
  { definition, dtype, sample, worked, refusals }: ExplainedSample,
  { width, color }: Page,
): string {
  const { bold } = stylesFor(color);
  const inputs = Object.entries(sample).map(
    ([name, values]) => `${kebabCase(name)} ${vector(values, dtype)}`,
  );
  const title = wrap(`${definition.title} of ${inputs.join(', ')}`, width);
  const sections = worked.map((steps) => [
    ...wrap(headingOf(steps), width).map((line, i) => (i === 0 ? bold(line) : line)),
    ...stepLines(steps, dtype, width),
  ]);
  const others = refusals.map(({ convention, reason }) => [
    bold(convention),
    ...wrap(reason, width, INDENT),
  ]);
  return [title, ...sections, ...others].map((lines) => `${lines.join('\n')}\n`).join('\n');
}

function headingOf({ conventions, settings }: WorkedSteps): string {
  const values = Object.entries(settings).map(([name, value]) => `${name} ${constantText(value)}`);
  return conventions.join(', ') + (values.length === 0 ? '' : `: ${values.join(', ')}`);
}

function constantText(value: ParameterValue): string {
  const number = typeof value === 'boolean' ? Number(value) : value;
  return settingText(number, (x) => formatSignificant(x, CONSTANT_DIGITS));
}

/** Expressions on the left, where they wrap, and below each other on the right what they come to. */
function stepLines({ steps }: WorkedSteps, dtype: Dtype, width: number): readonly string[] {
  const isScalar = steps.every(({ values }) => values.length === 1);
  const texts = steps.map(({ values }) => vector(values, dtype));
  const values = isScalar ? alignDecimals(texts) : texts;
  const valueWidth = Math.max(...values.map(displayWidth));
  const room = Math.max(width - INDENT - GAP - valueWidth, 2 * INDENT + 1);
  const expressions = steps.map(({ text }) => {
    const [first = '', ...rest] = wrap(text, room - INDENT);
    return [first, ...rest.map((line) => ' '.repeat(INDENT) + line)];
  });
  const column = Math.max(...expressions.flat().map(displayWidth));
  return expressions.flatMap((lines, i) => {
    const last = lines.at(-1)!.padEnd(column + GAP) + values[i]!;
    return [...lines.slice(0, -1), last].map((line) => ' '.repeat(INDENT) + line.trimEnd());
  });
}

/** A number in full, or several in brackets and fewer digits. */
function vector(values: readonly number[], dtype: Dtype): string {
  // A product with 0 may be -0, which says nothing to a reader.
  const [first, ...others] = values.map((x) => x + 0);
  if (others.length === 0) return formatNumber(first!, dtype);
  const number = (x: number): string => formatSignificant(x, VECTOR_DIGITS, dtype);
  const numbers = [first!, ...others];
  return `[${vectorText(numbers, number, { most: LONGEST_IN_LINE, separator: ', ' })}]`;
}

/** A sample's loss step by step for programs. */
export function sampleAsJson(explained: ExplainedSample): string {
  const { definition, dtype, sample, worked, refusals } = explained;
  const list = (values: readonly number[]): Json => values.map((x) => jsonNumber(x, dtype));
  const inputs = Object.entries(sample).map(([name, values]) => [name, list(values)] as const);
  const fields = {
    loss: definition.name,
    dtype,
    sample: byName(new Map(inputs)),
    worked: onLines(
      worked.map(({ conventions, settings, steps, loss }) =>
        onLines({
          conventions: compact(conventions),
          settings: settingFields(settings, dtype),
          steps: onLines(steps.map(({ text, values }) => ({ text, values: list(values) }))),
          loss: jsonNumber(loss, dtype),
        }),
      ),
    ),
    refusals: compact(refusals),
  };
  return `${jsonText(onLines(fields))}\n`;
}

import type { LabelledTensor } from '../engine/labelled-tensor.ts';
import { LabelNumbers } from '../sources/input/label-numbers.ts';
import type { WrittenLabels } from '../tensor/class-match.ts';
import type { InputJson, WrittenJson } from './part.ts';

/**
 * What is known of the inputs of a part, as plain data.
 * @param titles what messages call the files side by side, with which the labels of inputs begin
 */
export function inputsJson(
  tensors: ReadonlyMap<string, LabelledTensor>,
  titles: readonly string[],
): Readonly<Record<string, InputJson>> {
  const entries = [...tensors].map(([name, tensor]) => [name, inputJson(tensor, titles)] as const);
  return Object.fromEntries(entries);
}

function inputJson(tensor: LabelledTensor, titles: readonly string[]): InputJson {
  const { label, axes, dtype, columns, match, isSorted, oneHotClasses, labels } = tensor;
  const of = titles.findIndex((title) => label === title || label.startsWith(`${title}, `));
  return {
    ...(of < 0 ? { label } : { label: label.slice(titles[of]!.length), of }),
    axes,
    dtype,
    columns,
    match,
    isSorted,
    oneHotClasses,
    labels: labels && {
      match: labels.match,
      written: labels.written && writtenJson(labels.written),
    },
  };
}

function writtenJson({ texts, hasNumbers, named, positive }: WrittenLabels): WrittenJson {
  return {
    texts: [...texts],
    hasNumbers,
    named: named && { names: named.names, numbers: [...named.numbers] },
    positive,
  };
}

/** The texts of labels, by the numbers that stand for them. */
export function labelTexts(tensors: ReadonlyMap<string, LabelledTensor>): readonly string[] {
  const written = [...tensors.values()].find(({ labels }) => labels?.written)?.labels?.written;
  const texts: string[] = [];
  if (!written) return texts;
  for (let text; (text = written.textOf(LabelNumbers.at(texts.length))) !== undefined;)
    texts.push(text);
  return texts;
}

/** Gives the labels of several parts that are text numbers, the same text the same. */
export class CommonLabels {
  readonly #numbers = new LabelNumbers();

  /**
   * Numbers labels here as they are numbered in a part.
   * @param texts of that part
   */
  of(texts: readonly string[]): (label: number) => number {
    const numbers = new Map(
      texts.map((text, k) => [LabelNumbers.at(k), this.#numbers.numberOf(text, () => 'labels')]),
    );
    return (label) => numbers.get(label) ?? label;
  }

  readonly textOf = (label: number): string | undefined => this.#numbers.textOf(label);
}

/** An input of a part, and how its labels are numbered here. */
export interface OfPart {
  readonly input: InputJson;
  readonly labelOf: (label: number) => number;
}

/**
 * The input that several parts are of.
 * @param parts alike but for their labels; those that are written may be others in each
 * @param label what messages call it
 */
export function commonInput(
  parts: readonly OfPart[],
  label: string,
  { textOf }: CommonLabels,
  placeOf: LabelledTensor['placeOf'],
): LabelledTensor {
  const [{ input: first }] = parts as readonly [OfPart];
  const { axes, dtype, isSorted, oneHotClasses } = first;
  const found = <Key extends 'columns' | 'match'>(key: Key): InputJson[Key] =>
    parts.find(({ input }) => input[key])?.input[key];
  const match = parts.find(({ input }) => input.labels?.match)?.input.labels?.match;
  const written = commonLabels(parts, textOf);
  return {
    label,
    axes,
    dtype: dtype as LabelledTensor['dtype'],
    columns: found('columns'),
    match: found('match'),
    isSorted,
    oneHotClasses,
    placeOf,
    ...(first.labels && { labels: { match, written } }),
  };
}

function commonLabels(
  parts: readonly OfPart[],
  textOf: WrittenLabels['textOf'],
): WrittenLabels | undefined {
  const all = parts.flatMap(({ input, labelOf }) => {
    const written = input.labels?.written;
    return written ? { ...written, labelOf } : [];
  });
  const [first] = all;
  if (!first) return undefined;
  const { named, positive, labelOf } = first;
  return {
    texts: new Set(all.flatMap(({ texts }) => texts)),
    hasNumbers: all.some(({ hasNumbers }) => hasNumbers),
    named: named && { names: named.names, numbers: new Set(named.numbers.map(labelOf)) },
    positive: positive === undefined ? undefined : labelOf(positive),
    textOf,
    ofColumns: () => {
      throw new Error('classes of scores are decided where these are read');
    },
  };
}

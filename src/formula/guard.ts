import { compile, type Kernel, type KernelOptions, type Known } from './compile.ts';
import { Extent, reachable, valueArguments, varies, type Node } from './node.ts';
import { toDouble } from './wide.ts';
import { WideRow } from './wide-rows.ts';

/** Products of a few numbers between these are doubles. */
const LARGE = 2 ** 200;
const SMALL = 2 ** -200;

/**
 * A kernel of which nothing overflows or vanishes between inputs and outputs that are doubles. What comes out of doubles
 * as no finite number, or as nothing from small numbers alone, is computed once more with exponents that have no
 * bounds, but only where an input or a parameter is so large or so small that it may have been at fault.
 * @param hasExtremes whether a parameter is such a number
 */
export function compileGuarded(
  outputs: readonly Node[],
  options: KernelOptions,
  hasExtremes: boolean,
): Kernel {
  const kernel = compile(outputs, options);
  const { width } = options;
  const leaves = leavesOf(outputs, options);
  return (rows, inputs, externals, results) => {
    kernel(rows, inputs, externals.map(inDoubles), results);
    const isAlways = hasExtremes || externals.some(isExtremeKnown);
    outputs.forEach((node, k) => {
      const values = results[k]!;
      const columns = varies(node.extent, Extent.column) ? width : 1;
      const end = varies(node.extent, Extent.row) ? rows * columns : columns;
      // Zeros are too common in a row to look into each.
      const least = columns === 1 ? SMALL : 0;
      let at = -1;
      while ((at = nextDoubtful(values, at + 1, end, least)) < end) {
        const row = Math.floor(at / columns);
        const rowEnd = (row + 1) * columns;
        if (isAlways || isExtremeRow(leaves, inputs, row, values[at]!)) {
          const wide = new WideRow(options, { row, inputs, externals });
          for (; at < rowEnd; at = nextDoubtful(values, at + 1, rowEnd, least)) {
            values[at] = toDouble(wide.value(node, at - row * columns)) + 0;
          }
        }
        at = rowEnd - 1;
      }
    });
  };
}

/** The place of the next value that is no finite number, or smaller than `least`; `end` where there is none. */
function nextDoubtful(values: Float64Array, from: number, end: number, least: number): number {
  for (let i = from; i < end; i++) {
    const size = Math.abs(values[i]!);
    if (!(size >= least && size < Infinity)) return i;
  }
  return end;
}

/** An input of a kernel. */
interface Leaf {
  readonly index: number;
  /** Values in a row. */
  readonly columns: number;
  readonly isSeed: boolean;
}

function leavesOf(outputs: readonly Node[], { inputs, externals, width }: KernelOptions): Leaf[] {
  return reachable(outputs, (node) => externals.includes(node), valueArguments)
    .filter(({ op }) => op === 'input' || op === 'seed')
    .map(({ op, name, extent }) => ({
      index: inputs.indexOf(name!),
      columns: varies(extent, Extent.column) ? width : 1,
      isSeed: op === 'seed',
    }));
}

/**
 * Whether inputs of a row may be at fault for a value: of no finite number any large or small one; of next to nothing
 * numbers that are all small, since it is mostly right.
 */
function isExtremeRow(
  leaves: readonly Leaf[],
  inputs: readonly Float64Array[],
  row: number,
  value: number,
): boolean {
  const some = (is: (value: number) => boolean, of: readonly Leaf[]): boolean =>
    of.some(({ index, columns }) => {
      const values = inputs[index]!;
      for (let i = row * columns; i < (row + 1) * columns; i++) if (is(values[i]!)) return true;
      return false;
    });
  if (!(Math.abs(value) < Infinity)) return some(isExtreme, leaves);
  const numbers = leaves.filter(({ isSeed }) => !isSeed);
  return !some((x) => !(Math.abs(x) < SMALL), numbers) && some((x) => x !== 0, numbers);
}

function isExtremeKnown(value: Known): boolean {
  if (typeof value === 'number') return isExtreme(value);
  return value instanceof Float64Array ? value.some(isExtreme) : true;
}

function inDoubles(value: Known): Known {
  if (typeof value === 'number' || value instanceof Float64Array) return value;
  return value.length === 1 ? toDouble(value[0]!) : Float64Array.from(value, toDouble);
}

/** Whether a number is so large or so small that products of it may be no doubles. */
export function isExtreme(value: number): boolean {
  const size = Math.abs(value);
  return size < Infinity && size !== 0 && !(size >= SMALL && size <= LARGE);
}

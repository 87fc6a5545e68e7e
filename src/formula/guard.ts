import { compile, type Kernel, type KernelOptions, type Known } from './compile.ts';
import { Extent, reachable, valueArguments, varies, type Node } from './node.ts';
import type { RoundingError } from './rounding-error.ts';
import { toDouble, type Wide } from './wide.ts';
import { WideRow } from './wide-rows.ts';

/** Products of a few numbers between these are doubles. */
const LARGE = 2 ** 200;
const SMALL = 2 ** -200;
/** Functions that overflow for numbers of no great size, and for which numbers they may. */
const EXPONENTIAL = ['exp', 'expm1', 'pow'];
const LARGE_EXPONENT = 100;
const COMPARISONS = ['lt', 'le', 'gt', 'ge', 'eq', 'ne'];

/** What is known of the numbers that a guarded kernel computes with. */
export interface Guarded {
  /** Whether a parameter is so large or so small that it may be at fault. */
  readonly hasExtremes: boolean;
  readonly errors: RoundingError;
}

/**
 * A kernel of which nothing overflows or vanishes between inputs and outputs that are doubles, and of whose outputs no digits
 * cancel. What comes out of doubles as no finite number, or as nothing from small numbers alone, is computed once more with
 * twice the digits and exponents that have no bounds, but only where an input or a parameter is so large or so small that it
 * may have been at fault; and so is what {@link RoundingError} finds to be off, but for slopes.
 */
export function compileGuarded(
  outputs: readonly Node[],
  options: KernelOptions,
  { hasExtremes, errors }: Guarded,
): Kernel {
  const { width } = options;
  const columnsOf = ({ extent }: Node): number => (varies(extent, Extent.column) ? width : 1);
  const nodes = reachable(outputs, (node) => options.externals.includes(node), valueArguments);
  const cancelling = cancellingOf(outputs, errors);
  const kernel = compile([...outputs, ...cancelling.map(({ isLarge }) => isLarge)], options);
  const leaves = leavesOf(nodes, options);
  const hides = nodes.some(hidesOverflow);
  const largest = nodes.some(({ op }) => EXPONENTIAL.includes(op)) ? LARGE_EXPONENT : LARGE;
  let wideRows: WideRow | undefined;
  return (rows, inputs, externals, results) => {
    const found = cancelling.map((each) => roomOf(each, lengthOf(each.isLarge, rows, width)));
    const known = externals.map((value, k) => inDoubles(value, options.externals[k]!));
    kernel(rows, inputs, known, [...results, ...found]);
    const isAlways = hasExtremes || externals.some(isExtremeKnown);
    let wide: WideRow | undefined;
    const wideAt = (row: number): WideRow => {
      wide ??= (wideRows ??= new WideRow(options)).of({ inputs, externals });
      return wide.at(row);
    };
    if (hides) {
      for (const row of rowsWithLarge(leaves, inputs, rows)) {
        outputs.forEach((node, k) => {
          if (varies(node.extent, Extent.row))
            computeRow(wideAt(row), node, results[k]!, row, columnsOf(node));
        });
      }
    }
    outputs.forEach((node, k) => {
      const values = results[k]!;
      const columns = columnsOf(node);
      const end = varies(node.extent, Extent.row) ? rows * columns : columns;
      // Zeros are too common in a row to look into each.
      const least = columns === 1 ? SMALL : 0;
      let at = -1;
      while ((at = nextDoubtful(values, at + 1, end, least)) < end) {
        const row = Math.floor(at / columns);
        const rowEnd = (row + 1) * columns;
        if (isAlways || isExtremeRow(leaves, inputs, row, values[at]!, largest)) {
          computeRow(wideAt(row), node, values, row, columns);
        }
        at = rowEnd - 1;
      }
    });
    for (const { k, node, isLarge, room: found } of cancelling) {
      const columns = columnsOf(isLarge);
      const end = lengthOf(isLarge, rows, width);
      let at = -1;
      while ((at = found.indexOf(1, at + 1)) >= 0 && at < end) {
        const row = Math.floor(at / columns);
        if (columns === columnsOf(node)) {
          results[k]![at] = toDouble(wideAt(row).value(node, at % columns)) + 0;
        } else {
          computeRow(wideAt(row), node, results[k]!, row, columnsOf(node));
        }
      }
    }
  };
}

/** An output of which digits may cancel. */
interface Cancelling {
  /** Its number among the outputs. */
  readonly k: number;
  readonly node: Node;
  /** Whether they do: for each of its values, or for the row. */
  readonly isLarge: Node;
  /** Where that is written, of the most rows so far. */
  room: Float64Array;
}

function cancellingOf(outputs: readonly Node[], errors: RoundingError): readonly Cancelling[] {
  return outputs.flatMap((node, k) => {
    const isLarge = isSlope(node) ? undefined : errors.isLarge(node);
    return isLarge ? [{ k, node, isLarge, room: new Float64Array(0) }] : [];
  });
}

function roomOf(cancelling: Cancelling, length: number): Float64Array {
  if (cancelling.room.length < length) cancelling.room = new Float64Array(length);
  return cancelling.room;
}

/** Whether it is part of a gradient. */
function isSlope(node: Node): boolean {
  return reachable([node], undefined, valueArguments).some(({ op }) => op === 'seed');
}

function lengthOf({ extent }: Node, rows: number, width: number): number {
  return (varies(extent, Extent.row) ? rows : 1) * (varies(extent, Extent.column) ? width : 1);
}

/** The place of the next value that is no finite number, or smaller than `least`; `end` where there is none. */
function nextDoubtful(values: Float64Array, from: number, end: number, least: number): number {
  for (let i = from; i < end; i++) {
    const size = Math.abs(values[i]!);
    if (!(size >= least && size < Infinity)) return i;
  }
  return end;
}

/** Computes a row of an output anew. */
function computeRow(
  wide: WideRow,
  node: Node,
  values: Float64Array,
  row: number,
  columns: number,
): void {
  for (let column = 0; column < columns; column++) {
    values[row * columns + column] = toDouble(wide.value(node, column)) + 0;
  }
}

/**
 * Whether what overflows before it may come out of a node as a number: as the 0 of a quotient, or from a comparison of two
 * that overflow, as an order is. Elsewhere an infinity stays one or becomes NaN, or is as good as what it stands for.
 */
function hidesOverflow({ op, args: [first, second] }: Node): boolean {
  switch (op) {
    case 'div':
      return second!.extent !== Extent.constant;
    case 'pow':
      return !(second!.value! > 0);
    case 'argsort':
    case 'argcummax':
      return true;
    default:
      return (
        COMPARISONS.includes(op) &&
        [first!, second!].every(({ extent }) => extent !== Extent.constant)
      );
  }
}

/** The rows with a large number among their inputs. */
function rowsWithLarge(
  leaves: readonly Leaf[],
  inputs: readonly Float64Array[],
  rows: number,
): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { index, columns } of leaves) {
    const values = inputs[index]!;
    const end = rows * columns;
    for (let i = 0; i < end; i++) {
      const size = Math.abs(values[i]!);
      if (size > LARGE && size < Infinity) found.add(Math.floor(i / columns));
    }
  }
  return found;
}

/** An input of a kernel. */
interface Leaf {
  readonly index: number;
  /** Values in a row. */
  readonly columns: number;
  readonly isSeed: boolean;
}

function leavesOf(nodes: readonly Node[], { inputs, width }: KernelOptions): Leaf[] {
  return nodes
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
  largest: number,
): boolean {
  const some = (is: (value: number) => boolean, of: readonly Leaf[]): boolean =>
    of.some(({ index, columns }) => {
      const values = inputs[index]!;
      for (let i = row * columns; i < (row + 1) * columns; i++) if (is(values[i]!)) return true;
      return false;
    });
  if (!(Math.abs(value) < Infinity)) return some((x) => isExtreme(x, largest), leaves);
  const numbers = leaves.filter(({ isSeed }) => !isSeed);
  return !some((x) => !(Math.abs(x) < SMALL), numbers) && some((x) => x !== 0, numbers);
}

function isExtremeKnown(value: Known): boolean {
  if (typeof value === 'number') return isExtreme(value);
  if (value instanceof Float64Array) return value.some((x) => isExtreme(x));
  return value.some((x) => !isZeroOrOrdinary(x));
}

/** Of a sum, which may be beyond the doubles. */
function isZeroOrOrdinary(x: Wide): boolean {
  return x.e === 0 && !isExtreme(x.h);
}

function inDoubles(value: Known, { extent }: Node): Known {
  if (typeof value === 'number' || value instanceof Float64Array) return value;
  const values = Float64Array.from(value, toDouble);
  return varies(extent, Extent.column) ? values : values[0]!;
}

/** Whether a number is so large or so small that products of it may be no doubles. */
export function isExtreme(value: number, largest = LARGE): boolean {
  const size = Math.abs(value);
  return size < Infinity && size !== 0 && !(size >= SMALL && size <= largest);
}

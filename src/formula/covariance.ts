import { ExactSum } from '../reduce/exact-sum.ts';
import { covariance, sumOfExact, type ProductSums } from '../reduce/covariance.ts';
import type { ExactNumber } from '../reduce/units.ts';
import type { Graph } from './graph.ts';
import { Extent, varies, type Node } from './node.ts';

/*
 * A covariance over samples, `batch_cov` of all elements and `column_cov` of each column, is made of sums of products
 * that mostly cancel. So each product is summed as its double and what that rounds away: the sums are exact, and so is
 * what is left of them.
 */

/** The nodes whose sums over samples a covariance is made of; several are summed up as one. */
export interface CovarianceTerms {
  /** The number of `rows` where each sample counts 1. */
  readonly weight: readonly Node[];
  readonly x: readonly Node[];
  readonly y: readonly Node[];
  readonly xy: readonly Node[];
}

export function isCovariance({ op }: Node): boolean {
  return op === 'batch_cov' || op === 'column_cov';
}

export function covarianceTerms(graph: Graph, { args: [x, y, w] }: Node): CovarianceTerms {
  const isCounted = w!.op === 'number';
  /** A product as numbers that add up to it. */
  const times = (a: Node, b: Node): Node[] => [
    graph.op('product', a, b),
    graph.op('product_error', a, b),
  ];
  const ofX = isCounted ? [x!] : times(w!, x!);
  const ofY = isCounted ? [y!] : times(w!, y!);
  return {
    weight: [isCounted ? graph.leaf('rows', Extent.constant) : w!],
    x: ofX,
    y: ofY,
    xy: ofX.flatMap((part) => times(part, y!)),
  };
}

/** The terms of a covariance, each once. */
export function distinctTerms({ weight, x, y, xy }: CovarianceTerms): readonly Node[] {
  return [...new Set([...weight, ...x, ...y, ...xy])];
}

/**
 * The sums of a covariance, of each column or of all together.
 * @param width how many columns there are
 * @param sumOf the sum of a term in a column
 */
export function productSums(
  node: Node,
  terms: CovarianceTerms,
  width: number,
  sumOf: (term: Node, column: number) => ExactNumber,
): readonly ProductSums[] {
  const columns = varies(node.args[0]!.extent, Extent.column) ? width : 1;
  const ofColumns = Array.from({ length: columns }, (_, column): ProductSums => {
    const of = (parts: readonly Node[]): ExactNumber =>
      sumOfExact(parts.map((term) => sumOf(term, column)));
    return { weight: of(terms.weight), x: of(terms.x), y: of(terms.y), xy: of(terms.xy) };
  });
  if (node.op === 'column_cov') return ofColumns;
  const over = (name: keyof ProductSums): ExactNumber =>
    sumOfExact(ofColumns.map((sums) => sums[name]));
  return [{ weight: over('weight'), x: over('x'), y: over('y'), xy: over('xy') }];
}

/** A covariance while its terms are summed. */
export class CovarianceReducer {
  readonly node: Node;
  /** What {@link add} takes. */
  readonly terms: readonly Node[];
  readonly #terms: CovarianceTerms;
  readonly #width: number;
  readonly #round: (x: number) => number;
  /** Of each term by column. */
  readonly #sums: ReadonlyMap<Node, readonly ExactSum[]>;
  #rows = 0;

  constructor(node: Node, { graph, width }: { readonly graph: Graph; readonly width: number }) {
    this.node = node;
    this.#terms = covarianceTerms(graph, node);
    this.terms = distinctTerms(this.#terms).filter(({ op }) => op !== 'rows');
    this.#width = varies(node.args[0]!.extent, Extent.column) ? width : 1;
    this.#round = graph.round;
    this.#sums = new Map(
      this.terms.map((term) => [term, Array.from({ length: this.#width }, () => new ExactSum())]),
    );
  }

  /** @param values of each of the terms, row by row */
  add(values: readonly Float64Array[], rows: number): void {
    this.#rows += rows;
    this.terms.forEach((term, k) => {
      const sums = this.#sums.get(term)!;
      for (let at = 0; at < rows * this.#width; at++) sums[at % this.#width]!.add(values[k]![at]!);
    });
  }

  finish(): number | Float64Array {
    const rows = new ExactSum();
    rows.add(this.#rows);
    const sums = productSums(this.node, this.#terms, this.#width, (term, column) => {
      return this.#sums.get(term)?.[column] ?? rows;
    });
    const found = Float64Array.from(sums, (of) => this.#round(covariance(of)));
    return this.node.op === 'column_cov' ? found : found[0]!;
  }
}

import { DomainGuard } from '../engine/domain-guard.ts';
import { decidedTensors } from '../engine/decision.ts';
import { countedPerRow } from '../engine/finish.ts';
import { ofNothing } from '../engine/counted-samples.ts';
import { scopeName } from '../engine/formula-scope.ts';
import type { Program } from '../engine/program.ts';
import { programOf } from '../engine/program-of.ts';
import type { LossRequest } from '../engine/request.ts';
import { requireEffect } from '../engine/required-effect.ts';
import { settled } from '../engine/settle.ts';
import {
  checkShapes,
  isShare,
  shapeError,
  shapeKind,
  type LabelledTensor,
} from '../engine/shapes.ts';
import { isBatchReduction, reachable, type Node } from '../formula/node.ts';
import { Scalars } from '../formula/sql/scalars.ts';
import type { Graph } from '../formula/graph.ts';
import { Extent } from '../formula/node.ts';
import { UserError } from '../messages/errors.ts';
import { snakeCase } from '../messages/names.ts';
import { columnLabel } from './column-names.ts';
import { domainCounts, type DomainCounts } from './domain-counts.ts';
import { refusal, requireFormula } from './inexpressible-loss.ts';
import type { LeafOf, QueriedLoss, QueryRequest } from './query-request.ts';

/** A loss as expressions of numbers of rows, and of sums of these. */
export interface LossNodes extends DomainCounts {
  readonly name: string;
  readonly request: LossRequest;
  /** The loss of a sample; undefined where there is one for the whole input. */
  readonly ofSample: Node | undefined;
  /** The loss, of sums. */
  readonly result: Node;
  /** The reductions over rows that it is made of. */
  readonly sums: readonly Node[];
  /** What a mean is divided by; undefined where it is none. */
  readonly denominator: Node | undefined;
  /** How many values clipping changed. */
  readonly clipped: Node;
}

/**
 * A loss as expressions that an engine has.
 * @param graph shared by all losses of a query
 * @throws UserError for a loss that SQL cannot express, and for inputs that do not fit it
 */
export function lossNodes(
  { name, request: asked }: QueriedLoss,
  query: QueryRequest,
  graph: Graph,
  leafOf: LeafOf,
): LossNodes {
  const { dialect, columns } = query;
  requireFormula(name, asked);
  const tensors = tensorsOf(asked, query);
  const request = settled(asked, tensors);
  requireInputs(name, request, tensors);
  const width = columns.get('pred')!.length;
  const program = programOf(request, Object.fromEntries(widthsOf(columns)));
  requireEffect(request, {
    isBatchLevel: program.isBatchLevel,
    isWeighted: columns.has('weights'),
    gradient: false,
  });
  requireSums(name, request, program, query);
  const scalars = new Scalars(
    graph,
    leavesOf(request, width, leafOf),
    (op) => op in dialect.operations,
  );
  try {
    const clipped = program.clipped
      ? graph.reduceBatch('batch_sum', scalars.at(program.clipped))
      : graph.zero;
    const counted = domainCounts(request, columns, scalars, leafOf);
    const reduced = program.isBatchLevel
      ? { result: scalars.at(program.value), denominator: undefined, ofSample: undefined }
      : reducedSamples(
          request,
          program,
          scalars,
          columns.has('weights') ? leafOf('weights', 0) : undefined,
        );
    return {
      name,
      request,
      ...reduced,
      sums: sumsOf(reduced.result, reduced.denominator),
      clipped,
      ...counted,
    };
  } catch (error) {
    throw refusal(name, dialect, error);
  }
}

/** The inputs as the engine of a file would have them. */
function tensorsOf(
  { inputs }: LossRequest,
  { columns }: QueryRequest,
): ReadonlyMap<string, LabelledTensor> {
  return new Map(
    [...columns]
      .filter(([input]) => inputs.has(input) || isShare(input))
      .map(([input, names]) => {
        const isOne = shapeKind(inputs, input) === 'sample' && names.length === 1;
        const label = names.map(columnLabel).join(',');
        return [input, { label, axes: isOne ? [] : [names.length] }] as const;
      }),
  );
}

function widthsOf(columns: QueryRequest['columns']): readonly (readonly [string, number])[] {
  return [...columns].map(([input, names]) => [input, names.length] as const);
}

/** @throws UserError for inputs that are missing or do not fit each other */
function requireInputs(
  name: string,
  request: LossRequest,
  tensors: ReadonlyMap<string, LabelledTensor>,
): void {
  const shapes = new Map([...tensors].map(([input, { axes }]) => [input, [1, ...axes]] as const));
  if (!checkShapes(request, tensors)) throw shapeError(request, shapes);
  const share = ['weights', 'mask'].find((input) => (tensors.get(input)?.axes.length ?? 0) > 0);
  if (share !== undefined) {
    throw new UserError({
      where: `--${share}`,
      problem: 'expected one column, found several',
      hint: `SQL has ${share} of rows; those of single numbers are for files`,
    });
  }
  if (decidedTensors(request, tensors) !== tensors) {
    throw new UserError({
      where: `${name}, --pred`,
      problem: 'expected a column of labels, found scores of classes',
      hint: 'name the column of the predicted class',
    });
  }
  // It looks at the shapes when it is made: at what is a single class, a list of one item, or no box.
  new DomainGuard(
    request,
    tensors,
    Object.fromEntries([...tensors].map(([input, { axes }]) => [input, axes[0] ?? 1])),
  );
}

/** @throws UserError for a loss of which segments are no sums */
function requireSums(
  name: string,
  { convention }: LossRequest,
  program: Program,
  { by }: QueryRequest,
): void {
  if (by.length === 0 || !program.mixesSamples || convention.readsEncoding) return;
  throw new UserError({
    where: `${name}, --by`,
    problem:
      'the loss of a row depends on all other rows, so that segments are no sums over their own',
    hint: 'leave --by out, and name the rows of a segment with --where',
  });
}

function leavesOf(
  request: LossRequest,
  width: number,
  leafOf: LeafOf,
): ConstructorParameters<typeof Scalars>[1] {
  const inputOf = new Map(
    [...request.inputs.keys(), 'weights'].map((input) => [scopeName(request, input), input]),
  );
  return {
    width,
    input: (_graph, name, position) => leafOf(inputOf.get(name)!, position ?? 0),
    vector: (name) => {
      const found = Object.entries(request.params).find(([key]) => snakeCase(key) === name);
      return found![1] as readonly number[];
    },
  };
}

/** The reduction of losses that samples have. */
function reducedSamples(
  request: LossRequest,
  program: Program,
  scalars: Scalars,
  weight: Node | undefined,
): Pick<LossNodes, 'ofSample' | 'result' | 'denominator'> {
  const { graph } = scalars;
  const weighted = (node: Node): Node => (weight ? scalars.op('mul', node, weight) : node);
  const rows = graph.leaf('rows', Extent.constant);
  const total = (node: Node): Node => graph.reduceBatch('batch_sum', node);
  const sum = total(weighted(scalars.at(program.objective)));
  const count = program.count && scalars.at(program.count);
  const counted = (): Node => {
    const each = count ?? graph.number(1);
    const share =
      request.reduction === 'weighted-mean'
        ? weighted(each)
        : request.reduction === 'nonzero-mean' && weight
          ? graph.select(graph.op('eq', weight, graph.zero), graph.zero, each)
          : each;
    const perRow = countedPerRow(request, count !== undefined, program.width);
    return scalars.op('mul', total(share), graph.number(perRow));
  };
  const ofSample = scalars.at(program.value);
  switch (request.reduction) {
    case 'none':
    case 'sum':
      return { ofSample, result: sum, denominator: graph.number(1) };
    case 'batchmean':
      return { ofSample, result: graph.div(sum, rows), denominator: rows };
    case 'mean':
    case 'nonzero-mean':
    case 'weighted-mean': {
      const denominator = counted();
      const quotient = scalars.op('div', sum, denominator);
      // Where it is no 0 it is NaN, which 0 / 0 is.
      const isZero = ofNothing(request, 1) === 0 && reachable([denominator]).some(isBatchReduction);
      const result = isZero
        ? graph.select(graph.op('eq', denominator, graph.zero), graph.zero, quotient)
        : quotient;
      return { ofSample, result, denominator };
    }
  }
}

/** The reductions over rows in some expressions of them. */
function sumsOf(...of: readonly (Node | undefined)[]): readonly Node[] {
  const roots = of.filter((node) => node !== undefined);
  return reachable(roots, isBatchReduction).filter(isBatchReduction);
}

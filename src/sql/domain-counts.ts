import type { LossRequest } from '../engine/request.ts';
import type { Node } from '../formula/node.ts';
import type { Scalars } from '../formula/sql/scalars.ts';
import type { Domain } from '../losses/definition.ts';
import { BOX_WIDTH, DOMAINS, isBox, isIndex } from '../losses/domain.ts';
import type { LeafOf, QueryRequest } from './query-request.ts';

/** How many values are what they should not be, as sums over rows. */
export interface DomainCounts {
  /** Outside their domain. */
  readonly outside: Node;
  /** Of these, those that the convention refuses. */
  readonly refused: Node;
}

/** Counts of values outside their domain, and of those that the framework of the convention refuses. */
export function domainCounts(
  request: LossRequest,
  columns: QueryRequest['columns'],
  scalars: Scalars,
  leafOf: LeafOf,
): DomainCounts {
  const { graph } = scalars;
  const { params, convention } = request;
  const isLogits = params['fromLogits'] === true;
  const raises = isLogits ? [] : (convention.raises ?? []);
  const outside: Node[] = [];
  const refused: Node[] = [];
  for (const [input, { domainWith }] of request.inputs) {
    const width = columns.get(input)?.length ?? 0;
    const domain = input === 'pred' && isLogits ? 'real' : domainWith(params);
    const values = Array.from({ length: width }, (_, position) => leafOf(input, position));
    const ignored = input === 'true' ? ignoredOf(request, domain) : [];
    const tests = testsOf(domain, values, classesOf(request, columns), scalars).map((test) =>
      ignored.reduce((all, value) => {
        const isOther = scalars.op('ne', values[0]!, graph.number(value));
        return scalars.op('and', all, isOther);
      }, test),
    );
    outside.push(...tests);
    if (raises.includes(input) || isIndex(domain)) refused.push(...tests);
  }
  // A mask of other numbers may be weights, which losscalc refuses, too.
  if (columns.has('mask')) {
    const tests = testsOf('binary', [leafOf('mask', 0)], 0, scalars);
    outside.push(...tests);
    refused.push(...tests);
  }
  const count = (tests: readonly Node[]): Node => {
    const each = tests.map((test) => graph.select(test, graph.number(1), graph.zero));
    const all = each.reduce((a, b) => scalars.op('add', a, b), graph.zero);
    return all === graph.zero ? all : graph.reduceBatch('batch_sum', all);
  };
  return { outside: count(outside), refused: count(refused) };
}

/** The labels that stand for no class. */
function ignoredOf({ params }: LossRequest, domain: Domain): readonly number[] {
  const { ignoreIndex, ignoreClass } = params;
  const all = domain === 'class-index' ? [ignoreIndex, ignoreClass] : [ignoreIndex];
  return all.filter((value) => typeof value === 'number');
}

/** How many classes predictions are of. */
function classesOf({ inputs }: LossRequest, columns: QueryRequest['columns']): number {
  const width = columns.get('pred')!.length;
  return inputs.get('pred')!.domain === 'class-probability' && width === 1 ? 2 : width;
}

/** What holds where a value is outside its domain, or a box is none. */
function testsOf(
  domain: Domain,
  values: readonly Node[],
  classes: number,
  scalars: Scalars,
): Node[] {
  if (isBox(domain)) return values.length === BOX_WIDTH ? [isNoBox(domain, values, scalars)] : [];
  const { low, high, whole, except } = DOMAINS[domain].range;
  const { graph } = scalars;
  const highest = domain === 'class-index' ? classes - 1 : high;
  return values.flatMap((value) => {
    const against = (op: string, bound: number): Node => scalars.op(op, value, graph.number(bound));
    const tests = [
      // Of numbers above 0 the least double is one that not every engine reads.
      ...(low === Number.MIN_VALUE
        ? [against('le', 0)]
        : low > -Infinity
          ? [against('lt', low)]
          : []),
      ...(highest < Infinity ? [against('gt', highest)] : []),
      ...(Number.isNaN(except) ? [] : [against('eq', except)]),
      ...(whole ? [scalars.op('ne', value, scalars.op('floor', value))] : []),
    ];
    return tests.length === 0 ? [] : [tests.reduce((a, b) => scalars.op('or', a, b))];
  });
}

/** Whether a side of a box is negative. */
function isNoBox(domain: Domain, [x, y, right, bottom]: readonly Node[], scalars: Scalars): Node {
  const { graph } = scalars;
  const isOfCorners = DOMAINS[domain as 'box'].box === 'corners';
  const isNegative = (end: Node, start: Node): Node =>
    scalars.op('lt', isOfCorners ? scalars.op('sub', end, start) : end, graph.zero);
  return scalars.op('or', isNegative(right!, x!), isNegative(bottom!, y!));
}

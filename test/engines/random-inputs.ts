import type { Domain, LossDefinition } from '../../src/losses/definition.ts';
import type { LossRequest } from '../../src/engine/request.ts';
import { inputsOf } from '../../src/losses/inputs.ts';
import type { Numbers } from './computed.ts';

/** A generator of numbers from 0 to 1, the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How many columns rows of a loss have. */
function widthOf(definition: LossDefinition, request: LossRequest): number {
  const inputs = [...inputsOf(definition)];
  const domains = inputs.map(([, { domainWith }]) => domainWith(request.params));
  const lists = Object.values(request.params).filter((value) => Array.isArray(value));
  if (lists.length > 0) return lists[0]!.length;
  if (domains.some((domain) => domain === 'box' || domain === 'sized-box')) return 4;
  const isOfClasses = domains.some((domain) => ['distribution', 'class-index'].includes(domain));
  if (isOfClasses || definition.lists === 'ranked') return 4;
  if (inputs.every(([, { shape }]) => shape === 'sample')) return 1;
  return ['overlap', 'distributions'].includes(definition.family) ? 3 : 1;
}

/** Rows of numbers for a loss, edges of the domains among them where they are asked for. */
export function randomInputs(
  definition: LossDefinition,
  request: LossRequest,
  { rows, seed, edges }: { readonly rows: number; readonly seed: number; readonly edges: boolean },
): Numbers {
  const random = randomFrom(seed);
  const width = widthOf(definition, request);
  const isLogits = request.params['fromLogits'] === true;
  const entries = [...inputsOf(definition)].map(([name, { domainWith, shape }]) => {
    const domain = name === 'pred' && isLogits ? 'real' : domainWith(request.params);
    const length = shape === 'sample' ? 1 : width;
    return [
      name,
      Array.from({ length: rows }, () => rowOf(domain, length, width, random, edges)),
    ] as const;
  });
  return Object.fromEntries(entries);
}

function rowOf(
  domain: Domain,
  length: number,
  classes: number,
  random: () => number,
  edges: boolean,
): number[] {
  const each = (make: (i: number) => number): number[] => Array.from({ length }, (_, i) => make(i));
  const between = (low: number, high: number): number => low + (high - low) * random();
  const orEdge = (value: number, ...values: readonly number[]): number =>
    edges && random() < 0.1 ? values[Math.floor(random() * values.length)]! : value;
  switch (domain) {
    case 'distribution':
    case 'class-probability': {
      if (length === 1) return [orEdge(between(0.01, 0.99), 0, 1)];
      if (edges && random() < 0.1) return each((i) => Number(i === 1));
      const parts = each(() => between(0.05, 1));
      const total = parts.reduce((a, b) => a + b);
      return parts.map((x) => x / total);
    }
    case 'class-index':
      return each(() => Math.floor(random() * Math.max(classes, 2)));
    case 'binary':
      return each(() => Number(random() < 0.5));
    case 'label':
      return each(() => Math.floor(random() * 3));
    case 'sign':
      return each(() => (random() < 0.5 ? -1 : 1));
    case 'binary-or-sign':
      return each(() => (random() < 0.5 ? -1 : 1));
    case 'probability':
      return each(() => orEdge(between(0.01, 0.99), 0, 1));
    case 'cosine':
      return each(() => between(-0.95, 0.95));
    case 'log-probability':
      return each(() => orEdge(between(-8, -0.01), 0, -100));
    case 'positive':
      return each(() => between(0.05, 4));
    case 'non-negative':
      return each(() => orEdge(between(0.05, 4), 0));
    case 'above-minus-1':
      return each(() => orEdge(between(-0.9, 3), 0));
    case 'box': {
      const [x, y] = [between(0, 5), between(0, 5)];
      return [x, y, x + between(0.5, 5), y + between(0.5, 5)];
    }
    case 'sized-box':
      return each(() => between(0.5, 5));
    default:
      return each(() => orEdge(between(-3, 3), 0, 1, -1, 30, -40));
  }
}

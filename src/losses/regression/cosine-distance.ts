import { defineLoss } from '../definition.ts';
import { directions, directionsExample, directionsReferences } from '../shared/directions.ts';
import { maskIsWhere } from '../shared/where.ts';

/** Cosine distance. Source: G. Salton, A. Wong and C. S. Yang, 1975. */
export const cosineDistance = defineLoss({
  name: 'cosine-distance',
  title: 'Cosine distance',
  family: 'regression',
  aliases: [],
  summary: 'One minus the cosine of the angle between true and predicted vectors.',
  description:
    'cosine-similarity as a distance: 0 for the same direction, 1 for a right angle, 2 for opposite directions. ' +
    'Between vectors of length 1 it is half the squared Euclidean distance. Nearly parallel vectors lose all their ' +
    'digits where the cosine is subtracted from 1. A vector of zeros has no direction.',
  parameters: {},
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    optax: {
      api: 'optax.losses.cosine_distance',
      formula: '1 - sum(unit(p, eps) * unit(y, eps))',
      masksRows: true,
      constants: { eps: 0 },
      note: `NaN for a vector of zeros. --epsilon is the least squared length, 0 by default. ${maskIsWhere}`,
    },
    exact: {
      api: 'cosine distance',
      // Of vectors in nearly one direction, sin^2 / (1 + cos), with the sine from the part of b that is perpendicular to a.
      formula: `${directions}
c = product / sqrt(sum(a^2) * sum(b^2));
r = b - product / sum(a^2) * a;
c > 3 / 4 ? sum(r^2) / sum(b^2) / (1 + abs(c)) : 1 - c`,
      masksRows: true,
      note: 'Keeps the digits of nearly parallel vectors; NaN for a vector of zeros.',
    },
  },
  references: directionsReferences,
  example: directionsExample,
});

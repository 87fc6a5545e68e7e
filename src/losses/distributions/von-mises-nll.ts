import { defineLoss } from '../definition.ts';

/** A polynomial in x, by Horner's rule, of coefficients whose constant comes first. */
function polynomial(x: string, coefficients: readonly number[]): string {
  return coefficients.map(String).reduceRight((sum, c) => `${c} + ${x} * (${sum})`);
}

/** What PyTorch approximates I0(k) by up to 3.75, and I0(k) sqrt(k) exp(-k) beyond (M. Abramowitz and I. A. Stegun, 9.8). */
const SMALL = [1, 3.5156229, 3.0899424, 1.2067492, 0.2659732, 0.0360768, 0.0045813];
const LARGE = [
  0.39894228, 0.01328592, 0.00225319, -0.00157565, 0.00916281, -0.02057706, 0.02635537, -0.01647633,
  0.00392377,
];

/** Von Mises negative log-likelihood. Source: R. von Mises, 1918; K. V. Mardia and P. E. Jupp, Directional statistics. */
export const vonMisesNll = defineLoss({
  name: 'von-mises-nll',
  title: 'Von Mises negative log-likelihood',
  family: 'distributions',
  aliases: ['vonmises-nll'],
  summary: 'The negative log-likelihood of angles under von Mises distributions.',
  description:
    'For directions and times of the day, where 359 degrees are next to 1: pred is the mean direction and ' +
    '--concentration how narrow it is, 0 for none at all and about 1 over the variance where it is large. Angles are in ' +
    'radians, and whole turns change nothing. The gradient here is that by the direction.',
  parameters: {},
  inputs: {
    true: 'real',
    pred: 'real',
    concentration: { domain: 'non-negative', help: 'the concentration kappa of each element' },
  },
  conventions: {
    torch: {
      api: 'torch.distributions.VonMises',
      formula: `k = concentration; r = k / 3.75; t = 3.75 / k;
small = ${polynomial('r^2', SMALL)};
large = ${polynomial('t', LARGE)};
mean(-k * cos(y - p) + log(2 * pi) + (k < 3.75 ? log(small) : k - log(k) / 2 + log(large)))`,
      constants: { pi: Math.PI },
      over: 'elements',
      raises: ['concentration'],
      note: 'Approximates the Bessel function by polynomials, to seven digits.',
    },
    scipy: {
      api: 'scipy.stats.vonmises',
      formula: `k = concentration;
mean(2 * k * sin((y - p) / 2)^2 + log(2 * pi) + log_i0e(k))`,
      constants: { pi: Math.PI },
      over: 'elements',
      outside: { concentration: 'returns NaN' },
    },
    exact: {
      api: 'von Mises negative log-likelihood',
      formula: `k = concentration;
mean(2 * k * sin((y - p) / 2)^2 + log(2 * pi) + log_i0e(k))`,
      constants: { pi: Math.PI },
      raises: ['concentration'],
    },
  },
  references: [
    'R. von Mises, Über die „Ganzzahligkeit“ der Atomgewichte und verwandte Fragen, 1918, Physikalische Zeitschrift 19',
    'K. V. Mardia and P. E. Jupp, Directional statistics, 2000, Wiley',
  ],
  example: { true: [[3], [0.2]], pred: [[-3], [0]], concentration: [[2], [5]] },
});

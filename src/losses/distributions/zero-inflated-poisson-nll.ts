import { defineLoss } from '../definition.ts';

/** Zero-inflated Poisson negative log-likelihood. Source: D. Lambert, 1992. */
export const zeroInflatedPoissonNll = defineLoss({
  name: 'zero-inflated-poisson-nll',
  title: 'Zero-inflated Poisson negative log-likelihood',
  family: 'distributions',
  aliases: ['zip-nll', 'zip'],
  summary: 'The negative log-likelihood of counts that are 0 more often than Poisson has it.',
  description:
    'For counts with a second reason to be 0, as sales of what may be out of stock: --gate is the probability of such a ' +
    'zero, and pred the rate of the Poisson distribution otherwise, so that the mean is (1 - gate) times pred. With a ' +
    'gate of 0 it is the likelihood of the Poisson distribution, the part that no prediction changes included. The ' +
    'gradient here is that by pred.',
  parameters: {
    logInput: { kind: 'flag', help: 'predictions are logarithms of the rates' },
  },
  inputs: {
    true: 'non-negative',
    pred: {
      domain: 'non-negative',
      domainWith: ({ logInput }) => (logInput === true ? 'real' : 'non-negative'),
    },
    gate: {
      domain: 'probability',
      help: 'the probability of a zero that is none of the Poisson distribution',
    },
  },
  conventions: {
    exact: {
      api: 'zero-inflated Poisson negative log-likelihood',
      // Each where its digits do not cancel: next to a probability of 1, and far from it.
      formula: `m = log_input ? exp(p) : p; g = gate;
rest = (1 - g) * expm1(-m); a = log(g); b = log1p(-g) - m; larger = max(a, b);
zero = rest > -1 / 2 ? -log1p(rest) : -larger - log1p(exp(min(a, b) - larger));
some = kl_div(y, m) + log(2 * pi * y) / 2 + stirling(y) - log1p(-g);
none = (1 - g) * exp(-m) / (g + (1 - g) * exp(-m));
slope = y == 0 ? none : 1 - y / m;
mean(with_derivative(y == 0 ? zero : some, m, slope))`,
      constants: { pi: Math.PI },
      raises: ['true', 'pred', 'gate'],
      note: 'A count above 0 where the gate is 1 or the rate is 0 costs Infinity.',
    },
  },
  references: [
    'D. Lambert, Zero-inflated Poisson regression, with an application to defects in manufacturing, 1992, Technometrics 34',
  ],
  example: { true: [[3], [0]], pred: [[2], [1.5]], gate: [[0.1], [0.3]] },
});

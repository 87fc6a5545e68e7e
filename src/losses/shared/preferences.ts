import type { InputDefinition, KnownTo, NumberParameter } from '../definition.ts';

/** An input that holds log-probabilities of whole responses, or of tokens. */
export function logProbabilities<const More extends Partial<InputDefinition>>(
  help: string,
  more: More,
): { domain: 'log-probability'; help: string } & More {
  return { domain: 'log-probability', help, ...more };
}

/** The log-probabilities of pairs of responses, of which one was preferred. */
export const pairOfResponses = {
  pred: logProbabilities('log-probabilities of the chosen responses', { isLogarithm: () => true }),
  rejected: logProbabilities('those of the rejected responses', {}),
} as const;

/** The parameter beta of losses of preferences. */
export function preferenceStrength(usual: number, help: string): NumberParameter {
  return { kind: 'number', default: usual, above: 0, help };
}

/** The parameter that says how often preferences are taken for wrong. */
export function flippedShare(help: string, known: KnownTo = {}): NumberParameter {
  return { kind: 'number', default: 0, min: 0, below: 0.5, ...known, help };
}

/** Formula text: the cross-entropy of a preference whose logit is `z`, of which a share is the other way round. */
export const smoothedPreference =
  '(1 - label_smoothing) * softplus(-z) + (label_smoothing == 0 ? 0 : label_smoothing * softplus(z))';

/** What descriptions say of log-probabilities of responses. */
export const OF_RESPONSES =
  ' A log-probability of a response is the sum of those of its tokens, given the prompt. The gradient is with respect ' +
  'to the chosen response.';

/** Two pairs of responses. */
export const pairsExample = { pred: [[-12.5], [-20]], rejected: [[-14], [-19.5]] } as const;

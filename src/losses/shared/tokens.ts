import type { FlagParameter, InputDefinitions, NumberParameter } from '../definition.ts';
import { ignoredClass } from './classes.ts';

/** The parameter by which predictions are probabilities of tokens, and not their logarithms. */
export const probabilitiesOfTokens: FlagParameter = {
  kind: 'flag',
  help: 'predictions are probabilities, not their logarithms',
};

const baseOfLogarithms: NumberParameter = {
  kind: 'number',
  default: null,
  above: 1,
  help: 'the base of the logarithms in pred, 10 of KenLM, where that is not e',
};

/** The parameters of losses of tokens: what pred holds, and which tokens do not count. */
export const tokenParameters = {
  fromLogits: {
    kind: 'flag',
    excludes: 'fromProbabilities',
    help: 'predictions are logits (before the softmax), not log-probabilities',
  },
  fromProbabilities: probabilitiesOfTokens,
  predBase: baseOfLogarithms,
  ignoreIndex: ignoredClass(),
} as const;

/** What no index can be: true where it is not given. */
const NOT_GIVEN = -Infinity;

/** Inputs of losses of tokens: their log-probabilities; or those of a vocabulary, and which of it came. */
export const tokenInputs = {
  true: {
    domain: 'class-index',
    otherwise: NOT_GIVEN,
    neededWith: ({ fromLogits }) => fromLogits === true,
    help: 'indices of the tokens, where pred has a row over the vocabulary for each',
  },
  pred: {
    domain: 'log-probability',
    domainWith: ({ fromProbabilities }) =>
      fromProbabilities === true ? 'probability' : 'log-probability',
    isLogarithm: ({ fromLogits, fromProbabilities }) =>
      fromLogits !== true && fromProbabilities !== true,
    help: 'log-probabilities of tokens, or rows of those of the vocabulary',
  },
} as const satisfies InputDefinitions;

/** The logarithm of what pred holds for a token. */
const logOf = (held: string): string =>
  `(from_probabilities ? log(${held}) : pred_base > 0 ? ${held} * log(pred_base) : ${held})`;

/**
 * Formula text for `nll`, minus the log-probability of the tokens of a row, and `tokens`, how many of them count.
 * @param ofLogits the log-probability of the token y, of logits
 */
export function tokenLikelihood(ofLogits = 'log_softmax(p)[y]'): string {
  return `nll = y == ignore_index ? 0 : -(from_logits ? ${ofLogits} : y == -inf ? sum(${logOf('p')}) : ${logOf('p[y]')});
tokens = y == ignore_index ? 0 : y == -inf ? n : 1;`;
}

/** What descriptions say of {@link tokenInputs}. */
export const OF_TOKENS =
  ' pred holds the log-probabilities of the tokens that came, one a row or a row for each text; beside --true each ' +
  'row of pred is one token and has the log-probabilities, or the logits, of the whole vocabulary. Nothing is ' +
  'shifted: a prediction stands beside the token that it is of.';

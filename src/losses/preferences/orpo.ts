import { defineLoss } from '../definition.ts';
import { logOfComplement } from '../shared/log-ratio.ts';
import { pairOfResponses, preferenceStrength } from '../shared/preferences.ts';

const formula = `odds = p - rejected - (${logOfComplement('p')} - ${logOfComplement('rejected')});
mean((sft ? -p : 0) + beta * softplus(-odds))`;

/** Odds ratio preference optimization. Source: J. Hong, N. Lee and J. Thorne, 2024. */
export const orpo = defineLoss({
  name: 'orpo',
  title: 'Odds ratio preference optimization',
  family: 'preferences',
  aliases: ['odds-ratio-preference-optimization', 'odds-ratio-loss'],
  summary: 'The likelihood of chosen responses, and the odds ratio of chosen to rejected ones.',
  description:
    'Supervised fine-tuning and preferences in one step, without a reference: the negative log-likelihood of the ' +
    'chosen response, and beta times the negative log-sigmoid of how much larger its odds are. pred and --rejected ' +
    'are means over the tokens of a response, not sums, of which the odds are no more than their probability. ' +
    '--no-sft leaves the odds ratio alone. The gradient is with respect to the chosen response.',
  parameters: {
    beta: preferenceStrength(0.1, 'weight of the odds ratio, lambda in the paper'),
    sft: {
      kind: 'flag',
      default: true,
      help: 'adds the negative log-likelihood of the chosen responses',
    },
  },
  inputs: pairOfResponses,
  conventions: {
    trl: {
      api: 'trl.experimental.orpo.ORPOTrainer',
      formula,
      over: 'elements',
      note: 'ORPOTrainer computes the odds ratio in float32, and takes the likelihood of prompts too, as a mean over all tokens: it is that of pred for responses of one length without prompts.',
    },
    exact: {
      api: 'odds ratio preference optimization',
      formula,
      raises: ['pred', 'rejected'],
    },
  },
  references: [
    'J. Hong, N. Lee and J. Thorne, ORPO: monolithic preference optimization without reference model, 2024, EMNLP',
  ],
  example: { pred: [[-0.8], [-1.4]], rejected: [[-1.1], [-1.3]] },
});

/**
 * A loss of each family against the framework whose convention it follows, and others that compute the same: all of
 * them read NPY files, and load their framework first.
 */
import * as data from '../datasets/index.js';
import { keras, optax, sklearn, tfKeras, torch } from '../peers.js';

const outcomes = { true: data.outcomesNpy, pred: data.scoresNpy };

export const FAMILY_CASES = [
  family(
    'regression: Huber',
    1e6,
    { true: data.truthsNpy, pred: data.predictionsNpy },
    {
      losscalc: ['huber'],
      peers: peersOf('huber', tfKeras, torch, optax),
    },
  ),
  family('binary: cross-entropy', 1e6, outcomes, {
    losscalc: ['binary-crossentropy'],
    peers: peersOf('binary_crossentropy', tfKeras),
  }),
  family('binary: Brier score', 1e6, outcomes, {
    losscalc: ['brier'],
    peers: peersOf('brier', sklearn),
  }),
  family(
    'multi-class: cross-entropy from 10 logits',
    1e6,
    { true: data.labelsNpy, pred: data.logitsNpy },
    {
      losscalc: ['sparse-categorical-crossentropy', '--compat', 'optax', '--from-logits'],
      peers: peersOf('cross_entropy', optax, torch),
    },
  ),
  family(
    'distributions: Kullback-Leibler divergence of 10 classes',
    1e6,
    { true: data.otherProbabilitiesNpy, pred: data.probabilitiesNpy },
    {
      losscalc: ['kl-divergence'],
      peers: peersOf('kl_divergence', tfKeras, torch),
    },
  ),
  family('overlap: Dice', 1e6, outcomes, { losscalc: ['dice'], peers: peersOf('dice', keras) }),
  family(
    'ranking: triplet margin of 8 numbers',
    1e6,
    { pred: data.anchorsNpy, positive: data.positivesNpy, negative: data.negativesNpy },
    {
      losscalc: ['triplet-margin'],
      peers: peersOf('triplet_margin', torch),
    },
  ),
  family(
    'sequences: CTC of 50 frames of 20 symbols',
    1e4,
    { true: data.sequencesNpy, pred: data.framesNpy },
    {
      losscalc: ['ctc', '--compat', 'torch'],
      peers: peersOf('ctc', torch),
    },
  ),
];

/** @param files the data sets by the inputs of the loss, in the order in which peers take them */
function family(name, rows, files, { losscalc, peers }) {
  return {
    name,
    rows,
    files,
    prints: 'number',
    losscalc: (paths) => {
      const inputs = Object.entries(paths).flatMap(([input, path]) => [`--${input}`, path]);
      return [...losscalc, ...inputs, '-f', 'value'];
    },
    peers: (paths) => peers(Object.values(paths)),
  };
}

function peersOf(program, ...peers) {
  return (paths) => peers.map((peer) => peer(program, ...paths));
}

/**
 * Formula text for `q`, the scores as TorchMetrics takes them: as probabilities where all of the batch are in [0, 1], and
 * else as logits, through this function.
 */
export const squashed = (through: 'sigmoid' | 'softmax'): string =>
  `q = batch_min(p >= 0 && p <= 1) ? p : ${through}(p);`;

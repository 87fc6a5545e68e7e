import { normalNumbers, uniformNumbers } from './random.js';

const SEED = 7;
const ROWS = 20_000;
const USERS = 900;
const REGIONS = ['north', 'south', 'east', 'west', 'São Paulo'];
const DEVICES = ['desktop', 'phone', 'tablet'];
const CLASSES = ['cat', 'dog', 'bird'];

/**
 * Records of 20,000 predictions, always the same: texts to segment, cluster and join by, weights and a mask, a binary
 * label with the probabilities of two models, real values, counts with rates, and three classes.
 */
export function sampleRecords() {
  const uniform = uniformNumbers(SEED);
  const normal = normalNumbers(SEED + 1);
  const pick = (texts) => texts[Math.floor(texts.length * uniform())];
  return Array.from({ length: ROWS }, (_, i) => {
    const logit = 2 * normal();
    const isPositive = uniform() < sigmoid(logit);
    const y = normal();
    const rate = Math.exp(normal());
    const scores = CLASSES.map(normal);
    const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
    return {
      id: `r${String(i).padStart(5, '0')}`,
      region: pick(REGIONS),
      device: pick(DEVICES),
      user: `u${Math.floor(USERS * uniform())}`,
      weight: Math.round(100 * uniform()) / 100,
      keep: Number(uniform() < 0.9),
      label: Number(isPositive),
      word: isPositive ? 'yes' : 'no',
      logit,
      score: sigmoid(logit),
      other: sigmoid(logit + normal() / 2),
      y,
      y_pred: y + normal() / 10,
      y_other: y + normal() / 9,
      count: Math.floor(2 * rate * uniform()),
      rate,
      class: Math.floor(CLASSES.length * uniform()),
      animal: pick(CLASSES),
      ...Object.fromEntries(CLASSES.map((name, k) => [name, Math.exp(scores[k]) / total])),
    };
  });
}

function sigmoid(logit) {
  return 1 / (1 + Math.exp(-logit));
}

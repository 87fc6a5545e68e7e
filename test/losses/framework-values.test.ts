import { describe, expect, it } from 'vitest';
import { loss } from '../../src/index.ts';

const quiet = { warn: () => undefined };

/** Values and gradients of Keras 3.15.1 and tf.keras on TensorFlow 2.21.0, where their code is not their formula. */
describe('what the frameworks compute beside their formulas', () => {
  it('Keras takes the focal cross-entropy from the logits and does not clip it', () => {
    const focal = loss('binary-focal-crossentropy', { compat: 'keras', fromLogits: true });
    expect(focal.reduced([[1]], [[-20]])).toBeCloseTo(19.999999919616, 11);
  });

  it('tf.keras rounds the delta of the Huber loss to float32', () => {
    expect(loss('huber', { delta: 0.7 }).reduced([[0]], [[3]])).toBeCloseTo(1.85499997, 8);
    const keras = loss('huber', { delta: 0.7, compat: 'keras' });
    expect(keras.reduced([[0]], [[3]])).toBeCloseTo(1.855, 14);
  });

  it("TensorFlow's gradient from logits takes targets to sum to 1", () => {
    const entropy = loss('cce', { fromLogits: true, ...quiet });
    const [slopes] = entropy.gradient([[1, 1, 0]], [[1, 2, 3]]) as number[][];
    [-0.90996943, -0.75527153, 0.66524096].forEach((slope, i) =>
      expect(slopes![i]).toBeCloseTo(slope, 8),
    );
  });

  it("TensorFlow's categorical hinge has a slope where the margin is just reached", () => {
    expect(loss('categorical-hinge').gradient([[1, 0]], [[1, 0]])).toEqual([[-1, 0.5]]);
  });
});

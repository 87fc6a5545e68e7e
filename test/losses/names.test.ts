import { describe, expect, it } from 'vitest';
import { lossNamed } from '../../src/index.ts';
import { CONVENTIONS, usualConvention } from '../../src/losses/definition.ts';
import { LOSSES } from '../../src/losses/index.ts';
import { findLoss, lossesCalled, namedLoss } from '../../src/losses/names.ts';

/** The loss of a name, its convention where that is said, and the parameters that the name says. */
function said(word: string): unknown[] {
  const named = namedLoss(word);
  return [named?.definition.name, named?.compat, named?.params];
}

describe('the name of a framework', () => {
  it.each([
    ['BCEWithLogitsLoss', 'binary-crossentropy', 'torch', { fromLogits: true }],
    ['F.binary_cross_entropy_with_logits', 'binary-crossentropy', 'torch', { fromLogits: true }],
    ['BCELoss', 'binary-crossentropy', 'torch', {}],
    ['torch.nn.HuberLoss', 'huber', 'torch', {}],
    ['torch.nn.functional.huber_loss', 'huber', 'torch', {}],
    ['HuberLoss', 'huber', 'torch', {}],
    ['nn.MSELoss', 'mean-squared-error', 'torch', {}],
    ['tf.keras.losses.Huber', 'huber', undefined, {}],
    ['keras.losses.Huber', 'huber', 'keras', {}],
    ['keras.losses.mean_squared_error', 'mean-squared-error', 'keras', {}],
    ['sklearn.metrics.log_loss', 'log-loss', undefined, {}],
    ['sklearn.metrics.mean_squared_error', 'mean-squared-error', 'sklearn', {}],
    ['optax.huber_loss', 'huber', 'optax', {}],
    [
      'optax.losses.sigmoid_binary_cross_entropy',
      'binary-crossentropy',
      'optax',
      { fromLogits: true },
    ],
    ['sklearn.metrics.top_k_accuracy_score', 'accuracy', undefined, { k: 2 }],
    ['keras.metrics.TopKCategoricalAccuracy', 'accuracy', 'keras', { k: 5 }],
    [
      'torchmetrics.functional.classification.binary_f1_score',
      'f1',
      'torchmetrics',
      { threshold: 0.5 },
    ],
    ['F.kl_div', 'kl-divergence', 'torch', { logInput: true }],
  ])('%s chooses its convention, and what it says', (word, ...expected) => {
    expect(said(word)).toEqual(expected);
  });

  it.each([
    'mse',
    'huber',
    'huber_loss',
    'Mean-Squared-Error',
    'kl_divergence',
    'MeanSquaredError',
  ])('%s, which is also that of the loss, leaves the default', (word) =>
    expect(said(word).slice(1)).toEqual([undefined, {}]),
  );

  it.each(['F.nope', 'foo.HuberLoss', 'torch.nn.Huber2', 'keras.losses.HuberLoss', '.', 'F.'])(
    '%s is that of no loss',
    (word) => expect(namedLoss(word)).toBeUndefined(),
  );

  it.each(['CrossEntropyLoss', 'cross_entropy', 'F.cross_entropy', 'torch.nn.CrossEntropyLoss'])(
    '%s is that of several',
    (word) => {
      expect(namedLoss(word)).toBeUndefined();
      expect(lossesCalled(word).map(({ definition }) => definition.name)).toEqual([
        'categorical-crossentropy',
        'sparse-categorical-crossentropy',
      ]);
    },
  );

  it('with its module finds that framework of every loss', () => {
    for (const definition of LOSSES) {
      for (const compat of CONVENTIONS.filter((name) => name !== 'exact')) {
        const { api, kernel } = definition.conventions[compat] ?? {};
        if (api === undefined || kernel) continue;
        for (const path of api.split(', ')) {
          if (lossesCalled(path).length > 1) continue;
          const named = namedLoss(path);
          const found = named?.compat ?? usualConvention(named!.definition);
          expect([path, findLoss(path)?.name, found]).toEqual([path, definition.name, compat]);
        }
      }
    }
  });

  it('says it in the library too, where nothing else is said', () => {
    const logits = [0.5, -2];
    const torch = lossNamed('BCEWithLogitsLoss').reduced([1, 0], logits);
    expect(torch).toBe(
      lossNamed('bce', { compat: 'torch', fromLogits: true }).reduced([1, 0], logits),
    );
    expect(lossNamed('HuberLoss', { compat: 'keras' }).evaluate([1], [0]).compat).toBe('keras');
  });

  it('of several losses is no name in the library, which says what they are', () => {
    expect(() => lossNamed('cross-entropy')).toThrow(
      'name one of sparse-categorical-crossentropy, categorical-crossentropy, binary-crossentropy',
    );
  });
});

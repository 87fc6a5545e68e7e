import { describe, expect, it } from 'vitest';
import { namedLoss } from '../../src/losses/names.ts';
import { meaningsOf, seenAs, WORDS } from '../../src/losses/words.ts';

/** The names of the losses that a word may mean. */
function names(word: string): string[] {
  return meaningsOf(word).map(({ definition }) => definition.name);
}

describe.each(WORDS)('$words', ({ words, senses }) => {
  it('name no loss by themselves', () => {
    for (const word of words) expect([word, namedLoss(word)]).toEqual([word, undefined]);
  });

  it('mean several losses, each by its name', () => {
    for (const word of words) expect(names(word)).toEqual(senses.map(({ loss }) => loss));
    expect(new Set(senses.map(({ loss }) => loss)).size).toBeGreaterThan(1);
  });

  it('say of each when it is meant', () => {
    const said = meaningsOf(words[0]!).map(({ when }) => when);
    expect(new Set(said).size).toBe(said.length);
  });
});

describe('what a word means', () => {
  it.each(['cross_entropy', 'CrossEntropy', 'crossentropy', 'CE'])('%s, in any spelling', (word) =>
    expect(names(word)).toEqual(names('cross-entropy')),
  );

  it('is what the framework has, where the word is its name', () => {
    expect(names('CrossEntropyLoss')).toEqual([
      'categorical-crossentropy',
      'sparse-categorical-crossentropy',
    ]);
    expect(meaningsOf('F.cross_entropy').map(({ compat, params }) => ({ compat, params }))).toEqual(
      Array(2).fill({ compat: 'torch', params: { fromLogits: true } }),
    );
  });

  it.each(['mes', 'qqq', 'F.nope'])('is nothing of %s', (word) => expect(names(word)).toEqual([]));
});

describe('how true values lie beside predictions', () => {
  it.each([
    ['index', [undefined, 'true is one class index for each row of 3 predictions']],
    ['value', [undefined, 'true is one value for each row of 3 predictions']],
    ['rows', [undefined, 'true and pred are rows of 3 numbers']],
    ['single', ['true and pred are one number each', undefined]],
    ['same', ['true and pred are one number each', 'true and pred are rows of 3 numbers']],
  ] as const)('%s', (pairing, seen) => {
    expect([1, 3].map((width) => seenAs(pairing, width))).toEqual(seen);
  });
});

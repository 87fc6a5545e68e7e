import { namedLoss, type NamedLoss } from '../../losses/names.ts';
import type { Meaning } from '../../losses/words.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Attempt, GivenInputs } from './decide-loss.ts';
import { readLossSpec, wordOf, type SharedLossOptions } from './loss-spec.ts';

/** What the losses of a run are called by words that several are called by, decided by the inputs of that run. */
export class LossWords {
  readonly #shared: SharedLossOptions;
  readonly #given: GivenInputs | undefined;
  readonly #decided = new Map<string, NamedLoss>();
  #terminal: Terminal;
  #expectLast = (): void => undefined;

  /** @param given undefined where there are no inputs that could decide */
  constructor(shared: SharedLossOptions, given: GivenInputs | undefined, terminal: Terminal) {
    this.#shared = shared;
    this.#given = given;
    this.#terminal = terminal;
  }

  /** The words so far, with what each means, for whoever reads the losses. */
  get decided(): ReadonlyMap<string, NamedLoss> {
    return this.#decided;
  }

  /**
   * Decides what the words of losses with settings mean.
   * @throws UserError where the inputs do not decide
   */
  async decide(specs: readonly string[]): Promise<void> {
    for (const spec of specs) {
      const word = wordOf(spec);
      if (this.#shared.own?.has(word) || this.#decided.has(word) || namedLoss(word)) continue;
      const { meaningsOf } = await import('../../losses/words.ts');
      const meanings = meaningsOf(word);
      // What is no loss is an error of whoever reads it, as is what nothing decides.
      if (meanings.length === 0 || !this.#given) continue;
      this.#decided.set(word, await this.#meaningOf(spec, meanings, this.#given));
    }
  }

  /** The terminal to compute with, whose standard input begins where it did. */
  afterwards(): Terminal {
    this.#expectLast();
    return this.#terminal;
  }

  async #meaningOf(
    spec: string,
    meanings: readonly Meaning[],
    given: GivenInputs,
  ): Promise<NamedLoss> {
    const { decideLoss } = await import('./decide-loss.ts');
    if (this.#decided.size === 0) {
      const { RepeatableInput, withInput } = await import('../terminal/repeatable-input.ts');
      const terminal = this.#terminal;
      const input = new RepeatableInput(() => terminal.stdin);
      this.#expectLast = () => input.expectLast();
      this.#terminal = withInput(terminal, input);
    }
    const word = wordOf(spec);
    const candidates = meanings.map((meaning) => {
      const shared = { ...this.#shared, decided: new Map([[word, meaning]]) };
      const attempt = (): Attempt => {
        return { request: readLossSpec(spec, shared).request, given };
      };
      return { meaning, attempt };
    });
    return decideLoss(word, candidates, this.#terminal);
  }
}

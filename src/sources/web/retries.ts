import { UserError } from '../../messages/errors.ts';
import type { Patience } from './options.ts';
import { Trouble } from './trouble.ts';

/** Bytes after which a connection that is cut again counts as the first one to be. */
const MUCH_PROGRESS = 2 ** 20;

/** Decides how often one request is repeated, and when. */
export class Retries {
  readonly #label: string;
  readonly #patience: Patience;
  #failures = 0;
  #waited = 0;
  #progress = 0;

  /** @param label what messages call the file */
  constructor(label: string, patience: Patience) {
    this.#label = label;
    this.#patience = patience;
  }

  /** Repeats what troubles keep from its end, as long as they may pass. */
  async during<T>(request: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await request();
      } catch (error) {
        await this.pauseAfter(error);
      }
    }
  }

  /** Some bytes have come. */
  progressed(bytes: number): void {
    this.#progress += bytes;
    if (this.#progress < MUCH_PROGRESS) return;
    this.#progress = this.#failures = this.#waited = 0;
  }

  /**
   * Waits before a request is repeated.
   * @throws UserError where it is not, as the trouble does not pass
   */
  async pauseAfter(error: unknown): Promise<void> {
    if (!(error instanceof Trouble)) throw error;
    const { tries, firstPause, longestPause, allPauses } = this.#patience;
    this.#failures++;
    if (!error.mayPass) throw this.#failed(error.wrong.problem, error);
    if (this.#failures >= tries) {
      throw this.#failed(`${error.wrong.problem}, ${tries} times`, error);
    }
    const usual = Math.min(longestPause, firstPause * 2 ** (this.#failures - 1));
    // Many that failed at once shall not come again at once.
    const pause = Math.max(error.pause, usual * (0.5 + Math.random() / 2));
    if (this.#waited + pause > allPauses) {
      const seconds = Math.ceil(pause / 1000);
      throw this.#failed(`${error.wrong.problem}, and to wait ${seconds} s more`, error);
    }
    this.#waited += pause;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }

  #failed(problem: string, { wrong: { hint } }: Trouble): UserError {
    return new UserError({ where: this.#label, problem, hint });
  }
}

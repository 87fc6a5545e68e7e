import { UserError } from '../messages/errors.ts';
import type { ConventionName } from '../losses/definition.ts';

/** The conventions that do not compute what is asked of them, and why. */
export class Refusals {
  readonly #errors = new Map<ConventionName, UserError>();

  /** The same refusals, to which others can be added. */
  copy(): Refusals {
    const copy = new Refusals();
    for (const [convention, error] of this.#errors) copy.#errors.set(convention, error);
    return copy;
  }

  /** Whether the action succeeds; a UserError is the convention's refusal. */
  attempt(convention: ConventionName, action: () => void): boolean {
    try {
      action();
      return true;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#errors.set(convention, error);
      return false;
    }
  }

  get conventions(): readonly ConventionName[] {
    return [...this.#errors.keys()];
  }

  /** The error of a convention that refused. */
  error(convention: ConventionName): UserError {
    return this.#errors.get(convention)!;
  }

  /** What is wrong for a convention that refused, without what to do about it. */
  reason(convention: ConventionName): string {
    const { where, problem } = this.error(convention).complaint;
    return where === undefined || where.startsWith('--compat') ? problem : `${where}: ${problem}`;
  }
}

import { formatCount } from '../../text/format-number.ts';

/** Passes on what is doubtful about one of several files; what is so of others is counted, lest each says the same. */
export class FileWarnings {
  readonly warn: (message: string) => void;
  readonly #title: string;
  #first: string | undefined;
  readonly #others = new Set<string>();

  /** @param title what the files are called together */
  constructor(title: string, warn: (message: string) => void) {
    this.#title = title;
    this.warn = warn;
  }

  /** Takes the warnings of one file. */
  of(path: string): (message: string) => void {
    return (message) => {
      this.#first ??= path;
      if (this.#first === path) this.warn(message);
      else this.#others.add(path);
    };
  }

  /** Says how many more files there were to warn of. */
  tell(): void {
    const { size } = this.#others;
    if (size === 0) return;
    this.warn(
      `${this.#title}: ${formatCount(size)} more ${size === 1 ? 'file has' : 'files have'} such doubts`,
    );
  }
}

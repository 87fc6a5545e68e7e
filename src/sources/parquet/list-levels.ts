/** How repetition levels are of lists that are all of one length: 0 where one begins, else 1. */
export class ListLevels {
  readonly length: number;
  /** By place in a list, the packed bits of eight levels from there on. */
  readonly packed: Uint8Array;

  constructor(length: number) {
    this.length = length;
    this.packed = Uint8Array.from({ length }, (_, place) => {
      let bits = 0;
      for (let k = 0; k < 8; k++) if (!this.begins(place + k)) bits |= 1 << k;
      return bits;
    });
  }

  /** Whether a list begins so many levels after another did. */
  begins(place: number): boolean {
    return place % this.length === 0;
  }
}

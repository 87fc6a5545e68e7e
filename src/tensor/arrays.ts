/** One array of the numbers of several, one after another. */
export function concatenated(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The sum of the first `length` numbers. */
export function sumOfFirst(numbers: Float64Array, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += numbers[i]!;
  return sum;
}

/** Arrays of numbers that nobody uses any more. */
const spareArrays: Float64Array[] = [];

/** Room for so many numbers: an array that was given back, where there is one, as fresh memory takes its time. */
export function takeNumbers(count: number): Float64Array {
  const place = spareArrays.findIndex(({ length }) => length >= count);
  return place < 0 ? new Float64Array(count) : spareArrays.splice(place, 1)[0]!;
}

/** Leaves an array to whoever takes one next. */
export function giveBackNumbers(numbers: Float64Array): void {
  if (numbers.length > 0) spareArrays.push(numbers);
}

type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** The array itself where it has room for so many numbers, or else a longer copy: adding one by one takes linear time. */
export function withRoom<Kind extends Numbers>(numbers: Kind, length: number): Kind {
  if (length <= numbers.length) return numbers;
  const OfKind = numbers.constructor as new (length: number) => Kind;
  const longer = new OfKind(Math.max(length, 2 * numbers.length));
  longer.set(numbers);
  return longer;
}

/** Ones, as many as were asked for or more, in an array that is made once; it is only to be read. */
export class Ones {
  #ones = new Float64Array(0);

  of(count: number): Float64Array {
    if (this.#ones.length < count) this.#ones = new Float64Array(count).fill(1);
    return this.#ones;
  }
}

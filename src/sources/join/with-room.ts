type Numbers = Uint16Array | Uint32Array | Int32Array | Float64Array;

/** The array itself where it has room for so many numbers, or else a longer copy: adding one by one takes linear time. */
export function withRoom<Kind extends Numbers>(numbers: Kind, length: number): Kind {
  if (length <= numbers.length) return numbers;
  const OfKind = numbers.constructor as new (length: number) => Kind;
  const longer = new OfKind(Math.max(length, 2 * numbers.length));
  longer.set(numbers);
  return longer;
}

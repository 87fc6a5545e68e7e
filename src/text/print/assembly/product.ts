/** The upper 64 bits of a product of 128. */
@inline
export function highProduct(a: u64, b: u64): u64 {
  const aLow = a & u32.MAX_VALUE;
  const aHigh = a >> 32;
  const bLow = b & u32.MAX_VALUE;
  const bHigh = b >> 32;
  const lowHigh = aLow * bHigh;
  const middle = ((aLow * bLow) >> 32) + (lowHigh & u32.MAX_VALUE) + aHigh * bLow;
  return aHigh * bHigh + (lowHigh >> 32) + (middle >> 32);
}

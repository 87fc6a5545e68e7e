/**
 * The places of the upper and the lower half of a double, or of a 64-bit integer, among the words of 32 bits that it is in
 * memory: the order of bytes is the machine's.
 */
export const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;
export const LOW = 1 - HIGH;

/**
 * Numbers of the standard normal distribution, the same ones for the same seed on every machine: Box and Muller's
 * transform of uniform numbers by the generator sfc32 of Chris Doty-Humphrey's PractRand.
 */
export function normalNumbers(seed) {
  const uniform = uniformNumbers(seed);
  let spare;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** Numbers of [0, 1) with 53 random bits. */
export function uniformNumbers(seed) {
  const next = sfc32(seed);
  return () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
}

function sfc32(seed) {
  let a = 0;
  let b = 0;
  let c = seed;
  let counter = 1;
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum;
  };
  // The first numbers still resemble the seed.
  for (let i = 0; i < 15; i++) next();
  return next;
}

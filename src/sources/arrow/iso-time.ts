/** Units of a second. */
export const PER_SECOND = [1n, 1000n, 1_000_000n, 1_000_000_000n] as const;

const DAY = 86_400n;
/** Days from 0000-03-01, where the calendar's cycle of 400 years begins after the leap day, to 1970-01-01. */
const TO_MARCH = 719_468n;
const CYCLE = 146_097n;

/** A day, counted from 1970-01-01, as ISO 8601 has it: `2024-05-31`. */
export function isoDate(day: bigint): string {
  const days = day + TO_MARCH;
  const cycle = floorDivide(days, CYCLE);
  const dayOfCycle = Number(days - cycle * CYCLE);
  const yearOfCycle = Math.floor(
    (dayOfCycle -
      Math.floor(dayOfCycle / 1460) +
      Math.floor(dayOfCycle / 36_524) -
      Math.floor(dayOfCycle / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = BigInt(yearOfCycle) + cycle * 400n + (month <= 2 ? 1n : 0n);
  return `${yearText(year)}-${twoDigits(month)}-${twoDigits(dayOfMonth)}`;
}

/**
 * A time, counted from 1970-01-01 in parts of a second, as ISO 8601 has it, with no more digits than it needs:
 * `2024-05-31T12:00:00.5`.
 * @param perSecond one of {@link PER_SECOND}
 */
export function isoTime(time: bigint, perSecond: bigint, hasZone: boolean): string {
  const seconds = floorDivide(time, perSecond);
  const day = floorDivide(seconds, DAY);
  const ofDay = Number(seconds - day * DAY);
  const clock = [Math.floor(ofDay / 3600), Math.floor(ofDay / 60) % 60, ofDay % 60];
  const fraction = time - seconds * perSecond;
  const digits = String(perSecond + fraction)
    .slice(1)
    .replace(/0+$/, '');
  return `${isoDate(day)}T${clock.map(twoDigits).join(':')}${digits && `.${digits}`}${hasZone ? 'Z' : ''}`;
}

/** Of more than four digits, or before the year 0, with a sign. */
function yearText(year: bigint): string {
  if (year >= 0n && year <= 9999n) return String(year).padStart(4, '0');
  const digits = String(year < 0n ? -year : year);
  return `${year < 0n ? '-' : '+'}${digits.padStart(6, '0')}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend < 0n && quotient * divisor !== dividend ? quotient - 1n : quotient;
}

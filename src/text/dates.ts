/**
 * Dates and times as ISO 8601 writes them: `2024-05-31`, `2024-05-31T12:00:00`, `12:00:00.123`, with 3, 6 or 9 digits
 * behind the point, as few of these as hold the fraction. Years beyond 0 to 9999 have a sign and 6 digits.
 */

const SECONDS_OF_DAY = 86_400n;

/** What a number counts since midnight, or since the beginning of 1970. */
export type TimeUnit = 'SECONDS' | 'MILLIS' | 'MICROS' | 'NANOS';

const PER_SECOND: Readonly<Record<TimeUnit, bigint>> = {
  SECONDS: 1n,
  MILLIS: 1000n,
  MICROS: 1_000_000n,
  NANOS: 1_000_000_000n,
};

/** A day, counted from the beginning of 1970. */
export function isoDate(day: number): string {
  // Howard Hinnant's civil_from_days: eras of 400 years, in which years begin with March.
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) /
      365,
  );
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const month = Math.floor((5 * ofYear + 2) / 153);
  const dayOfMonth = ofYear - Math.floor((153 * month + 2) / 5) + 1;
  const isNextYear = month >= 10;
  const calendarYear = year + era * 400 + (isNextYear ? 1 : 0);
  return `${yearText(calendarYear)}-${padded(month + (isNextYear ? -9 : 3), 2)}-${padded(dayOfMonth, 2)}`;
}

/** A moment, counted from the beginning of 1970; with a `Z` where it is one of UTC. */
export function isoTimestamp(count: bigint, unit: TimeUnit, isUtc: boolean): string {
  const perDay = PER_SECOND[unit] * SECONDS_OF_DAY;
  const day = floorDivide(count, perDay);
  return `${isoDate(Number(day))}T${isoTime(count - day * perDay, unit)}${isUtc ? 'Z' : ''}`;
}

/** A time of day. */
export function isoTime(count: bigint, unit: TimeUnit): string {
  const perSecond = PER_SECOND[unit];
  const seconds = Number(count / perSecond);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => padded(part, 2)).join(':') + fraction(count % perSecond, unit);
}

/** The part of a second, in thousands of thousands as long as those are 0. */
function fraction(count: bigint, unit: TimeUnit): string {
  if (count === 0n) return '';
  const digits = String(count).padStart(String(PER_SECOND[unit]).length - 1, '0');
  return `.${digits.replace(/(000)+$/, '')}`;
}

function floorDivide(count: bigint, divisor: bigint): bigint {
  const quotient = count / divisor;
  return count % divisor < 0n ? quotient - 1n : quotient;
}

function yearText(year: number): string {
  if (year >= 0 && year <= 9999) return padded(year, 4);
  return `${year < 0 ? '-' : '+'}${padded(Math.abs(year), 6)}`;
}

function padded(value: number, length: number): string {
  return String(value).padStart(length, '0');
}

const DAY = String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`;
const HOURS_AND_MINUTES = String.raw`(?:[01]\d|2[0-3]):[0-5]\d`;
const SECONDS = String.raw`[0-5]\d(?:\.\d+)?`;
const UTC = '(?:Z|[+-]00:?00)';
const MOMENT = new RegExp(`^(${DAY})(?:[T ](${HOURS_AND_MINUTES})(?::(${SECONDS}))?${UTC}?)?$`);

/**
 * What is the same for all ways to write a moment, and in order of time as texts: a day is its midnight, a blank is as
 * good as a `T`, zeros behind the point say nothing, and a time of UTC is compared by what its clock shows. Undefined
 * for what is no date or moment as ISO 8601 or pandas write it.
 */
export function momentOf(text: string): string | undefined {
  const [, day, minutes = '00:00', seconds = '00'] = MOMENT.exec(text.trim()) ?? [];
  if (day === undefined) return undefined;
  return `${day}T${minutes}:${seconds.replace(/\.?0+$/, (zeros) => (seconds.includes('.') ? '' : zeros))}`;
}

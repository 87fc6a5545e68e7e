import { charactersOf, displayWidth, takeEnd, takeStart } from './text.ts';

/** How much of what is left of a text is its end, from what readers like best on. */
const SHARES_OF_END = [1 / 2, 1 / 4, 3 / 4, 0, 1];

/**
 * Names cut in their middle, with `…` where something was cut, each to its number of columns. Different names stay
 * different: what tells them apart is kept, or else they are numbered, which takes three columns or more.
 */
export function cutNames(names: readonly string[], widths: readonly number[]): string[] {
  if (names.every((name, i) => displayWidth(name) <= widths[i]!)) return [...names];
  const trials = SHARES_OF_END.map((share) =>
    names.map((name, i) => cutMiddle(name, widths[i]!, share)),
  );
  const [usual] = trials;
  return (
    trials.find((cut) => alike(names, cut).length === 0) ??
    numbered(names, windows(names, usual!, widths), widths)
  );
}

function cutMiddle(name: string, width: number, shareOfEnd: number): string {
  if (displayWidth(name) <= width) return name;
  const text = name.trimEnd();
  if (displayWidth(text) <= width) return text;
  const end = Math.floor((width - 1) * shareOfEnd);
  return `${takeStart(text, width - 1 - end)}…${takeEnd(text, end)}`;
}

/** The places of different names that were cut to the same text, in groups. */
function alike(names: readonly string[], cut: readonly string[]): number[][] {
  const groups = new Map<string, number[]>();
  cut.forEach((text, i) => {
    const places = groups.get(text);
    if (places) places.push(i);
    else groups.set(text, [i]);
  });
  return [...groups.values()].filter((places) => new Set(places.map((i) => names[i])).size > 1);
}

/** Of names that look alike, what is between their common start and end, with some of these before and after it. */
function windows(
  names: readonly string[],
  cut: readonly string[],
  widths: readonly number[],
): string[] {
  const shown = [...cut];
  for (const places of alike(names, cut)) {
    const group = places.map((i) => names[i]!);
    const start = commonLength(group.map(charactersOf));
    const end = commonLength(group.map((name) => charactersOf(name).slice(start).reverse()));
    for (const i of places) {
      const characters = charactersOf(names[i]!);
      const differing = characters.slice(start, characters.length - end).join('');
      const room = widths[i]! - 2;
      const middle = takeStart(differing, room);
      const around = room - displayWidth(middle);
      const before = takeStart(names[i]!, Math.ceil(around / 2));
      const after = takeEnd(names[i]!, Math.floor(around / 2));
      shown[i] = `${before}…${middle}…${after}`;
    }
  }
  return shown;
}

function commonLength(texts: readonly (readonly string[])[]): number {
  const [first, ...others] = texts;
  const differs = first!.findIndex((character, k) =>
    others.some((other) => other[k] !== character),
  );
  return differs < 0 ? first!.length : differs;
}

function numbered(
  names: readonly string[],
  cut: readonly string[],
  widths: readonly number[],
): string[] {
  const shown = [...cut];
  const places = alike(names, cut).flat();
  const numbers = new Map(
    [...new Set(places.map((i) => names[i]!))].map((name, k) => [name, k + 1]),
  );
  for (const i of places) {
    const mark = `…${numbers.get(names[i]!)!}`;
    shown[i] = takeStart(names[i]!, widths[i]! - mark.length) + takeStart(mark, widths[i]!);
  }
  return shown;
}

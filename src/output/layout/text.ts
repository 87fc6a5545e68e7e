/** Terminal columns a plain text takes; it must hold no control characters. */
export function displayWidth(text: string): number {
  if (/^[ -~\u00a1-\u00ac\u00ae-\u02ff]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** Cuts a text to a number of columns, with `…` at its end where something was cut. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  return `${takeStart(text, width - 1)}…`;
}

/**
 * Breaks a text at its spaces into lines of at most `width` columns, `indent` spaces before each included.
 * Newlines in it are kept; a word longer than a line is broken.
 */
export function wrap(text: string, width: number, indent = 0): string[] {
  const room = Math.max(1, width - indent);
  const lines = text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, room));
  return lines.map((line) => (line === '' ? '' : ' '.repeat(indent) + line));
}

/** Puts phrases on lines of at most `width` columns, with ` · ` between those on the same line. */
export function joinPhrases(phrases: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const phrase of phrases) {
    const joined = lines.length === 0 ? phrase : `${lines.at(-1)!} · ${phrase}`;
    if (displayWidth(joined) <= width) lines.splice(-1, 1, joined);
    else lines.push(...wrap(phrase, width));
  }
  return lines;
}

/** The items, or where they are more than `most`, the first and the last of them with a `…` between. */
export function abbreviate(items: readonly string[], most: number): readonly string[] {
  if (items.length <= most) return items;
  const last = Math.floor(most / 2);
  return [...items.slice(0, most - last), '…', ...items.slice(items.length - last)];
}

function wrapParagraph(paragraph: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(/ +/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (displayWidth(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (displayWidth(line) > width) {
      const start = takeStart(line, width) || String.fromCodePoint(line.codePointAt(0)!);
      lines.push(start);
      line = line.slice(start.length);
    }
  }
  lines.push(line);
  return lines;
}

/** As much of the text's start as fits into `width` columns. */
export function takeStart(text: string, width: number): string {
  return taken(text, width).join('');
}

/** As much of the text's end as fits into `width` columns. */
export function takeEnd(text: string, width: number): string {
  return taken(charactersOf(text).reverse(), width).reverse().join('');
}

/** Code points, as terminals take them. */
export function charactersOf(text: string): string[] {
  return Array.from(text);
}

function taken(characters: Iterable<string>, width: number): string[] {
  const fitting: string[] = [];
  let left = width;
  for (const character of characters) {
    left -= characterWidth(character);
    if (left < 0) break;
    fitting.push(character);
  }
  return fitting;
}

function characterWidth(character: string): number {
  if (isZeroWidth(character)) return 0;
  return isWide(character) ? 2 : 1;
}

// Made when a text needs them: the tables of Unicode take their time to load.

/** Whether a character is a mark on the one before it, or an invisible format character. */
function isZeroWidth(character: string): boolean {
  return /[\p{Mn}\p{Me}\p{Cf}]/u.test(character);
}

/** Whether a character takes two columns: Hangul, CJK, full-width forms, emoji. */
function isWide(character: string): boolean {
  return /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u.test(
    character,
  );
}

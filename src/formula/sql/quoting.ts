/** A name or a text in quotes, which are doubled within. */
export function doubled(mark: string): (text: string) => string {
  return (text) => `${mark}${text.replaceAll(mark, mark + mark)}${mark}`;
}

/** A name or a text in quotes, in which backslashes and quotes have a backslash before them. */
export function escaped(mark: string): (text: string) => string {
  return (text) => {
    const inside = text
      .replaceAll('\\', '\\\\')
      .replaceAll(mark, `\\${mark}`)
      .replaceAll('\n', '\\n')
      .replaceAll('\r', '\\r');
    return `${mark}${inside}${mark}`;
  };
}

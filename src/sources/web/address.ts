/** Whether a path is an address of the web, which is read over HTTP. */
export function isWebAddress(path: string): boolean {
  return /^https?:\/\//i.test(path);
}

/** The part of a path in which its folders and its name are: of an address all before the query. */
export function namesIn(path: string): string {
  return isWebAddress(path) ? path.replace(/[?#].*$/s, '') : path;
}

/** A text as it is without the signs that an address writes otherwise: `%3A`. */
export function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What writes an object of a store to standard output, by the scheme of its address. */
const CLIENTS: ReadonlyMap<string, string> = new Map([
  ['s3', 'aws s3 cp ADDRESS -'],
  ['gs', 'gcloud storage cat ADDRESS'],
  ['az', 'az storage blob download --account-name NAME --container-name NAME --name NAME'],
  ['abfss', 'az storage blob download --account-name NAME --container-name NAME --name NAME'],
  ['hdfs', 'hdfs dfs -cat ADDRESS'],
  ['ftp', 'curl -sf ADDRESS'],
]);

/** How to read what an address of another kind names; undefined where a path is none. */
export function hintForScheme(path: string): string | undefined {
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(path)?.[1]?.toLowerCase();
  if (scheme === undefined) return undefined;
  const client = CLIENTS.get(scheme);
  const signed = 'an address that begins with https://, such as a presigned one, is read as it is';
  if (client === undefined) return signed;
  const address = /^[\w:./+=@%-]+$/.test(path) ? path : 'ADDRESS';
  return `${client.replace('ADDRESS', address)} | losscalc ... - reads it; ${signed}`;
}

/**
 * A text without what may be secret in the addresses of the web in it: names and passwords, and queries, which may hold
 * signatures.
 */
export function withoutSecrets(text: string): string {
  if (!text.includes('://')) return text;
  return text.replace(/https?:\/\/.*/is, (address) =>
    address.replace(/(https?:\/\/)[^/\\?#\s]*@/gi, '$1').replace(/\?[^#]*/g, '?…'),
  );
}

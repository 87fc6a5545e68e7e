import { createRequire } from 'node:module';

/** The version of the installed package. */
export function packageVersion(): string {
  const manifest = createRequire(import.meta.url)('losscalc/package.json') as { version: string };
  return manifest.version;
}

import { isWebAddress } from '../web/address.ts';
import type { WebOptions } from '../web/options.ts';
import { openLocal, type ByteSource } from './byte-source.ts';

/** Where bytes come from, besides files on this machine. */
export interface Origins {
  /** Standard input, for the path `-`. */
  readonly stdin: () => AsyncIterable<Uint8Array>;
  /** How addresses of the web are read. */
  readonly web?: WebOptions | undefined;
}

/**
 * Opens a file, the file at an address of the web, or standard input for `-`.
 * @throws UserError if it cannot be opened
 */
export async function openBytes(path: string, { stdin, web = {} }: Origins): Promise<ByteSource> {
  if (!isWebAddress(path)) return openLocal(path, stdin);
  const { openWeb } = await import('../web/open-web.ts');
  return openWeb(path, web);
}

import { withoutSecrets } from '../../messages/addresses.ts';
import { UserError } from '../../messages/errors.ts';
import { unescaped } from './address.ts';
import { haveSecrets, type Headers } from './headers.ts';
import { Trouble } from './trouble.ts';

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
/** As many as browsers follow, or fewer. */
export const MOST_REDIRECTS = 10;

/** Whether an answer says that the file is at another address. */
export function isRedirect(status: number): boolean {
  return REDIRECTS.includes(status);
}

/**
 * Where an answer says that the file is.
 * @throws Trouble where that is nowhere, or where others could read along what was not for them
 */
export function redirected(from: URL, location: string | undefined): URL {
  const to =
    location !== undefined && URL.canParse(location, from.href)
      ? new URL(location, from)
      : undefined;
  if (to?.protocol === 'https:' || (to?.protocol === 'http:' && from.protocol === 'http:'))
    return to;
  const found = to ? withoutSecrets(to.href).slice(0, 100) : 'no address';
  throw new Trouble({
    problem: `expected to be sent on to an https:// address, found ${found}`,
    hint: to?.protocol === 'http:' ? 'others could read along, or change what comes' : undefined,
  });
}

export function tooManyRedirects(): Trouble {
  return new Trouble({
    problem: `expected the file, found more than ${MOST_REDIRECTS} redirects`,
    hint: 'the server sends on in a circle, as some do without the right --http-header',
  });
}

/**
 * The secrets of an address: what the user sets for it, and its name and password. They are for its host alone.
 * @throws UserError where they would be sent for all to read
 */
export function secretsFor(address: URL, given: Headers, where: string): Headers {
  const user = [address.username, address.password].map(unescaped).join(':');
  const all =
    user === ':' || given.has('authorization')
      ? given
      : new Map([...given, ['authorization', `Basic ${Buffer.from(user).toString('base64')}`]]);
  if (address.protocol === 'https:' || !haveSecrets(all) || isThisMachine(address)) return all;
  throw new UserError({
    where,
    problem: 'expected https:// where a header or a password says who asks, found http://',
    hint: 'over http:// all on the way could read it: write https://, or leave it out',
  });
}

function isThisMachine({ hostname }: URL): boolean {
  return /^(.+\.)?localhost$|^127(\.\d+){3}$|^\[::1\]$/.test(hostname);
}

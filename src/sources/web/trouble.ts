import { STATUS_CODES } from 'node:http';
import { escapeControls, type Complaint } from '../../messages/errors.ts';

/** What is wrong, without the place. */
export type Wrong = Pick<Complaint, 'problem' | 'hint'>;

/** What keeps a request from its answer. */
export class Trouble extends Error {
  readonly wrong: Wrong;
  /** Whether it may pass, so that the request is worth being repeated. */
  readonly mayPass: boolean;
  /** Milliseconds that the server asks to wait before. */
  readonly pause: number;

  constructor(wrong: Wrong, { mayPass = false, pause = 0 } = {}) {
    super(wrong.problem);
    this.wrong = wrong;
    this.mayPass = mayPass;
    this.pause = pause;
  }
}

/** A server that says nothing for longer than it is waited for. */
export class Silence extends Error {
  constructor(milliseconds: number) {
    super(`silence for ${milliseconds / 1000} s`);
  }
}

const LATER = 'try again later';
const LONGEST_REASON = 60;
const HINTS: Readonly<Record<number, string>> = {
  401: "the server wants to know who asks: --http-header 'Authorization: Bearer @env:TOKEN'",
  403: "a signed address may have expired; otherwise --http-header 'Authorization: Bearer @env:TOKEN' says who asks",
  404: 'check the address; some servers say so as well of what needs --http-header',
  405: 'an address that was signed for another method than GET cannot be read: sign it for GET',
  407: 'losscalc uses no proxy: curl -sf ADDRESS | losscalc ... - reads what curl can reach',
  410: 'check the address: the file was there, and is no more',
};
/** Statuses that may be others when asked again, besides those of servers that failed. */
const PASSING: readonly number[] = [408, 425, 429];

/** What an answer means that is not the file. */
export function troubleOfStatus(
  status: number,
  reason: string | undefined,
  retryAfter: string | undefined,
): Trouble {
  const words = escapeControls((reason ?? '').slice(0, LONGEST_REASON)) || STATUS_CODES[status];
  const problem = `expected the file, found ${status} ${words ?? ''}`.trimEnd();
  if (!PASSING.includes(status) && status < 500)
    return new Trouble({ problem, hint: HINTS[status] });
  return new Trouble(
    { problem, hint: LATER },
    { mayPass: true, pause: millisecondsOf(retryAfter) },
  );
}

/** `Retry-After`: seconds, or a date. */
function millisecondsOf(retryAfter: string | undefined): number {
  if (retryAfter === undefined) return 0;
  const seconds = /^\d+$/.test(retryAfter) ? 1000 * Number(retryAfter) : NaN;
  const pause = Number.isNaN(seconds) ? Date.parse(retryAfter) - Date.now() : seconds;
  return Number.isNaN(pause) ? 0 : Math.max(0, pause);
}

const OFFLINE =
  'check the name, and the connection to the network; losscalc uses no proxy, but curl -sf ADDRESS | losscalc ... - does';

/** Failures of a network that do not pass at once, by what Node calls them. */
const LASTING: Readonly<Record<string, Wrong>> = {
  ENOTFOUND: { problem: 'expected a host, found none of this name', hint: OFFLINE },
  ECONNREFUSED: {
    problem: 'expected a server, found none that takes connections there',
    hint: 'check the host and the port, and whether the server runs',
  },
  EHOSTUNREACH: { problem: 'expected a host, found no way to it', hint: OFFLINE },
  ENETUNREACH: { problem: 'expected a network, found none', hint: OFFLINE },
};

/**
 * What a failed connection means; what is no failure of one is returned as it is.
 * @param so how far it had come: `expected 90 bytes, found 30, then`
 */
export function troubleOfConnection(error: Error, so = 'expected the file, found'): Error {
  if (error instanceof Silence) {
    return new Trouble({ problem: `${so} ${error.message}`, hint: LATER }, { mayPass: true });
  }
  if (!('code' in error && typeof error.code === 'string')) return error;
  const { code } = error;
  const lasting = LASTING[code];
  if (lasting) return new Trouble(lasting);
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS/.test(code)) {
    return new Trouble({
      problem: `expected a certificate that can be trusted, found another: ${code}`,
      hint: 'NODE_EXTRA_CA_CERTS=ca.pem names the certificates of an authority of your own',
    });
  }
  if (/^(HPE_|EPROTO|ERR_SSL)/.test(code)) {
    return new Trouble({
      problem: `expected the answer of a web server, found what is none: ${code}`,
      hint: 'check the address: https:// or http://, and the port',
    });
  }
  return new Trouble(
    { problem: `${so} the connection cut (${code})`, hint: LATER },
    { mayPass: true },
  );
}

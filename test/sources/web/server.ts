import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Patience } from '../../../src/sources/web/options.ts';

/** How a server answers a request, the number of which is counted from 0. */
export type Handler = (request: IncomingMessage, response: ServerResponse, place: number) => void;

/** A server on this machine, and what it was asked for. */
export interface Served extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly url: string;
  readonly requests: IncomingMessage[];
  /** Bytes of answers that were sent. */
  readonly sent: () => number;
}

/** Nothing is waited for that does not come at once. */
export const IMPATIENT: Patience = {
  silence: 150,
  tries: 4,
  firstPause: 2,
  longestPause: 5,
  allPauses: 200,
};

/** Starts a server on a free port of this machine. */
export async function serve(handler: Handler): Promise<Served> {
  const requests: IncomingMessage[] = [];
  let sent = 0;
  const server = createServer((request, response) => {
    const before = request.socket.bytesWritten;
    response.on('close', () => {
      sent += request.socket.bytesWritten - before;
    });
    handler(request, response, requests.push(request) - 1);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    sent: () => sent,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface FileOptions {
  /** Whether parts of the file are sent; by default they are. */
  readonly hasParts?: boolean;
  readonly etag?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers with a file or the part of it that was asked for, as servers of files do. */
export function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: Buffer,
  { hasParts = true, etag = '"v1"', headers = {} }: FileOptions = {},
): void {
  const asked = hasParts ? /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') : null;
  const condition = request.headers['if-range'];
  const all = { ...(etag !== '' && { etag }), ...headers };
  if (!asked || (condition !== undefined && condition !== etag)) {
    response.writeHead(200, { 'content-length': file.length, ...all });
    response.end(file);
    return;
  }
  const start = Number(asked[1]);
  const end = Math.min(file.length, Number(asked[2]) + 1);
  if (start >= file.length) {
    response.writeHead(416, { 'content-range': `bytes */${file.length}` });
    response.end();
    return;
  }
  const part = file.subarray(start, end);
  const range = `bytes ${start}-${end - 1}/${file.length}`;
  response.writeHead(206, { 'content-length': part.length, 'content-range': range, ...all });
  response.end(part);
}

/** Sends so many bytes of an answer with that many announced, and cuts the connection. */
export function cutAfter(response: ServerResponse, bytes: Buffer, count: number): void {
  response.write(bytes.subarray(0, count), () => {
    // What was written has to arrive.
    setTimeout(() => response.destroy(), 5);
  });
}

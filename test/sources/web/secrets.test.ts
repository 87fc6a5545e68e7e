import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/messages/errors.ts';
import { readHeaders } from '../../../src/sources/web/headers.ts';
import { redirected, secretsFor } from '../../../src/sources/web/redirects.ts';
import { Trouble } from '../../../src/sources/web/trouble.ts';
import { complaint, read } from '../reading.ts';
import { CSV, NUMBERS, WEB } from './asking.ts';
import { sendFile, serve, type Served } from './server.ts';

const folder = mkdtempSync(join(tmpdir(), 'losscalc-web-'));
afterAll(() => rmSync(folder, { recursive: true }));

const TOKEN = 'Authorization: Bearer s3cret';

async function readFrom(path: string, headers: readonly string[] = []): Promise<number[]> {
  const choice = { input: 'pred', path, layout: 'scalars' as const };
  const { rows } = await read([choice], { web: { ...WEB, headers } });
  return rows['pred']!.flat();
}

/** What each request told of who asks. */
function told({ requests }: Served): (string | undefined)[] {
  return [...new Set(requests.map(({ headers }) => headers.authorization))];
}

describe('headers', () => {
  const env = { TOKEN: ' s3cret\n', EMPTY: '' };
  const token = join(folder, 'token');
  const list = join(folder, 'headers.txt');
  writeFileSync(token, 's3cret\n');
  writeFileSync(list, `${TOKEN}\r\n\nX-Key:  @env:TOKEN\n`);

  it.each([
    [[TOKEN], { authorization: 'Bearer s3cret' }],
    [['Authorization: Bearer @env:TOKEN'], { authorization: 'Bearer s3cret' }],
    [['x-key:@env:TOKEN'], { 'x-key': 's3cret' }],
    [[`X-Key: @file:${token}`], { 'x-key': 's3cret' }],
    [[`@${list}`], { authorization: 'Bearer s3cret', 'x-key': 's3cret' }],
    [['X-Mail: a@env.org', 'Accept: text/csv'], { 'x-mail': 'a@env.org', accept: 'text/csv' }],
  ])('%j are read', (headers, expected) => {
    expect(Object.fromEntries(readHeaders({ headers, env }))).toEqual(expected);
  });

  it.each([
    ['s3cret'],
    ['Bearer s3cret: x'],
    ['X-Key:'],
    ['X-Key: @env:EMPTY'],
    ['X-Key: Bearer @env:s3cr\x1bt'],
    ['X-Key: s3cret\nHost: x'],
    ['X-Key: s3cret☃'],
    ['Range: bytes=0-1'],
    ['if-range: "v"'],
    ['Accept-Encoding: gzip'],
    ['@/no/such/file'],
    ['X-Key: @file:/no/such/file'],
  ])('%j is refused, and no value shown', (header) => {
    let said = '';
    try {
      readHeaders({ headers: [header], env });
    } catch (error) {
      said = (error as UserError).message;
    }
    expect(said).toMatchSnapshot();
    expect(said).not.toContain('s3cret');
  });

  it('are given once', () => {
    const twice = (): unknown => readHeaders({ headers: [TOKEN, 'authorization: x'], env });
    expect(twice).toThrow('expected each header once, found "authorization" again');
  });
});

describe('secrets', () => {
  it('are sent with each request', async () => {
    await using server = await serve((request, response) => sendFile(request, response, CSV));
    expect(await readFrom(`${server.url}/p.csv`, [TOKEN])).toEqual(NUMBERS);
    expect(told(server)).toEqual(['Bearer s3cret']);
  });

  it('may be in the address, and are shown to nobody', async () => {
    await using server = await serve((request, response, place) => {
      if (place < 2) {
        sendFile(request, response, CSV);
        return;
      }
      response.writeHead(404);
      response.end();
    });
    const { host } = new URL(server.url);
    const address = `http://me:s3%40cret@${host}/p.csv?sig=s3cret`;
    expect(await readFrom(address)).toEqual(NUMBERS);
    expect(told(server)).toEqual([`Basic ${Buffer.from('me:s3@cret').toString('base64')}`]);
    const said = await complaint(readFrom(address));
    expect(said).toContain(`http://${host}/p.csv?…: expected the file, found 404`);
    expect(said).not.toContain('cret');
  });

  it('are sent to no other host', async () => {
    await using other = await serve((request, response) => sendFile(request, response, CSV));
    const elsewhere = other.url.replace('127.0.0.1', 'localhost');
    await using server = await serve((_, response) => {
      response.writeHead(302, { location: `${elsewhere}/p.csv?sig=x` });
      response.end();
    });
    expect(await readFrom(`${server.url}/p.csv`, [TOKEN, 'X-Key: y'])).toEqual(NUMBERS);
    expect(told(server)).toEqual(['Bearer s3cret']);
    expect(told(other)).toEqual([undefined]);
    expect(other.requests.every(({ headers }) => headers['x-key'] === undefined)).toBe(true);
    // What was found once is asked on, as each redirect may lead to another copy.
    expect([server.requests.length, other.requests.length]).toEqual([1, 2]);
  });

  it('are sent once more where a signed address has expired', async () => {
    await using server = await serve((request, response, place) => {
      if (request.url === '/p.csv') {
        response.writeHead(307, { location: `/signed?at=${place}` });
        response.end();
      } else if (request.url === '/signed?at=0' && place > 1) {
        response.writeHead(403);
        response.end();
      } else sendFile(request, response, CSV);
    });
    expect(await readFrom(`${server.url}/p.csv`, [TOKEN])).toEqual(NUMBERS);
    expect(server.requests.map(({ url }) => url)).toEqual([
      '/p.csv',
      '/signed?at=0',
      '/signed?at=0',
      '/p.csv',
      '/signed?at=3',
    ]);
  });

  it('are not sent for all to read', () => {
    const secrets = new Map([['x-key', 's3cret']]);
    const sent = (address: string): unknown => secretsFor(new URL(address), secrets, 'http://h/p');
    expect(() => sent('http://h/p')).toThrowErrorMatchingInlineSnapshot(`
      [UserError: http://h/p: expected https:// where a header or a password says who asks, found http://
        hint: over http:// all on the way could read it: write https://, or leave it out]
    `);
    const inAddress = (): unknown =>
      secretsFor(new URL('http://me:x@h/p'), new Map(), 'http://h/p');
    expect(inAddress).toThrow('expected https://');
    for (const near of [
      'http://localhost:1/p',
      'http://127.0.0.9/p',
      'http://[::1]/p',
      'https://h/p',
    ]) {
      expect(sent(near)).toEqual(secrets);
    }
    for (const far of ['http://localhost.org/p', 'http://127.0.0.1.org/p']) {
      expect(() => sent(far)).toThrow('expected https://');
    }
    const harmless = new Map([['user-agent', 'me']]);
    expect(secretsFor(new URL('http://h/p'), harmless, '')).toEqual(harmless);
  });
});

describe('redirects', () => {
  it('in a circle are an error', async () => {
    await using server = await serve((request, response) => {
      response.writeHead(301, { location: request.url });
      response.end();
    });
    const said = await complaint(readFrom(`${server.url}/p.csv`));
    expect(said.replace(server.url, 'http://HOST')).toMatchInlineSnapshot(`
      "http://HOST/p.csv: expected the file, found more than 10 redirects
        hint: the server sends on in a circle, as some do without the right --http-header"
    `);
    expect(server.requests).toHaveLength(11);
  });

  it('may be relative', () => {
    expect(redirected(new URL('https://h/a/b?c'), '../d').href).toBe('https://h/d');
  });

  it.each([
    ['https://h/a', 'http://h/a?sig=s3cret'],
    ['https://h/a', 'http://me:s3cret@other/a'],
    ['http://h/a', 'file:///etc/passwd'],
    ['http://h/a', 'https://'],
    ['http://h/a', undefined],
  ])('from %s to %s are refused', (from, to) => {
    const follow = (): unknown => redirected(new URL(from), to);
    expect(follow).toThrow(Trouble);
    expect(follow).toThrowErrorMatchingSnapshot();
    expect(follow).not.toThrow('s3cret');
  });
});

describe('an address', () => {
  it.each([
    ['https://host/*.parquet'],
    ['https://host/{a,b}.csv?x'],
    ['http://ho st/p.csv'],
    ['https://host/p.csv#part'],
  ])('%s is refused without a request', async (path) => {
    expect(await complaint(read([{ input: 'pred', path }], { web: WEB }))).toMatchSnapshot();
  });

  it.each(['s3://bucket/p.csv', 'gs://bucket/p.csv', 'hf://datasets/p.csv'])(
    '%s is none of the web',
    async (path) => {
      expect(await complaint(read([{ input: 'pred', path }], { web: WEB }))).toMatchSnapshot();
    },
  );
});

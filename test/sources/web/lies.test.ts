import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { read } from '../reading.ts';
import { CSV, numbersFrom, NUMBERS, saidOf, WEB } from './asking.ts';
import { cutAfter, sendFile, serve, type Handler } from './server.ts';

describe('a server that lies', () => {
  it('of more bytes than there are', async () => {
    const said = await saidOf((_, response) => {
      response.writeHead(200, { 'content-length': CSV.length + 10 });
      cutAfter(response, CSV, CSV.length);
    });
    expect(said).toMatchInlineSnapshot(`
      "http://HOST/p.csv: expected 20135 bytes, found 20125, then the connection cut (ECONNRESET)
        hint: the server does not send parts of it, so that it cannot be continued: curl -fLO downloads it"
    `);
  });

  it('of more bytes than a part has', async () => {
    const said = await saidOf((request, response) => {
      const { range } = request.headers;
      if (range === 'bytes=0-999') {
        sendFile(request, response, Buffer.concat([CSV, CSV]).subarray(0, CSV.length + 10));
        return;
      }
      const start = Number(/\d+/.exec(range!)![0]);
      const size = CSV.length + 10;
      const headers = { etag: '"v1"', 'content-range': `bytes ${start}-${size - 1}/${size}` };
      response.writeHead(206, { ...headers, 'content-length': size - start });
      cutAfter(response, CSV.subarray(start), CSV.length);
    });
    expect(said).toMatchInlineSnapshot(`
      "http://HOST/p.csv: expected 19135 bytes, found 19125, then the connection cut (ECONNRESET), 4 times
        hint: try again later"
    `);
  });

  it('of fewer bytes than there are', async () => {
    const said = await saidOf((request) => {
      const head = `HTTP/1.1 200 OK\r\nContent-Length: ${CSV.length - 10}\r\n\r\n`;
      request.socket.end(Buffer.concat([Buffer.from(head), CSV]));
    });
    expect(said).toMatchInlineSnapshot(`
      "http://HOST/p.csv: expected 20115 bytes, as the server announces, found more
        hint: what the server says of the file is wrong, or what is between it and this machine changes it"
    `);
  });

  it('of two lengths', async () => {
    const said = await saidOf((_, response) => {
      response.writeHead(206, { 'content-range': 'bytes 0-99/200', 'content-length': 90 });
      response.end(CSV.subarray(0, 90));
    });
    expect(said).toMatchInlineSnapshot(`
      "http://HOST/p.csv: expected 100 bytes, as Content-Range says, found 90 in Content-Length
        hint: the server, or what is between it and this machine, does not serve parts of files as it says"
    `);
  });

  it.each([
    ['another part', 'bytes 5-1000/9000'],
    ['a larger part', 'bytes 0-1000/9000'],
    ['no part', 'bytes */9000'],
    ['something else', 'rows 1-2'],
  ])('with %s', async (_, range) => {
    const said = await saidOf((__, response) => {
      response.writeHead(206, { 'content-range': range, etag: '"v1"' });
      response.end('x');
    });
    expect(said).toMatchSnapshot();
  });

  it('with all of the file in place of a part', async () => {
    const said = await saidOf((request, response, place) =>
      sendFile(request, response, CSV, { hasParts: place === 0 }),
    );
    expect(said).toMatchInlineSnapshot(`
      "http://HOST/p.csv: expected bytes from 1000 on, found all of the file
        hint: the server, or what is between it and this machine, does not serve parts of files as it says"
    `);
  });

  it('with what is no answer', async () => {
    const said = await saidOf((request) => request.socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    expect(said).toMatchInlineSnapshot(`
      "http://HOST/p.csv: expected the answer of a web server, found what is none: HPE_INVALID_CONSTANT
        hint: check the address: https:// or http://, and the port"
    `);
  });
});

describe('what is sent', () => {
  const sent =
    (body: Buffer | string, headers: Record<string, string>): Handler =>
    (_, response) => {
      response.writeHead(200, headers);
      response.end(body);
    };

  it('is gzip, unasked', async () => {
    const handler = sent(gzipSync(CSV), { 'content-encoding': 'gzip', 'content-type': 'text/csv' });
    expect((await numbersFrom(handler)).numbers).toEqual(NUMBERS);
  });

  it.each([
    ['br', 'br', 'x'],
    ['no gzip', 'gzip', 'pred\n1\n'],
  ])('is %s, unasked', async (_, encoding, body) => {
    expect(await saidOf(sent(body, { 'content-encoding': encoding }))).toMatchSnapshot();
  });

  it.each(['<!DOCTYPE html><title>Log in</title>', '\ufeff\n <html lang="en">'])(
    'is a page: %s',
    async (page) => {
      expect(await saidOf(sent(page, { 'content-type': 'text/html' }))).toMatchSnapshot();
    },
  );

  it.each([
    ['/p.tsv?file=p.json', {}, 'a\tb\n1\t2\n'],
    [
      '/p?file=p.json',
      { 'content-type': 'text/tab-separated-values; charset=utf-8' },
      'a\tb\n1\t2\n',
    ],
    ['/download', { 'content-type': 'application/octet-stream' }, '[[1,2]]'],
    ['/download', { 'content-type': 'text/csv' }, '1,2\n'],
    ['/download', { 'content-type': 'application/x-ndjson' }, '[1,2]\n'],
  ])('at %s as %s is of the right format', async (path, headers, body) => {
    const { numbers } = await numbersFrom(sent(body, headers), { path }).catch(async () => {
      await using server = await serve(sent(body, headers));
      const { rows } = await read([{ input: 'pred', path: server.url + path }], { web: WEB });
      return { numbers: rows['pred']!.flat() };
    });
    expect(numbers).toEqual([1, 2]);
  });
});

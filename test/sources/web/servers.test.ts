import { describe, expect, it } from 'vitest';
import { complaint, read } from '../reading.ts';
import { CSV, numbersFrom, NUMBERS, saidOf, WEB } from './asking.ts';
import { cutAfter, IMPATIENT, sendFile, serve, type Handler } from './server.ts';

describe('a server of files', () => {
  it('is asked for the beginning, and then for the rest', async () => {
    const { numbers, requests } = await numbersFrom((...to) => sendFile(to[0], to[1], CSV));
    expect(numbers).toEqual(NUMBERS);
    expect(requests.map(({ headers }) => [headers.range, headers['if-range']])).toEqual([
      ['bytes=0-999', undefined],
      [`bytes=1000-${CSV.length - 1}`, '"v1"'],
    ]);
    expect(requests[0]!.headers['accept-encoding']).toBe('identity');
  });

  it('is asked once for a small file', async () => {
    const web = { leastBytes: 64 * 1024 };
    const { requests } = await numbersFrom((...to) => sendFile(to[0], to[1], CSV), { web });
    expect(requests).toHaveLength(1);
  });

  it('may send no parts', async () => {
    const { numbers, requests } = await numbersFrom((request, response) =>
      sendFile(request, response, CSV, { hasParts: false }),
    );
    expect(numbers).toEqual(NUMBERS);
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['nothing', { etag: '' }],
    ['a weak ETag', { etag: 'W/"v1"' }],
    [
      'a time of the same second',
      { etag: '', headers: { 'last-modified': new Date(Date.now() + 60_000).toUTCString() } },
    ],
  ])('whose versions %s tells apart is asked for the whole file', async (_, options) => {
    const { numbers, requests } = await numbersFrom((request, response) =>
      sendFile(request, response, CSV, options),
    );
    expect(numbers).toEqual(NUMBERS);
    expect(requests.map(({ headers }) => headers.range)).toEqual(['bytes=0-999', undefined]);
  });

  it('may tell versions apart by a time', async () => {
    const modified = 'Wed, 21 Oct 2015 07:28:00 GMT';
    const { numbers, requests } = await numbersFrom((request, response) => {
      expect(request.headers['if-range'] ?? modified).toBe(modified);
      delete request.headers['if-range'];
      sendFile(request, response, CSV, { etag: '', headers: { 'last-modified': modified } });
    });
    expect(numbers).toEqual(NUMBERS);
    expect(requests).toHaveLength(2);
  });

  it('may send fewer bytes than it was asked for', async () => {
    const { numbers } = await numbersFrom((request, response) => {
      const [, start, end] = /(\d+)-(\d+)/.exec(request.headers.range!)!;
      request.headers.range = `bytes=${start!}-${Math.min(Number(end), Number(start) + 8000)}`;
      sendFile(request, response, CSV);
    });
    expect(numbers).toEqual(NUMBERS);
  });

  it.each([true, false])('may have an empty file, with parts: %s', async (hasParts) => {
    const said = await saidOf((...to) => sendFile(to[0], to[1], Buffer.alloc(0), { hasParts }));
    expect(said).toBe('http://HOST/p.csv: no rows: the file is empty');
  });

  it('may be slow', async () => {
    const { numbers } = await numbersFrom((_, response) => {
      let at = 0;
      const sendSome = (): void => {
        response.write(CSV.subarray(at, (at += 5000)));
        if (at < CSV.length) setTimeout(sendSome, 40);
        else response.end();
      };
      sendSome();
    });
    expect(numbers).toEqual(NUMBERS);
  });
});

describe('a connection that is cut', () => {
  const length = { 'content-length': CSV.length };

  it('is continued where it was', async () => {
    const { numbers, requests } = await numbersFrom((request, response, place) => {
      if (place !== 1) {
        sendFile(request, response, CSV);
        return;
      }
      const headers = {
        etag: '"v1"',
        'content-range': `bytes 1000-${CSV.length - 1}/${CSV.length}`,
      };
      response.writeHead(206, headers);
      cutAfter(response, CSV.subarray(1000), 4000);
    });
    expect(numbers).toEqual(NUMBERS);
    expect(requests.at(-1)!.headers.range).toBe(`bytes=5000-${CSV.length - 1}`);
  });

  it('is an error where it always is', async () => {
    const said = await saidOf((request, response) => {
      const [, start = '0'] = /=(\d+)/.exec(request.headers.range!)!;
      const content = CSV.subarray(Number(start));
      if (start === '0') {
        sendFile(request, response, CSV);
        return;
      }
      const range = `bytes ${start}-${CSV.length - 1}/${CSV.length}`;
      response.writeHead(206, { etag: '"v1"', 'content-range': range });
      cutAfter(response, content, 10);
    });
    expect(said).toMatchInlineSnapshot(`
      "http://HOST/p.csv: expected 19125 bytes, found 40, then the connection cut (ECONNRESET), 4 times
        hint: try again later"
    `);
  });

  it('begins anew where nothing has come', async () => {
    const { numbers } = await numbersFrom((request, response, place) => {
      if (place < 2) request.socket.destroy();
      else sendFile(request, response, CSV, { hasParts: false });
    });
    expect(numbers).toEqual(NUMBERS);
  });

  it('cannot be continued without parts', async () => {
    const said = await saidOf((_, response, place) => {
      response.writeHead(200, length);
      cutAfter(response, CSV, place === 0 ? 4000 : CSV.length);
    });
    expect(said).toMatchInlineSnapshot(`
      "http://HOST/p.csv: expected 20125 bytes, found 4000, then the connection cut (ECONNRESET)
        hint: the server does not send parts of it, so that it cannot be continued: curl -fLO downloads it"
    `);
  });

  it('is not continued with another version of the file', async () => {
    const said = await saidOf((request, response, place) =>
      sendFile(request, response, CSV, { etag: place === 0 ? '"v1"' : '"v2"' }),
    );
    expect(said).toMatchInlineSnapshot(`
      "http://HOST/p.csv: expected a file that stays as it is, with ETag "v1", found "v2"
        hint: the file was written to while it was read; run again when it is complete"
    `);
  });

  it('is not continued where a part is of another version', async () => {
    const said = await saidOf((request, response, place) => {
      delete request.headers['if-range'];
      sendFile(request, response, CSV, { etag: place === 0 ? '"v1"' : '"v2"' });
    });
    expect(said).toMatchInlineSnapshot(`
      "http://HOST/p.csv: expected a file that stays as it is, with ETag "v1", found "v2"
        hint: the file was written to while it was read; run again when it is complete"
    `);
  });

  it('is not continued with a file of another length', async () => {
    const said = await saidOf((request, response, place) =>
      sendFile(request, response, place === 0 ? CSV : CSV.subarray(0, 9000)),
    );
    expect(said).toMatchInlineSnapshot(`
      "http://HOST/p.csv: expected a file that stays as it is, with 20125 bytes, found 9000
        hint: the file was written to while it was read; run again when it is complete"
    `);
  });
});

describe('a server that says nothing', () => {
  it('is an error, to no request', async () => {
    expect(await saidOf(() => undefined)).toMatchInlineSnapshot(`
      "http://HOST/p.csv: expected the file, found silence for 0.15 s, 4 times
        hint: try again later"
    `);
  });

  it('is an error, after some bytes', async () => {
    const said = await saidOf((_, response) => {
      response.writeHead(200, { 'content-length': CSV.length });
      response.write(CSV.subarray(0, 3000));
    });
    expect(said).toMatchInlineSnapshot(`
      "http://HOST/p.csv: expected 20125 bytes, found 3000, then silence for 0.15 s
        hint: the server does not send parts of it, so that it cannot be continued: curl -fLO downloads it"
    `);
  });

  it('is asked again', async () => {
    const { numbers } = await numbersFrom((request, response, place) => {
      if (place > 0) sendFile(request, response, CSV);
    });
    expect(numbers).toEqual(NUMBERS);
  });
});

describe('a server that fails', () => {
  it('is asked again', async () => {
    const { numbers, requests } = await numbersFrom((request, response, place) => {
      if (place > 1) {
        sendFile(request, response, CSV);
        return;
      }
      response.writeHead(500);
      response.end('oops');
    });
    expect(numbers).toEqual(NUMBERS);
    expect(requests).toHaveLength(4);
  });

  it('is given as much time as it asks for', async () => {
    const times: number[] = [];
    const web = { patience: { ...IMPATIENT, allPauses: 1500 } };
    const handler: Handler = (request, response, place) => {
      times.push(Date.now());
      if (place > 0) {
        sendFile(request, response, CSV);
        return;
      }
      response.writeHead(429, { 'retry-after': '1' });
      response.end();
    };
    expect((await numbersFrom(handler, { web })).numbers).toEqual(NUMBERS);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(990);
  });

  it.each([
    [503, '3600'],
    [429, new Date(Date.now() + 3_600_000).toUTCString()],
    [503, undefined],
  ])('with %s for longer than it is waited for is an error', async (status, after) => {
    const said = await saidOf((_, response) => {
      response.writeHead(status, after === undefined ? {} : { 'retry-after': after });
      response.end();
    });
    expect(said.replace(/3[56]\d\d s/, 'about an hour')).toMatchSnapshot();
  });

  it.each([401, 403, 404, 405, 410, 418, 204])('with %s is an error at once', async (status) => {
    await using server = await serve((_, response) => {
      response.writeHead(status);
      response.end();
    });
    const choice = { input: 'pred', path: `${server.url}/p.csv` };
    const said = await complaint(read([choice], { web: WEB }));
    expect(said.replaceAll(server.url, 'http://HOST')).toMatchSnapshot();
    expect(server.requests).toHaveLength(1);
  });

  it('may write anything for a reason', async () => {
    const said = await saidOf((_, response) => {
      response.writeHead(400, 'Bad \x1b[31m'.replace('\x1b', '\x9b'));
      response.end();
    });
    expect(said).toMatchInlineSnapshot(
      `"http://HOST/p.csv: expected the file, found 400 Bad \\x9b[31m"`,
    );
  });

  it('is none that is not there', async () => {
    const server = await serve(() => undefined);
    await server[Symbol.asyncDispose]();
    const said = await complaint(read([{ input: 'pred', path: server.url }], { web: WEB }));
    expect(said.replace(server.url, 'http://HOST')).toMatchInlineSnapshot(`
      "http://HOST: expected a server, found none that takes connections there
        hint: check the host and the port, and whether the server runs"
    `);
  });
});

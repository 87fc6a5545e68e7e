import { describe, expect, it } from 'vitest';
import { Client } from '../../../src/sources/web/client.ts';
import { WebFile } from '../../../src/sources/web/web-file.ts';
import { complaint } from '../reading.ts';
import { CSV, WEB } from './asking.ts';
import { sendFile, serve, type Handler, type Served } from './server.ts';

/** A file of which the first hundred bytes are known, of a server that answers so. */
async function opened(
  handler: Handler,
): Promise<AsyncDisposable & { server: Served; file: WebFile }> {
  const server = await serve(handler);
  const patience = { ...WEB.patience, silence: 5000 };
  const client = new Client(`${server.url}/p.csv`, { patience, leastBytes: 100 });
  const version = { size: CSV.length, etag: '"v1"', modified: undefined, validator: '"v1"' };
  const file = new WebFile(client, version, CSV.subarray(0, 100));
  return { server, file, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

const asked = ({ requests }: Served): string[] =>
  requests.splice(0).map(({ headers }) => headers.range!.replace('bytes=', ''));

describe('ranges of a file of the web', () => {
  it('are asked for together where they lie together, and once', async () => {
    await using served = await opened((request, response) => sendFile(request, response, CSV));
    const { server, file } = served;
    const bytes = Buffer.alloc(50);
    await file.load([{ start: 0, end: 80 }]);
    expect(asked(server)).toEqual([]);

    await file.load([
      { start: 9000, end: 9010 },
      { start: 500, end: 700 },
      { start: 740, end: 900 },
    ]);
    expect(asked(server).toSorted()).toEqual(['500-899', '9000-9099']);
    expect(file.read(bytes, 880 - 30)).toBe(50);
    expect(bytes).toEqual(CSV.subarray(850, 900));
    expect(file.readAll(500, 900)).toEqual(CSV.subarray(500, 900));

    await file.load([{ start: 9050, end: 9090 }]);
    expect(asked(server)).toEqual([]);
    await file.load([{ start: CSV.length - 8, end: CSV.length }]);
    expect(asked(server)).toEqual([`${CSV.length - 100}-${CSV.length - 1}`]);
    expect(file.read(bytes, CSV.length - 20)).toBe(20);
    expect(file.read(bytes, CSV.length)).toBe(0);
    // What was asked for before has made room.
    expect(() => file.read(bytes, 9000)).toThrow('were not asked for');
  });

  it('are let go when one of them cannot be had', async () => {
    let isLetGo: Promise<void> | undefined;
    await using served = await opened((request, response) => {
      if (request.headers.range !== 'bytes=500-599') {
        response.writeHead(404);
        setTimeout(() => response.end(), 30);
        return;
      }
      isLetGo = new Promise((resolve) => response.on('close', resolve));
      const range = `bytes 500-599/${CSV.length}`;
      response.writeHead(206, { etag: '"v1"', 'content-range': range });
      response.write(CSV.subarray(500, 510));
    });
    const { server, file } = served;
    const ranges = [500, 9000].map((start) => ({ start, end: start + 100 }));
    expect(await complaint(file.load(ranges))).toContain('found 404');
    await isLetGo;
    expect(server.requests).toHaveLength(2);
  });

  it('beyond the memory are refused', async () => {
    const client = new Client('http://localhost:1/p', WEB);
    const version = { size: 2 ** 40, etag: '"v1"', modified: undefined, validator: '"v1"' };
    const file = new WebFile(client, version, Buffer.alloc(0));
    expect(await complaint(file.load([{ start: 1, end: 2 ** 31 + 2 }]))).toMatchInlineSnapshot(`
      "http://localhost:1/p: expected to read at most 2 GiB at a time into memory, found 2147483649 bytes
        hint: download the file, which then is read in smaller parts; or write smaller row groups, and choose fewer columns"
    `);
  });
});

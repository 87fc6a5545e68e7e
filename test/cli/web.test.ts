import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sendFile, serve, type Served } from '../sources/web/server.ts';
import { losscalc, type Outcome } from './losscalc.ts';

const TABLE = 'y,p,region\n1,0.9,eu\n0,0.2,eu\n1,0.4,us\n0,0.1,us\n';
const FILES: Readonly<Record<string, string>> = {
  '/preds.csv': TABLE,
  '/more/preds.csv': 'y,p,region\n1,0.5,eu\n',
  '/preds.json': '{"y": [1, 0, 1, 0], "p": [0.9, 0.2, 0.4, 0.1]}',
  '/private.csv': TABLE,
  '/region=eu/preds.csv': 'y,p\n1,0.9\n',
  '/login.csv': '<!doctype html><title>Log in</title>',
};

let server: Served;
beforeAll(async () => {
  server = await serve((request, response) => {
    const { pathname } = new URL(request.url!, server.url);
    const isRefused =
      pathname === '/private.csv' && request.headers.authorization !== 'Bearer s3cret';
    const file =
      pathname === '/list.txt'
        ? `${server.url}/preds.csv\n${server.url}/more/preds.csv\n`
        : FILES[pathname];
    if (!isRefused && file !== undefined) {
      sendFile(request, response, Buffer.from(file));
      return;
    }
    response.writeHead(isRefused ? 401 : 404);
    response.end();
  });
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(() => {
  server.requests.length = 0;
});

const folder = mkdtempSync(join(tmpdir(), 'losscalc-web-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a command line in which HOST stands for the server. */
async function run(line: string, env: Record<string, string> = {}): Promise<Outcome> {
  const words = line.match(/'[^']*'|\S+/g)!.map((word) => word.replaceAll("'", ''));
  const { status, stdout, stderr } = await losscalc(
    words.map((word) => word.replaceAll('HOST', server.url)),
    { env },
  );
  const named = (text: string): string => text.replaceAll(server.url, 'HOST');
  return { status, stdout: named(stdout), stderr: named(stderr) };
}

describe('files of the web', () => {
  it.each([
    'bce HOST/preds.csv -t y -p p',
    'bce HOST/preds.csv?sig=s3cret -t y -p p --by region',
    'bce -t HOST/preds.json#y -p HOST/preds.json#p -f value',
    'bce HOST/preds.csv HOST/more/preds.csv -t y -p p -f value',
    'bce --files-from HOST/list.txt -t y -p p -f value',
    'run HOST/preds.csv -t y -p p --loss bce --loss mse -f csv',
    'diff bce HOST/preds.csv -t y -p p -f json',
    'worst HOST/preds.csv?sig=s3cret -l bce -t y -p p -n 1',
    'compare -l mae -t HOST/preds.csv?sig=s3cret#y -p HOST/preds.csv?sig=s3cret#p -p HOST/preds.csv?sig=s3cret#y',
    'inspect HOST/preds.csv?sig=s3cret',
    "bce HOST/private.csv -t y -p p -f value --http-header 'Authorization: Bearer @env:TOKEN'",
    'bce HOST/private.csv -t y -p p',
    'bce HOST/missing.csv?sig=s3cret -t y -p p',
    'bce HOST/login.csv -t y -p p',
    'bce HOST/*.csv -t y -p p',
    'bce HOST/preds.csv HOST/preds.csv -t y -p p',
    'bce HOST/preds.csv?sig=s3cret -t y',
    'bce HOST/preds.csv?sig=s3cret -t y -p q',
    'HOST/preds.csv?sig=s3cret -t y -p p',
    'bce HOST/region=eu/preds.csv?sig=s3cret -t y -p region',
  ])('%s', async (line) => {
    const outcome = await run(line, { TOKEN: 's3cret' });
    expect(outcome).toMatchSnapshot();
    expect(outcome.stdout + outcome.stderr).not.toContain('s3cret');
  });

  it('are asked for once', async () => {
    await run('bce HOST/preds.csv -t y -p p --by region --ci 95');
    expect(server.requests).toHaveLength(1);
  });

  it('are named in a configuration', async () => {
    const config = join(folder, 'losscalc.json');
    const inputs = { table: `${server.url}/preds.csv`, true: 'y', pred: 'p' };
    writeFileSync(
      config,
      JSON.stringify({ inputs, losses: ['bce'], checks: [{ assert: 'bce < 1' }] }),
    );
    const { status, stderr } = await run(`check --config ${config}`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(server.requests).toHaveLength(1);
  });
});

describe('what is no file of the web', () => {
  it('asks nothing of a network', async () => {
    const path = join(folder, 'preds.csv');
    writeFileSync(path, TABLE);
    const { status } = await run(`bce ${path} -t y -p p --http-header 'Authorization: x'`);
    expect(status).toBe(0);
    expect(server.requests).toHaveLength(0);
  });
});

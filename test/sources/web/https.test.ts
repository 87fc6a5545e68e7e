import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, globalAgent } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complaint, read } from '../reading.ts';
import { CSV, NUMBERS, WEB } from './asking.ts';
import { sendFile } from './server.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

// Node makes no certificates.
describe.skipIf(!hasOpenssl)('an encrypted connection', () => {
  const folder = mkdtempSync(join(tmpdir(), 'losscalc-https-'));
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name)) as [string, string];
  let server: ReturnType<typeof createServer>;
  let url: string;
  beforeAll(async () => {
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const files = ['-keyout', key, '-out', cert, '-days', '2'];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...names, ...files], {
      stdio: 'ignore',
    });
    const options = { key: readFileSync(key), cert: readFileSync(cert) };
    server = createServer(options, (request, response) => {
      if (request.url === '/p.csv') {
        sendFile(request, response, CSV);
        return;
      }
      response.writeHead(302, { location: 'http://localhost/p.csv?sig=s3cret' });
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    url = `https://localhost:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    globalAgent.options.ca = undefined;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  });

  const saidOf = async (path: string): Promise<string> => {
    const said = await complaint(read([{ input: 'pred', path: url + path }], { web: WEB }));
    return said.replace(url, 'https://HOST');
  };

  it('is refused without a certificate that is trusted', async () => {
    expect(await saidOf('/p.csv')).toMatchInlineSnapshot(`
      "https://HOST/p.csv: expected a certificate that can be trusted, found another: DEPTH_ZERO_SELF_SIGNED_CERT
        hint: NODE_EXTRA_CA_CERTS=ca.pem names the certificates of an authority of your own"
    `);
  });

  it('is read as any other, with one', async () => {
    globalAgent.options.ca = readFileSync(cert);
    const choice = { input: 'pred', path: `${url}/p.csv`, layout: 'scalars' as const };
    const { rows } = await read([choice], { web: { ...WEB, headers: ['X-Key: s3cret'] } });
    expect(rows['pred']!.flat()).toEqual(NUMBERS);
  });

  it('is not left for one that all can read', async () => {
    globalAgent.options.ca = readFileSync(cert);
    expect(await saidOf('/elsewhere')).toMatchInlineSnapshot(`
      "https://HOST/elsewhere: expected to be sent on to an https:// address, found http://localhost/p.csv?…
        hint: others could read along, or change what comes"
    `);
  });
});

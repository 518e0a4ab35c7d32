import { createServer } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { makeCertificate } from '../../support/certificate.ts';
import { listen, loopbackFetcher, serve, serveRaw, textOf } from '../../support/loopback.ts';

const NAME = 'journal.example.org';
const { key, cert } = makeCertificate(NAME);
const AUTHORITIES = getCACertificates('default');
afterEach(() => setDefaultCACertificates(AUTHORITIES));

async function serveSecurely(location?: string) {
  const names: (string | false | null | undefined)[] = [];
  const server = createServer({ key, cert }, (request, response) => {
    if (location !== undefined && request.url === '/old') response.writeHead(301, { Location: location });
    response.end('a secret kept');
  });
  server.on('secureConnection', (socket) => names.push(socket.servername));
  const port = await listen(server);
  return { url: `https://${NAME}:${port}/`, port, names };
}

test('GIVEN a certificate that nobody vouches for THEN there is no answer, for a name as for an address', async () => {
  const { url, port } = await serveSecurely();
  const { get } = loopbackFetcher();
  expect(await get(url)).toMatchObject({
    kind: 'failed',
    problem: 'tls',
    detail: expect.stringContaining('SELF_SIGNED'),
  });
  expect(await get(`https://127.0.0.1:${port}/`)).toMatchObject({ problem: 'tls' });
});

test('GIVEN a certificate that is trusted THEN its name must be the one asked for', async () => {
  setDefaultCACertificates([...AUTHORITIES, cert]);
  const { url, port, names } = await serveSecurely();
  const { get } = loopbackFetcher();
  expect(textOf(await get(url))).toBe('a secret kept');
  expect(textOf(await get(url.replace('.org', '.org.')))).toBe('a secret kept');
  expect(names).toEqual([NAME, NAME]);
  const other = await get(`https://other.example.org:${port}/`);
  expect(other).toMatchObject({ problem: 'tls', detail: expect.stringContaining('ALTNAME_INVALID') });
});

test('GIVEN a permanent redirect from https to http THEN it is followed but not kept', async () => {
  setDefaultCACertificates([...AUTHORITIES, cert]);
  const plain = await serve((_, response) => response.end('in the open'));
  const { url } = await serveSecurely(plain.url);
  const { get } = loopbackFetcher();
  const fetched = await get(`${url}old`);
  expect(textOf(fetched)).toBe('in the open');
  expect(fetched).toMatchObject({ url: plain.url, movedTo: null });
  const upgrade = await serve((_, response) => response.writeHead(301, { Location: url }).end());
  expect(await get(upgrade.url)).toMatchObject({ kind: 'ok', movedTo: url });
});

test.each<[string, string | null]>([
  ['speaks no TLS', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'],
  ['hangs up on the handshake', ''],
  ['resets it', null],
])('GIVEN a server that %s THEN there is no secure connection', async (_what, words) => {
  const { port } = await serveRaw((socket) => (words === null ? socket.resetAndDestroy() : socket.end(words)));
  expect(await loopbackFetcher().get(`https://${NAME}:${port}/`)).toMatchObject({ kind: 'failed', problem: 'tls' });
});

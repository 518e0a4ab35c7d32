import { connect, type LookupFunction, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import { expect, test } from 'vitest';
import { loopbackFetcher, serve, textOf } from './support/loopback.ts';
import { network } from './support/network.ts';

/** Addresses for documentation (RFC 5737, RFC 3849): nobody answers there. */
const NOBODY = '192.0.2.1';
const lookup: LookupFunction = (_host, options, done) =>
  options.all === true ? done(null, [{ address: NOBODY, family: 4 }]) : done(null, NOBODY, 4);

/** What becomes of a socket: `connect`, or its error's code. */
const fateOf = (socket: Socket) =>
  new Promise<string>((done) => {
    socket.once('connect', () => done('connect'));
    socket.once('error', (error) => done('code' in error ? String(error.code) : error.name));
  }).finally(() => socket.destroy());

test.each([
  ['an address', () => connect(80, NOBODY), `${NOBODY}:80`],
  ['an address of six', () => connect(80, '2001:db8::1'), '[2001:db8::1]:80'],
  ['a name that leads there', () => connect({ host: 'news.example.org', port: 8080, lookup }), `${NOBODY}:8080`],
  ['TLS', () => connectSecure({ host: 'news.example.org', port: 443, lookup }), `${NOBODY}:443`],
])('GIVEN a socket to %s of another machine THEN it is refused, and the test would fail', async (_name, open, told) => {
  const socket = open();
  const fate = fateOf(socket);
  // msw holds a socket until it speaks.
  socket.on('error', () => undefined).write('hello');
  await fate;
  expect(network.takeUnhandled()).toContain(told);
});

test('GIVEN the fetcher and a name that leads to another machine THEN it is refused, and the test would fail', async () => {
  const { get } = loopbackFetcher({ lookup: () => Promise.resolve([{ address: NOBODY, family: 4 }]) });
  expect(await get('http://news.example.org/')).toMatchObject({ kind: 'failed', problem: 'refused' });
  expect(network.takeUnhandled()).toContain(`${NOBODY}:80`);
});

test('GIVEN a name that leads to this machine THEN it is reached, and nothing is held against the test', async () => {
  const site = await serve((_asked, response) => response.end('here'));
  const { get } = loopbackFetcher();
  expect(textOf(await get(`http://news.example.org:${site.port}/`))).toBe('here');
  expect(network.takeUnhandled()).toEqual([]);
});

import type { Socket } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { allowPublicAddress } from '../../../src/services/fetching/public-address.ts';
import { freePort, loopbackFetcher, serve, serveRaw, textOf } from '../../support/loopback.ts';

const HEAD = 'HTTP/1.1 200 OK\r\n';

test.each<[string, string, string]>([
  ['closes at once', '', 'broken'],
  ['speaks another language', 'SSH-2.0-OpenSSH_9.9\r\n', 'broken'],
  ['breaks off inside the head', `${HEAD}Content-Ty`, 'broken'],
  ['breaks off inside the body', `${HEAD}Content-Length: 100\r\n\r\nhalf`, 'broken'],
  ['breaks off inside a chunk', `${HEAD}Transfer-Encoding: chunked\r\n\r\n64\r\nhalf`, 'broken'],
  ['breaks off before the last chunk', `${HEAD}Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n`, 'broken'],
  ['counts its chunks wrongly', `${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\nhalf\r\n0\r\n\r\n`, 'broken'],
  ['gives no length that is a number', `${HEAD}Content-Length: many\r\n\r\nhalf`, 'broken'],
  ['gives two lengths', `${HEAD}Content-Length: 4\r\nContent-Length: 5\r\n\r\nhalf`, 'broken'],
  ['has a header without a name', `${HEAD}: b\r\n\r\nx`, 'broken'],
  ['gives a status of five digits', 'HTTP/1.1 20000 OK\r\n\r\nx', 'broken'],
  [
    'changes to another protocol',
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nx',
    'broken',
  ],
  ['sends a head of 100 KB', `${HEAD}X-A: ${'a'.repeat(100_000)}\r\n\r\nx`, 'too-large'],
  ['sends 20,000 headers', `${HEAD}${'X-A: abc\r\n'.repeat(20_000)}\r\nx`, 'too-large'],
  ['says that its body is 5 GB', `${HEAD}Content-Length: 5000000000\r\n\r\nx`, 'too-large'],
])('GIVEN a server that %s THEN the problem is told', async (_what, words, problem) => {
  const { url } = await serveRaw((socket) => socket.end(Buffer.from(words, 'latin1')));
  expect(await loopbackFetcher().get(url)).toMatchObject({ kind: 'failed', problem, status: null });
});

test('GIVEN a server that resets the connection THEN the answer is broken', async () => {
  const { url } = await serveRaw((socket) => socket.resetAndDestroy());
  expect(await loopbackFetcher().get(url)).toMatchObject({ kind: 'failed', problem: 'broken' });
});

test.each([
  ['of HTTP/1.0', 'HTTP/1.0 200 OK\r\n\r\nold but good'],
  ['without a reason or spaces', 'HTTP/1.1 200\r\nContent-Length:12\r\n\r\nold but good'],
  ['after early hints', `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${HEAD}Connection: close\r\n\r\nold but good`],
  ['with 40 KB of headers', `${HEAD}X-Policy: ${'a'.repeat(40_000)}\r\n\r\nold but good`],
  ['with UTF-8 in a header', `${HEAD}X-Title: \xc3\xa9\r\n\r\nold but good`],
  ['with control characters in a header', `${HEAD}X-A: a\x01b\r\n\r\nold but good`],
  ['with lines that end in LF alone', 'HTTP/1.1 200 OK\nContent-Length: 12\n\nold but good'],
  ['with a folded header', `${HEAD}X-A: a\r\n b\r\n\r\nold but good`],
  [
    'with a length beside its chunks',
    `${HEAD}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nc\r\nold but good\r\n0\r\n\r\n`,
  ],
  ['with more after its end', `${HEAD}Content-Length: 12\r\n\r\nold but good\r\n and more`],
])('GIVEN an answer %s THEN it is read', async (_what, words) => {
  const { url } = await serveRaw((socket) => socket.end(Buffer.from(words, 'latin1')));
  expect(textOf(await loopbackFetcher().get(url))).toBe('old but good');
});

test('GIVEN 200 with nothing in it, under a coding too THEN it is an answer of no bytes', async () => {
  const { url } = await serve((_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end());
  const fetched = await loopbackFetcher().get(url);
  expect(fetched).toMatchObject({ kind: 'ok', status: 200 });
  expect(textOf(fetched)).toBe('');
});

test('GIVEN nobody at the port THEN it is refused', async () => {
  expect(await loopbackFetcher().get(`http://127.0.0.1:${await freePort()}/`)).toMatchObject({ problem: 'refused' });
});

test('GIVEN a name without an address THEN the host is unknown', async () => {
  const missing = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
  const none = loopbackFetcher({ lookup: () => Promise.reject(missing) });
  expect(await none.get('http://journal.example.org/feed?key=secret')).toEqual({
    kind: 'failed',
    problem: 'unknown-host',
    status: null,
    retryAfterMs: null,
    detail: 'journal.example.org has no address (ENOTFOUND): http://journal.example.org/feed?…',
  });
  const empty = loopbackFetcher({ lookup: () => Promise.resolve([]) });
  expect(await empty.get('http://journal.example.org/')).toMatchObject({ problem: 'unknown-host' });
});

test('GIVEN a name server that changes its answer to a private one THEN nothing is connected to', async () => {
  const { port, asked } = await serve((_, response) => response.end('inside'));
  const lookups: string[] = [];
  const answers = [['1.1.1.1', '127.0.0.1'], ['127.0.0.1'], ['::1', '::ffff:127.0.0.1', '169.254.169.254']];
  const judged: string[] = [];
  const { get } = loopbackFetcher({
    lookup: (host) => {
      lookups.push(host);
      const addresses = answers[lookups.length - 1] ?? [];
      return Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
    },
    // The rule of production; where it would let through, the test ends: nothing leaves this machine.
    allowAddress: (ip) => {
      if (allowPublicAddress(ip, 80)) judged.push(ip);
      return false;
    },
  });
  for (let n = 0; n < 3; n++)
    expect(await get(`http://rebind.example.org:${port}/`)).toMatchObject({ kind: 'failed', problem: 'address' });
  expect(lookups).toHaveLength(3);
  expect(judged).toEqual(['1.1.1.1']);
  expect(asked).toEqual([]);
});

test('GIVEN a name with a private and an allowed address THEN the connection goes to the allowed one, in one lookup', async () => {
  const { port, asked } = await serve((request, response) => response.end(`at ${request.socket.localAddress}`));
  let lookups = 0;
  const { get } = loopbackFetcher({
    allowAddress: (ip) => ip === '127.0.0.1',
    lookup: () => {
      lookups++;
      return Promise.resolve(
        ['127.0.0.2', '::1', '127.0.0.1'].map((address) => ({ address, family: address === '::1' ? 6 : 4 })),
      );
    },
  });
  expect(textOf(await get(`http://two.example.org:${port}/`))).toBe('at 127.0.0.1');
  expect([lookups, asked[0]?.headers.host]).toEqual([1, `two.example.org:${port}`]);
});

const pourWithoutEnd = (socket: Socket, head: string) => {
  const chunk = Buffer.alloc(64 * 1024);
  const pour = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.write(`${head}\r\n`);
  socket.on('drain', pour);
  pour();
};

test.each([
  ['200 OK\r\n', 'too-large'],
  ['404 Not Found\r\n', 'status'],
  ['302 Found\r\nLocation: http://10.0.0.1/\r\n', 'address'],
  ['304 Not Modified\r\n', 'broken'],
])(
  'GIVEN a body without end after %j THEN no more of it is read than is needed, and the connection ends',
  async (head, problem) => {
    const ended = Promise.withResolvers<number>();
    const { url } = await serveRaw((socket) => {
      socket.on('close', () => ended.resolve(socket.bytesWritten));
      pourWithoutEnd(socket, `HTTP/1.1 ${head}`);
    });
    const { get } = loopbackFetcher({ allowAddress: (ip) => ip === '127.0.0.1' });
    expect(await get(url)).toMatchObject({ kind: 'failed', problem });
    expect(await ended.promise).toBeLessThan(50_000_000);
  },
);

const zeros = Buffer.alloc(200_000_000);

test.each<[string, Uint8Array]>([
  ['gzip', gzipSync(zeros, { level: 9 })],
  ['br', brotliCompressSync(zeros.subarray(0, 50_000_000), { params: { 1: 3 } })],
  ['gzip, gzip', gzipSync(gzipSync(zeros))],
])(
  'GIVEN a bomb in %s THEN it is stopped early: memory does not grow by what it would become',
  async (coding, bytes) => {
    const { url } = await serve((_, response) => response.writeHead(200, { 'Content-Encoding': coding }).end(bytes));
    const before = process.memoryUsage().rss;
    expect(await loopbackFetcher().get(url, 'feed')).toMatchObject({ problem: 'too-large' });
    expect(process.memoryUsage().rss - before).toBeLessThan(80_000_000);
  },
);

test('GIVEN gzip seven times over THEN it is not unpacked', async () => {
  const coding = Array.from({ length: 7 }, () => 'gzip').join(', ');
  const { url } = await serve((_, response) => response.writeHead(200, { 'Content-Encoding': coding }).end('x'));
  expect(await loopbackFetcher().get(url)).toMatchObject({
    problem: 'broken',
    detail: expect.stringContaining('7 times'),
  });
});

test.each<[string, (socket: Socket) => void]>([
  ['never answers', () => undefined],
  ['stops inside the head', (socket) => socket.write(`${HEAD}Content-Ty`)],
  ['stops inside the body', (socket) => socket.write(`${HEAD}Content-Length: 100\r\n\r\nhalf`)],
  ['promises early hints for ever', (socket) => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(3))],
])('GIVEN a server that %s THEN the time limit ends it', async (_what, talk) => {
  const [arrived, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const { url } = await serveRaw((socket) => {
    socket.on('close', () => ended.resolve());
    talk(socket);
    arrived.resolve();
  });
  const { clock, get } = loopbackFetcher();
  const fetched = get(url);
  await arrived.promise;
  await clock.move(19_999);
  expect(await Promise.race([fetched, Promise.resolve('still waiting')])).toBe('still waiting');
  await clock.move(1);
  expect(await fetched).toMatchObject({
    kind: 'failed',
    problem: 'timeout',
    detail: expect.stringContaining('20000 ms'),
  });
  await ended.promise;
});

test('GIVEN a body that drips a byte a second THEN the drip does not lengthen the time', async () => {
  const { promise: dripping, resolve } = Promise.withResolvers<Socket>();
  const { url } = await serveRaw((socket) => {
    socket.write(`${HEAD}Content-Length: 100\r\n\r\n`);
    resolve(socket);
  });
  const { clock, get } = loopbackFetcher();
  const fetched = get(url);
  const socket = await dripping;
  for (let second = 0; second < 20; second++) {
    socket.write('x');
    await clock.move(1_000);
  }
  expect(await fetched).toMatchObject({ problem: 'timeout' });
});

test('GIVEN a name server that never answers THEN the time limit ends it', async () => {
  const { clock, get } = loopbackFetcher({ lookup: () => new Promise(() => undefined) });
  const fetched = get('http://silent.example.org/');
  await clock.move(20_000);
  expect(await fetched).toMatchObject({ problem: 'timeout' });
});

test('GIVEN redirects, each slow THEN all of them have the one time', async () => {
  const waiting: (() => void)[] = [];
  let came = Promise.withResolvers<void>();
  const { url } = await serve((request, response) => {
    waiting.push(() => response.writeHead(302, { Location: `${request.url}x` }).end());
    came.resolve();
  });
  const { clock, get } = loopbackFetcher();
  const fetched = get(url);
  for (let hop = 0; hop < 2; hop++) {
    await came.promise;
    came = Promise.withResolvers();
    await clock.move(9_000);
    waiting[hop]?.();
  }
  await came.promise;
  await clock.move(2_000);
  expect(await fetched).toMatchObject({ problem: 'timeout' });
});

test('GIVEN any answer in bytes THEN there is an outcome, and it never throws', async () => {
  const part = fc.oneof(
    fc.constantFrom(
      'HTTP/1.1 200 OK\r\n',
      'HTTP/1.1 302 Found\r\nLocation: ',
      'Content-Length: 5\r\n',
      '\r\n',
      '\r\n\r\n',
      '5\r\n',
    ),
    fc.constantFrom(
      'Transfer-Encoding: chunked\r\n',
      'Content-Encoding: gzip\r\n',
      'Content-Encoding: br, deflate\r\n',
      '//',
      '0\r\n\r\n',
    ),
    fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  );
  const answers = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''));
  let words = '';
  const { port } = await serveRaw((socket) => socket.end(Buffer.from(words, 'latin1')));
  // A redirect may name any host: all of them are this server.
  const { get } = loopbackFetcher({ allowAddress: (_ip, at) => at === port });
  const outcome = async (answer: string) => {
    words = answer;
    const fetched = await get(`http://a.example.org:${port}/`);
    return fetched.kind === 'ok' || fetched.kind === 'failed';
  };
  const holds = fc.assert(fc.asyncProperty(answers, outcome), { numRuns: 300 });
  await expect(holds).resolves.toBeUndefined();
});

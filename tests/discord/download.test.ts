import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { attachmentOption, command } from '../../src/commands/command.ts';
import { createDownload } from '../../src/discord/download.ts';
import { md, notice } from '../../src/reply.ts';
import { runInteraction, slash } from '../support/interactions.ts';

const MAX = 1000;
const asked = { id: '1', name: 'a.txt', contentType: 'text/plain', size: 10 };

/** A file host on this machine, as the sandbox is one. */
async function startHost(answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const download = createDownload({ apiUrl: `${origin}/api` });
  const get = (size = 10) =>
    download({ ...asked, size, url: `${origin}/a.txt` }, { maxBytes: MAX, signal: new AbortController().signal });
  return { origin, get };
}

describe('an attached file', () => {
  test('GIVEN one of the size that was said THEN gives its bytes', async () => {
    const { get } = await startHost((_, response) => response.end('Seventeen letters'));
    expect(new TextDecoder().decode(await get())).toBe('Seventeen letters');
  });

  test('GIVEN one that is said to be too large THEN it is not asked for', async () => {
    let requests = 0;
    const { get } = await startHost((_, response) => {
      requests++;
      response.end('x');
    });
    await expect(get(25_000_000)).rejects.toMatchObject({
      code: 'file-too-large',
      details: { bytes: 25_000_000, max: MAX },
    });
    expect(requests).toBe(0);
  });

  test.each([
    ['plain', (body: Buffer) => ({ body, headers: {} })],
    ['packed', (body: Buffer) => ({ body: gzipSync(body), headers: { 'content-encoding': 'gzip' } })],
  ])('GIVEN one that lies about its size, %s THEN no more is read than is taken', async (_, wrap) => {
    const { body, headers } = wrap(Buffer.alloc(5_000_000, 'x'));
    const { get } = await startHost((_request, response) => response.writeHead(200, headers).end(body));
    await expect(get(10)).rejects.toMatchObject({ code: 'file-too-large' });
  });

  test.each([
    ['404', (response: Parameters<RequestListener>[1]) => response.writeHead(404).end('x')],
    ['a redirect', (response: Parameters<RequestListener>[1]) => response.writeHead(302, { location: '/b' }).end()],
    ['a cut connection', (response: Parameters<RequestListener>[1]) => response.socket?.destroy()],
  ])('GIVEN %s THEN says that it cannot be fetched', async (_, answer) => {
    const { get } = await startHost((_request, response) => void answer(response));
    await expect(get()).rejects.toMatchObject({ code: 'file-unreachable' });
  });

  test.each([
    'http://cdn.discordapp.com/a.txt',
    'https://cdn.discordapp.com:8443/a.txt',
    'https://cdn.discordapp.com.example.org/a.txt',
    'https://cdn.discordapp.com@example.org/a.txt',
    'http://127.0.0.1:9/a.txt',
    'file:///etc/hostname',
    'not an address',
  ])('GIVEN %s, which is no host of Discord’s THEN nothing is asked for', async (url) => {
    const hosts: string[] = [];
    const download = createDownload({
      fetch: async (input) => {
        hosts.push(new Request(input).url);
        return new Response('x');
      },
    });
    const limits = { maxBytes: MAX, signal: new AbortController().signal };
    await expect(download({ ...asked, url }, limits)).rejects.toMatchObject({ code: 'file-unreachable' });
    expect(hosts).toEqual([]);
    await download({ ...asked, url: 'https://cdn.discordapp.com/ephemeral-attachments/1/2/a.txt?ex=1' }, limits);
    expect(hosts).toHaveLength(1);
  });
});

test('GIVEN an attachment option THEN a command has its name, type and size, and fetches it when it wants to', async () => {
  const weigh = command({
    data: { name: 'weigh', description: 'Weighs a file' },
    input: z.object({ file: attachmentOption }),
    reply: 'ephemeral',
    async run({ file }, ask) {
      const bytes = await ask.download(file, 500);
      return notice(md`${file.name}, ${file.contentType ?? 'unknown'}, ${file.size}: ${bytes.length}`);
    },
  });
  const seen = await runInteraction({
    commands: [weigh],
    payload: slash('weigh', { file: { fileName: 'a.txt', size: 3, contentType: 'text/plain' } }),
    download: async (_, { maxBytes }) => new Uint8Array(maxBytes),
  });
  expect(seen.text).toBe('a.txt, text/plain, 3: 500');
  const missing = await runInteraction({ commands: [weigh], payload: slash('weigh', { file: 'nothing' }) });
  expect(missing.text).toContain('The option “file” has a value I cannot use');
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { buildPage, type Bundle } from '../../src/sandbox/page-bundle.ts';
import { openPaged } from './page-visitor.ts';

type Got = { status: number; headers: Record<string, string>; body: Buffer };

/** One request as it is: fetch would decode the body. */
function get(port: number, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Got> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const entries = Object.entries(response.headers).map(([key, value]) => [key, String(value)]);
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(entries),
          body: Buffer.concat(chunks),
        });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kiosque-page-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const SMALL = {
  'index.html': '<!doctype html><title>Small</title><script type="module" src="./main.ts"></script>',
  'main.ts': "import './main.css';\nconst count: number = 1;\ndocument.title = `Small ${count}`;\n",
  'main.css': 'body { color: red }',
};

async function serveSmall() {
  const bundle = await buildPage(folderWith(SMALL));
  const { sandbox } = await openPaged(bundle);
  return { bundle, port: sandbox.port };
}

function pathsOf(bundle: Bundle): readonly string[] {
  return 'assets' in bundle ? [...bundle.assets.keys()] : [bundle.absent];
}

test('GIVEN a page THEN its files are built in memory, compressed, and tagged', async () => {
  const { bundle, port } = await serveSmall();
  const script = pathsOf(bundle).find((path) => path.endsWith('.js')) ?? '';
  expect(pathsOf(bundle)).toEqual([
    expect.stringMatching(/^\/assets\/index-.+\.js$/),
    expect.stringMatching(/^\/assets\/.+\.css$/),
    '/',
  ]);
  const plain = await get(port, script);
  expect(plain.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
  });
  const brotli = await get(port, script, { 'accept-encoding': 'gzip, deflate, br' });
  const zipped = await get(port, script, { 'accept-encoding': 'gzip, br;q=0' });
  expect([plain, brotli, zipped].map((one) => one.headers['content-encoding'])).toEqual([undefined, 'br', 'gzip']);
  expect(brotliDecompressSync(brotli.body)).toEqual(plain.body);
  expect(gunzipSync(zipped.body)).toEqual(plain.body);
  expect(new Set([plain, brotli, zipped].map((one) => one.headers['etag'])).size).toBe(3);
});

test('GIVEN a file that the browser has THEN 304', async () => {
  const { port } = await serveSmall();
  const first = await get(port, '/', { 'accept-encoding': 'br' });
  expect(first.headers['cache-control']).toBe('no-cache');
  const etag = first.headers['etag'] ?? '';
  const again = await get(port, '/', { 'accept-encoding': 'br', 'if-none-match': `"x", ${etag}` });
  expect([again.status, again.body.length]).toEqual([304, 0]);
  expect((await get(port, '/', { 'if-none-match': etag })).status).toBe(200);
});

test('GIVEN any answer THEN nothing foreign may load, frame it, or learn of it', async () => {
  const { port } = await serveSmall();
  for (const path of ['/', '/nothing']) {
    const { headers } = await get(port, path);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'self';");
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${port};`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  }
});

test('GIVEN another path, method or host THEN refused', async () => {
  const { port } = await serveSmall();
  expect((await get(port, '/nothing')).status).toBe(404);
  expect((await get(port, '/assets/../../package.json')).status).toBe(404);
  expect((await get(port, '/', {}, 'POST')).status).toBe(405);
  expect((await get(port, '/', { host: `evil.test:${port}` })).status).toBe(403);
  const head = await get(port, '/', {}, 'HEAD');
  expect([head.status, head.body.length, Number(head.headers['content-length']) > 0]).toEqual([200, 0, true]);
});

test('GIVEN a page that cannot be built THEN one sentence in its place, and the sandbox goes on', async () => {
  const broken = await buildPage(folderWith({ ...SMALL, 'main.ts': 'const =' }));
  const { sandbox } = await openPaged(broken);
  const { status, body, headers } = await get(sandbox.port, '/');
  expect([status, headers['content-type']]).toEqual([503, 'text/plain; charset=utf-8']);
  expect(String(body)).toMatch(/^The page could not be built: /);
});

test('GIVEN a package that is not installed THEN the sentence says what to install', async () => {
  const missing = await buildPage(folderWith({ ...SMALL, 'main.ts': "import { h } from 'preact';\nh('p', null);\n" }));
  expect(missing).toEqual({ absent: expect.stringContaining('npm install --include=dev') });
});

test('GIVEN the page itself THEN it weighs under 300 KB compressed', async () => {
  const bundle = await buildPage();
  expect(pathsOf(bundle)).toContain('/');
  const sizes = 'assets' in bundle ? [...bundle.assets.values()].map((asset) => asset.brotli.length) : [];
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300 * 1024);
});

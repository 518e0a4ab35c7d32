import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { isJson, readList, readText } from './json.ts';

/** One file of the page, compressed once. */
export type Asset = {
  type: string;
  plain: Buffer;
  brotli: Buffer;
  gzip: Buffer;
  /** Of the plain bytes; each encoding has a tag of its own. */
  hash: string;
  /** Its name holds its hash: it never changes. */
  isFixed: boolean;
};

/** The page by its paths (`/` and `/assets/…`), or why there is none, as a sentence. */
export type Bundle = { assets: ReadonlyMap<string, Asset>; buildMs: number } | { absent: string };

const PAGE = fileURLToPath(new URL('./page', import.meta.url));
/** A development dependency: in a variable, so that an install without it still starts, and a bundle does not hold it. */
const BUNDLER = 'vite';
const NEEDED = ['vite', 'preact'];
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
};
/** 11 takes ten times as long for a twentieth of the size. */
const BROTLI_QUALITY = 9;

/** Builds the page of `folder` (an index.html and what it loads) in memory. Never rejects. */
export async function buildPage(folder: string = PAGE): Promise<Bundle> {
  const startedAt = performance.now();
  try {
    const loaded: unknown = await import(BUNDLER);
    if (!isBundler(loaded)) return { absent: 'The page was not built: Vite is not the version that this needs.' };
    const files = readFiles(await loaded.build(settingsFor(folder)));
    const assets = await Promise.all(files.map(compress));
    return { assets: new Map(assets), buildMs: Math.round(performance.now() - startedAt) };
  } catch (error) {
    return { absent: explain(error) };
  }
}

type Bundler = { build: (settings: object) => Promise<unknown> };

function isBundler(loaded: unknown): loaded is Bundler {
  return typeof loaded === 'object' && loaded !== null && 'build' in loaded && typeof loaded.build === 'function';
}

/** No configuration, environment or public file from disk: what is built follows from the folder alone. */
function settingsFor(root: string): object {
  return {
    root,
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'silent',
    mode: 'production',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      write: false,
      minify: true,
      sourcemap: false,
      cssCodeSplit: false,
      // The page's policy lets no data: address load.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      target: 'es2023',
    },
  };
}

type BuiltFile = { name: string; content: Buffer };

function readFiles(result: unknown): BuiltFile[] {
  const outputs: readonly unknown[] = Array.isArray(result) ? result : [result];
  return outputs
    .flatMap((output) => readList(output, 'output'))
    .flatMap((file) => {
      const name = readText(file, 'fileName');
      const content = readText(file, 'code') ?? (isJson(file) ? file['source'] : undefined);
      if (name === undefined) return [];
      if (typeof content === 'string') return [{ name, content: Buffer.from(content) }];
      return content instanceof Uint8Array ? [{ name, content: Buffer.from(content) }] : [];
    });
}

async function compress({ name, content }: BuiltFile): Promise<[string, Asset]> {
  const [brotli, zipped] = await Promise.all([
    promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
    promisify(gzip)(content, { level: 9 }),
  ]);
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 22);
  const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  const path = name === 'index.html' ? '/' : `/${name}`;
  return [path, { type, plain: content, brotli, gzip: zipped, hash, isFixed: name.startsWith('assets/') }];
}

function explain(error: unknown): string {
  const detail = error instanceof Error ? error.message : String(error);
  const isMissing = /Cannot find (?:package|module)|Failed to resolve|failed to resolve/.test(detail);
  const missing = isMissing
    ? NEEDED.find((name) => detail.includes(`'${name}`) || detail.includes(`"${name}`))
    : undefined;
  if (missing !== undefined)
    return 'The page needs the development packages: run “npm install --include=dev”, then start again. The terminal works without them.';
  return `The page could not be built: ${detail}`;
}

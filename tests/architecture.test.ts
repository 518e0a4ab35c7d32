import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

/** What each room of src may import, beside the leaves: the arrows of the design. */
const ROOMS: Record<string, readonly string[]> = {
  leaf: [],
  data: ['data'],
  services: ['services', 'data'],
  commands: ['commands', 'services'],
  discord: ['discord', 'commands'],
  sandbox: ['sandbox'],
  cli: ['cli', 'commands', 'services', 'data', 'discord', 'sandbox', 'app'],
  app: ['commands', 'services', 'data', 'discord'],
  main: ['cli', 'app', 'sandbox', 'services', 'data', 'discord'],
};
const LEAVES = new Set(['clock', 'config', 'errors', 'ids', 'log', 'reply', 'words']);
const ENVIRONMENT_READERS = new Set([
  'src/main.ts',
  'src/cli/kiosque.ts',
  'src/cli/demo.ts',
  'src/cli/pictures/pictures.ts',
  'src/cli/eval.ts',
]);

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path: join('src', path), code: readFileSync(join('src', path), 'utf8') }));

const imports = files.flatMap(({ path, code }) =>
  Array.from(code.matchAll(/(?:from|import\()\s*'([^']+)'/g), ([, name = '']) => ({ path, name })),
);

function roomOf(path: string): string {
  const name = relative('src', path).split('/')[0]?.replace(/\.ts$/, '') ?? '';
  return LEAVES.has(name) ? 'leaf' : name;
}

test('GIVEN every import THEN it follows the arrows', () => {
  const wrong = imports
    .filter(({ name }) => name.startsWith('.'))
    .map(({ path, name }) => ({ path, target: join(dirname(path), name) }))
    .filter(({ path, target }) => roomOf(target) !== 'leaf' && !ROOMS[roomOf(path)]?.includes(roomOf(target)))
    .map(({ path, target }) => `${path} -> ${target}`);
  expect(wrong).toEqual([]);
});

test.each([
  ['openai', ['src/services/llm/']],
  ['discord.js', ['src/discord/', 'src/commands/']],
  ['node-cron', ['src/services/digests/']],
  ['kysely', ['src/data/']],
  ['node:sqlite', ['src/data/']],
  ['ws', ['src/sandbox/']],
])('GIVEN the package %s THEN only its room imports it', (name, rooms) => {
  const users = imports.filter((one) => one.name === name || one.name.startsWith(`${name}/`)).map(({ path }) => path);
  expect(users.filter((path) => !rooms.some((room) => path.startsWith(room)))).toEqual([]);
  expect(users.length).toBeGreaterThan(0);
});

test('GIVEN the imports of every file THEN there is no circle', () => {
  const next = new Map<string, string[]>();
  for (const { path, name } of imports)
    if (name.startsWith('.')) next.set(path, [...(next.get(path) ?? []), join(dirname(path), name)]);
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
    if (done.has(path) || trail.includes(path)) return;
    for (const target of next.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  expect(circles).toEqual([]);
});

test('GIVEN services, commands and data THEN time, chance and the environment reach them as arguments', () => {
  const pattern =
    /\b(?:Date\.now|Math\.random|randomUUID|process\.env|setTimeout|setInterval|performance\.now)\b|new Date\(\)/;
  const wrong = files.filter(
    ({ path, code }) => /^src\/(?:services|commands|data|words)\//.test(path) && pattern.test(stripComments(code)),
  );
  expect(wrong.map(({ path }) => path)).toEqual([]);
  const readers = files.filter(({ code }) => /process\.env/.test(stripComments(code))).map(({ path }) => path);
  expect(readers.filter((path) => !ENVIRONMENT_READERS.has(path))).toEqual([]);
});

test('GIVEN the stored article THEN none of its sentences occurs in src outside its data file', () => {
  const stored = files.length > 0 ? readFileSync('src/data/stored-article.json', 'utf8') : '';
  const sentences = stored.match(/[A-ZÀ-Ý«][^".!?]{40,}[.!?]/gu) ?? [];
  expect(sentences.length).toBeGreaterThan(10);
  const copies = files.filter(({ code }) => sentences.some((sentence) => code.includes(sentence)));
  expect(copies.map(({ path }) => path)).toEqual([]);
});

test('GIVEN what tests share THEN its hooks are endings: a hook would hold for the first file of a worker alone', () => {
  const shared = readdirSync('tests/support', { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && path !== 'setup.ts',
  );
  const hook = /^(?:before|after|around)(?:Each|All)\(/m;
  expect(shared.filter((path) => hook.test(readFileSync(join('tests/support', path), 'utf8')))).toEqual([]);
});

function stripComments(code: string): string {
  return code.replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '');
}

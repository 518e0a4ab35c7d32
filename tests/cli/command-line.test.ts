import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { temporaryFolder } from '../support/sandbox-bot.ts';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});

async function run(...argv: string[]) {
  const printed: string[] = [];
  const errors: string[] = [];
  const code = await runCommandLine(argv, {
    env: { DATABASE_URL: join(folder, 'k.db') },
    cwd: folder,
    print: (text) => printed.push(text),
    printError: (text) => errors.push(text),
  });
  return { code, printed: printed.join('\n'), errors: errors.join('\n') };
}

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const ARTICLE = '---\ntitle: The ferry runs at night\nlanguage: en\n---\n\nFrom Monday the ferry runs until 23:30.\n';

test('GIVEN a file twice THEN it is stored once', async () => {
  const path = write('a.txt', ARTICLE);
  expect((await run('import', path)).printed).toMatch(/^stored {2}\w{12} {2}The ferry runs at night$/);
  expect((await run('import', path)).printed).toMatch(/^unchanged/);
  expect(JSON.parse((await run('import', path, '--json')).printed)).toMatchObject({ outcome: 'unchanged' });
});

test('GIVEN a faulty file beside a good one THEN the good one is stored and the fault is told', async () => {
  const bad = write('bad.json', '{"title": ');
  const good = write('good.txt', ARTICLE);
  const { code, printed, errors } = await run('import', bad, good);
  expect(code).toBe(65);
  expect(printed).toMatch(/^stored/);
  expect(errors).toContain('bad.json');
});

test('GIVEN no file, a missing file, or one that is not UTF-8 THEN one sentence and its exit code', async () => {
  expect((await run('import')).code).toBe(64);
  expect((await run('import', join(folder, 'none.txt'))).code).toBe(66);
  const latin = join(folder, 'latin.txt');
  writeFileSync(latin, Buffer.from([0xe9, 0x20, 0xe8]));
  expect(await run('import', latin)).toMatchObject({
    code: 66,
    errors: `${latin} cannot be read: it is not UTF-8 text.`,
  });
});

test('GIVEN no call yet THEN usage says so, as text and as JSON', async () => {
  expect((await run('usage')).code).toBe(0);
  expect((await run('usage', '--json')).printed).toBe('[]');
});

test('GIVEN a wrong call THEN the usage and 64', async () => {
  expect(await run()).toMatchObject({ code: 64, printed: expect.stringContaining('kiosque COMMAND') });
  expect((await run('--help')).code).toBe(0);
  expect((await run('sing')).errors).toContain('There is no command “sing”');
  expect((await run('usage', '--days', 'many')).code).toBe(64);
  expect((await run('usage', '--nosuch')).code).toBe(64);
  expect((await run('digest', 'why')).code).toBe(64);
});

test('GIVEN an unknown digest THEN it says where the ids are', async () => {
  expect(await run('digest', 'why', 'nosuchdigest')).toMatchObject({
    code: 65,
    errors: expect.stringContaining('/digest list'),
  });
  expect((await run('digest', 'preview', 'nosuchdigest')).code).toBe(65);
});

test('GIVEN no token THEN register says what is missing', async () => {
  expect(await run('register')).toMatchObject({ code: 78, errors: expect.stringContaining('DISCORD_TOKEN') });
});

test('GIVEN terms of a server THEN they are set, listed and removed, and a wrong call says what is wrong', async () => {
  const server = '200000000000000001';
  expect(await run('glossary', 'set', server, 'en', 'Otan', 'NATO')).toMatchObject({ code: 0, printed: 'Otan → NATO' });
  expect((await run('glossary', 'list', server, 'en')).printed).toBe('Otan → NATO');
  expect(JSON.parse((await run('glossary', 'list', server, 'en', '--json')).printed)).toEqual([
    { term: 'Otan', translation: 'NATO' },
  ]);
  expect((await run('glossary', 'list', server, 'de')).printed).toBe('No terms.');
  expect((await run('glossary', 'remove', server, 'en', 'Otan')).code).toBe(0);
  expect((await run('glossary', 'remove', server, 'en', 'Otan')).code).toBe(65);
  expect((await run('glossary', 'set', 'server', 'en', 'a', 'b')).code).toBe(64);
  expect((await run('glossary', 'set', server, 'en', 'a', '')).code).toBe(64);
  expect((await run('glossary', 'sing', server, 'en')).code).toBe(64);
});

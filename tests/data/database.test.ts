import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openDatabase } from '../../src/data/database.ts';
import { migrations } from '../../src/data/migrations.ts';
import { OperatorError } from '../../src/errors.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'kiosque-db-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function faultOf(path: string): Promise<OperatorError> {
  const fault = await openDatabase(path).then(
    async (db) => {
      await db.destroy();
      return undefined;
    },
    (error: unknown) => error,
  );
  if (!(fault instanceof OperatorError)) throw new Error('It opened', { cause: fault });
  return fault;
}

function sqliteError(message: string, errcode: number): Error {
  return Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR', errcode });
}

test('GIVEN no file THEN it is made with its folder, and opens again as it was', async () => {
  const path = join(folder(), 'deep', 'er', 'kiosque.db');
  const first = await openDatabase(path);
  await first.insertInto('members').values({ id: '1', language: 'fr', chosen_at: 5 }).execute();
  await first.destroy();
  expect(existsSync(path)).toBe(true);
  const second = await openDatabase(path);
  expect(await second.selectFrom('members').selectAll().execute()).toEqual([{ id: '1', language: 'fr', chosen_at: 5 }]);
  await second.destroy();
});

test('GIVEN an open database THEN a second opening changes nothing and every migration ran once', async () => {
  const path = join(folder(), 'kiosque.db');
  const first = await openDatabase(path);
  const second = await openDatabase(path);
  await Promise.all([first.destroy(), second.destroy()]);
  const file = new DatabaseSync(path);
  const ran = file.prepare('select name from kysely_migration order by name').all();
  file.close();
  expect(ran.map((row) => row['name'])).toEqual(Object.keys(migrations));
});

test('GIVEN an opened file THEN it syncs fully, keeps foreign keys and names its application', async () => {
  const path = join(folder(), 'kiosque.db');
  const db = await openDatabase(path);
  await expect(
    db.insertInto('story_articles').values({ story_id: 'none', article_id: 'none' }).execute(),
  ).rejects.toThrow(/FOREIGN KEY/);
  await db.destroy();
  const file = new DatabaseSync(path);
  expect(file.prepare('pragma application_id').get()).toEqual({ application_id: 0x4b696f73 });
  expect(file.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' });
  file.close();
});

test('GIVEN an empty file THEN it becomes the database', async () => {
  const path = join(folder(), 'empty.db');
  writeFileSync(path, '');
  const db = await openDatabase(path);
  expect(await db.selectFrom('articles').selectAll().execute()).toEqual([]);
  await db.destroy();
});

test('GIVEN garbage THEN it says the file is damaged and leaves it as it was', async () => {
  const path = join(folder(), 'garbage.db');
  writeFileSync(path, 'this is a letter, not a database\n'.repeat(500));
  const fault = await faultOf(path);
  expect(fault.message).toMatch(/garbage\.db is damaged: restore a backup/);
  expect(fault.exitCode).toBe(74);
  expect(existsSync(`${path}-wal`)).toBe(false);
});

test.each([
  ['with an application id', 'pragma application_id = 1234; create table notes (text)'],
  ['without one', 'create table notes (text)'],
])("GIVEN another program's file %s THEN it is refused and not touched", async (_, sql) => {
  const path = join(folder(), 'notes.db');
  const other = new DatabaseSync(path);
  other.exec(sql);
  other.close();
  const fault = await faultOf(path);
  expect(fault.message).toMatch(/notes\.db is not a Kiosque database: set DATABASE_URL to another file\./);
  expect(fault.exitCode).toBe(78);
  const after = new DatabaseSync(path);
  expect(after.prepare('select name from sqlite_schema').all()).toEqual([{ name: 'notes' }]);
  after.close();
});

test('GIVEN a file that a newer version wrote THEN it asks for that version', async () => {
  const path = join(folder(), 'newer.db');
  await (await openDatabase(path)).destroy();
  const file = new DatabaseSync(path);
  file.exec("insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01T00:00:00Z')");
  file.close();
  expect((await faultOf(path)).message).toMatch(/newer\.db was written by a newer version of Kiosque: update/);
});

test('GIVEN a folder in the place of the file THEN it says what it needs', async () => {
  const path = folder();
  expect((await faultOf(path)).message).toMatch(/cannot be opened: it must be a file in a folder/);
});

test.skipIf(process.getuid?.() === 0)('GIVEN a folder without write permission THEN it says so', async () => {
  const path = folder();
  chmodSync(path, 0o500);
  onTestFinished(() => chmodSync(path, 0o700));
  expect((await faultOf(join(path, 'sub', 'kiosque.db'))).message).toMatch(/cannot be written: give the bot's user/);
});

test.each([
  [
    'is read-only',
    'attempt to write a readonly database',
    8,
    /cannot be written: give the bot's user write permission/,
  ],
  ['is read-only in a folder', 'attempt to write a readonly database', 8 | (6 << 8), /cannot be written/],
  ['has a full disk', 'database or disk is full', 13, /The disk of the database .* is full: free some space/],
  ['is malformed', 'database disk image is malformed', 11, /is damaged: restore a backup/],
  ['is locked', 'database is locked', 5, /is locked by another program/],
])('GIVEN a file that %s at the first write THEN one sentence says what to do', async (_, message, code, expected) => {
  const path = join(folder(), 'full.db');
  vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation((sql) => {
    if (sql.includes('journal_mode')) throw sqliteError(message, code);
  });
  const fault = await faultOf(path);
  expect(fault.message).toMatch(expected);
  expect(fault.message).not.toContain('\n');
  expect(fault.cause).toBeInstanceOf(Error);
});

test('GIVEN no permission on the folder THEN the system’s own code is understood', async () => {
  const path = join(folder(), 'plain-file');
  writeFileSync(path, '');
  const fault = await faultOf(join(path, 'full', 'kiosque.db'));
  expect(fault.message).toMatch(/cannot be opened: E/);
  expect(fault.message).not.toMatch(/is full/);
});

test('GIVEN a value that SQLite cannot hold THEN the query fails instead of storing something else', async () => {
  const db = await openDatabase(':memory:');
  onTestFinished(() => db.destroy());
  const chosenAt: unknown = new Date(0);
  await expect(
    // @ts-expect-error: the types forbid it already
    db.insertInto('members').values({ id: '1', language: 'fr', chosen_at: chosenAt }).execute(),
  ).rejects.toThrow('SQLite holds text and numbers, not object');
});

test('GIVEN three processes that open a new file at once THEN each gets the schema', async () => {
  const path = join(folder(), 'kiosque.db');
  const module = new URL('../../src/data/database.ts', import.meta.url).href;
  const code = `const { openDatabase } = await import(${JSON.stringify(module)});
    const db = await openDatabase(${JSON.stringify(path)});
    process.stdout.write(String((await db.selectFrom('articles').selectAll().execute()).length));
    await db.destroy();`;
  const open = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', code]);
  const outputs = await Promise.all([open(), open(), open()]);
  expect(outputs.map(({ stdout }) => stdout)).toEqual(['0', '0', '0']);
});

test('GIVEN a migration that fails half-way THEN nothing of it stays and the next start succeeds', async () => {
  const path = join(folder(), 'kiosque.db');
  const file = new DatabaseSync(path);
  onTestFinished(() => file.close());
  file.exec('pragma application_id = 0x4b696f73; create table digests (in_the_way text)');
  expect((await faultOf(path)).message).toMatch(/cannot be opened: table "digests" already exists\./);
  expect(file.prepare("select name from sqlite_schema where name in ('articles', 'outlets')").all()).toEqual([]);
  file.exec('drop table digests');
  const db = await openDatabase(path);
  expect(await db.selectFrom('digests').selectAll().execute()).toEqual([]);
  await db.destroy();
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/data/database.ts';
import { migrations } from '../../src/data/migrations.ts';
import { listStoredOutlets } from '../../src/data/outlet-store.ts';
import { findOutlet, loadOutlets } from '../../src/services/outlets.ts';

const INSERT = `insert into outlets (id, name, names_json, domains_json, country, owner, kind, citation, citation_url, stated_on)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const MATRIX = ['A list', 'https://github.com/ASD-at-GMF/state-media-profiles', '2023-08-24'];

/** A file as it was before outlets were indexed, with three of them: listed, known by name alone, and described by a person. */
async function fileOfBefore(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'kiosque-outlets-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'kiosque.db');
  const earlier = Object.entries(migrations).filter(([name]) => name < '0008');
  await (await openDatabase(path, Object.fromEntries(earlier))).destroy();
  const file = new DatabaseSync(path);
  const insert = file.prepare(INSERT);
  const sputnik = ['Sputnik', '["Sputnik News"]', '["az.sputniknews.ru"]', 'RU', 'Somebody', 'state-controlled'];
  insert.run('0m3x8z32qhp4', ...sputnik, ...MATRIX);
  insert.run('named0000000', 'meduza', '[]', '[]', null, null, 'unknown', null, null, null);
  insert.run('own000000000', 'NPR', '["Nipper"]', '[]', 'US', null, 'private', 'We asked', null, null);
  file.close();
  return path;
}

test('GIVEN a database of before THEN its outlets keep their ids, are found, and what a person said stays', async () => {
  const db = await openDatabase(await fileOfBefore());
  onTestFinished(() => db.destroy());
  expect((await findOutlet(db, { name: 'Sputnik news' }))?.id).toBe('0m3x8z32qhp4');
  expect((await findOutlet(db, { url: 'https://m.az.sputniknews.ru' }))?.id).toBe('0m3x8z32qhp4');
  const before = await listStoredOutlets(db);
  expect(before.map(({ id, facts, listed }) => [id, listed === null ? null : facts.name === listed.name])).toEqual([
    ['0m3x8z32qhp4', true],
    ['named0000000', null],
    ['own000000000', null],
  ]);
  await loadOutlets({ db });
  const after = new Map((await listStoredOutlets(db)).map(({ id, facts }) => [id, facts]));
  expect(after.get('0m3x8z32qhp4')).toMatchObject({ name: 'Sputnik', owner: 'Rossiya Segodnya' });
  expect(after.get('named0000000')).toMatchObject({ name: 'Meduza', kind: 'private', country: 'LV' });
  expect(after.get('own000000000')).toMatchObject({ kind: 'private', citation: 'We asked', domains: ['npr.org'] });
  expect(after.get('own000000000')?.names).toContain('Nipper');
  expect((await findOutlet(db, { url: 'https://fr.sputniknews.com/x' }))?.id).toBe('0m3x8z32qhp4');
  expect((await findOutlet(db, { name: 'nipper' }))?.id).toBe('own000000000');
});

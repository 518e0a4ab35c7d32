import { expect, test } from 'vitest';
import { foldText } from '../../src/data/analyzer.ts';
import { findByName, findByUrl, type KnownOutlet, listOutlets } from '../../src/data/outlet-store.ts';
import { loadOutlets, readOutlets } from '../../src/services/outlets.ts';
import { FERRY, storeArticle } from '../support/articles.ts';
import { testDatabase } from '../support/database.ts';

test('GIVEN the outlets that come along THEN each is cited with a date and no two share a name or a host', () => {
  const outlets = readOutlets();
  expect(outlets.length).toBeGreaterThan(50);
  for (const outlet of outlets) {
    expect(outlet.citation).not.toBe('');
    expect(outlet.citationUrl).toMatch(/^https:\/\//);
    expect(outlet.statedOn).toMatch(/^20\d\d-\d\d-\d\d$/);
  }
  const names = outlets.flatMap(({ name, names: others }) => [...new Set([name, ...others].map(foldText))]);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  const domains = outlets.flatMap((outlet) => outlet.domains);
  expect(domains.filter((domain, i) => domains.indexOf(domain) !== i)).toEqual([]);
});

test('GIVEN Sputnik THEN its owner, country and kind are the cited ones', () => {
  expect(readOutlets().find((outlet) => outlet.name === 'Sputnik')).toMatchObject({
    country: 'RU',
    owner: 'Rossiya Segodnya',
    kind: 'state-controlled',
    citation: expect.stringContaining('State Media Monitor'),
    statedOn: '2023-08-24',
  });
});

test('GIVEN a public broadcaster THEN it is not put beside state-controlled media', () => {
  const kinds = new Map(readOutlets().map((outlet) => [outlet.name, outlet.kind]));
  expect([
    kinds.get('BBC'),
    kinds.get('Deutsche Welle'),
    kinds.get('RT'),
    kinds.get('Reuters'),
    kinds.get('AFP'),
  ]).toEqual(['independent-public', 'state-funded', 'state-controlled', 'private', 'agency']);
});

test('GIVEN two starts THEN the outlets are stored once, with the same ids', async () => {
  const { db } = await testDatabase();
  await loadOutlets({ db });
  const first = await listOutlets(db);
  await loadOutlets({ db });
  expect(await listOutlets(db)).toEqual(first);
  expect(first).toHaveLength(readOutlets().length);
});

test('GIVEN an outlet known by name alone THEN the facts fill it in where its articles point', async () => {
  const newsroom = await testDatabase();
  const before = await storeArticle(newsroom, { ...FERRY, outlet: 'deutsche welle', url: null });
  expect(before.outlet).toMatchObject({ name: 'deutsche welle', kind: 'unknown', citation: null });
  await loadOutlets(newsroom);
  const after = await storeArticle(newsroom, { ...FERRY, outlet: 'deutsche welle', url: null });
  expect(after.outlet).toMatchObject({
    id: before.outlet?.id,
    name: 'Deutsche Welle',
    kind: 'state-funded',
    country: 'DE',
  });
  expect((await listOutlets(newsroom.db)).length).toBe(readOutlets().length);
});

const known: readonly KnownOutlet[] = [
  { id: 'a', name: 'Le Canal', names: ['Canal Élu'], domains: ['canal.example'] },
  { id: 'b', name: 'Canal Sud', names: [], domains: ['sud.canal.example'] },
];

test.each([
  ['le canal', 'a'],
  ['LE  CANAL ', 'a'],
  ['canal elu', 'a'],
  ['Canal', undefined],
  ['', undefined],
])('GIVEN the name %j THEN it is the outlet %s', (name, id) => {
  expect(findByName(known, name)?.id).toBe(id);
});

test.each([
  ['https://canal.example/1', 'a'],
  ['https://www.canal.example/1', 'a'],
  ['https://sud.canal.example/1', 'b'],
  ['https://m.sud.canal.example/1', 'b'],
  ['https://CANAL.example:8443/1', 'a'],
  ['https://notcanal.example/1', undefined],
  ['https://canal.example.org/1', undefined],
])('GIVEN the address %s THEN it is the outlet %s', (url, id) => {
  expect(findByUrl(known, url)?.id).toBe(id);
});

test.each([
  ['https://fr.sputniknews.com/20210531/x.html', 'Sputnik'],
  ['https://sputnikglobe.com/x', 'Sputnik'],
  ['https://www.bbc.co.uk/news/1', 'BBC'],
  ['https://francais.rt.com/x', 'RT'],
  ['https://www.lemonde.fr/x', 'Le Monde'],
  ['https://rt.com.example.org/x', undefined],
])('GIVEN %s THEN it is %s', async (url, name) => {
  const { db } = await testDatabase();
  await loadOutlets({ db });
  expect(findByUrl(await listOutlets(db), url)?.name).toBe(name);
});

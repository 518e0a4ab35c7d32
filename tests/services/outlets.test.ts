import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { foldName, nameKeys } from '../../src/data/outlet-names.ts';
import {
  listOutlets,
  listStoredOutlets,
  type OutletFacts,
  saveOutlet,
  saveOutlets,
} from '../../src/data/outlet-store.ts';
import { findOutlet, type ListedOutlet, loadOutlets, readOutlets, storeOutlets } from '../../src/services/outlets.ts';
import { UNSTATED } from '../../src/services/outlets-merge.ts';
import { FERRY, storeArticle } from '../support/articles.ts';
import { testDatabase, type TestNewsroom } from '../support/database.ts';

const COURIER: ListedOutlet = {
  name: 'The Harbor Courier',
  names: ['Courier'],
  domains: ['courier.example'],
  country: 'IE',
  owner: 'Harbor Press',
  kind: 'private',
  citation: 'A list',
  citationUrl: 'https://list.example',
  statedOn: '2026-01-02',
  needs: { Courier: ['en'] },
};
const ANSWERED = { kind: 'independent-public', citation: 'Our own inquiry', citationUrl: null } as const;

async function factsOf({ db }: TestNewsroom, id: string): Promise<OutletFacts | undefined> {
  return (await listStoredOutlets(db)).find((outlet) => outlet.id === id)?.facts;
}

/** A database that holds the Courier as the list has it, and its id. */
async function withCourier() {
  const newsroom = await testDatabase();
  await storeOutlets(newsroom.db, [COURIER], '1');
  const id = (await listOutlets(newsroom.db))[0]?.id ?? '';
  const facts = await factsOf(newsroom, id);
  if (!facts) throw new Error('The Courier is not stored');
  const change = (changed: Partial<OutletFacts>) =>
    saveOutlets(newsroom.db, [{ id, facts: { ...facts, ...changed }, listed: facts }]);
  return { newsroom, id, facts, change };
}

test('GIVEN the outlets that come along THEN each is cited and no two share a name or a host', () => {
  const outlets = readOutlets();
  expect(outlets.length).toBeGreaterThan(1_300);
  for (const outlet of outlets) {
    expect(outlet.citation).not.toBe('');
    expect(outlet.citationUrl).toMatch(/^https:\/\//);
  }
  const names = outlets.map(({ name }) => foldName(name));
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  const domains = outlets.flatMap((outlet) => outlet.domains);
  expect(domains.filter((domain, i) => domains.indexOf(domain) !== i)).toEqual([]);
});

test('GIVEN a name that is enough in any language THEN one outlet alone bears it so', () => {
  const enough = readOutlets().flatMap(({ name, names, needs, country }) =>
    nameKeys([name, ...names], needs, country).flatMap(({ folded, languages }) => (languages === '*' ? [folded] : [])),
  );
  expect(enough.filter((name, i) => enough.indexOf(name) !== i)).toEqual([]);
});

test('GIVEN a platform, a ministry or a second-level domain THEN it is nobody’s host', () => {
  const domains = readOutlets().flatMap((outlet) => outlet.domains);
  expect(domains.filter((domain) => /^(?:facebook|youtube|google|blogspot|wordpress|t)\./.test(domain))).toEqual([]);
  expect(domains.filter((domain) => /^(?:com?|net|org|gov|gob|go|ac|edu)\.[a-z]{2}$/.test(domain))).toEqual([]);
  expect(domains.filter((domain) => !domain.includes('.'))).toEqual([]);
});

test('GIVEN an outlet of the state and a public broadcaster THEN their kinds are not the same', () => {
  const kinds = new Map(readOutlets().map((outlet) => [outlet.name, outlet.kind]));
  const publicOnes = ['BBC', 'ZDF', 'NPR', 'Deutsche Welle', 'RFI', 'Yle', 'CBC'].map((name) => kinds.get(name));
  expect(
    publicOnes.filter((kind) => kind === undefined || kind.startsWith('captured') || kind === 'state-controlled'),
  ).toEqual([]);
  expect(['RT', 'TASS', 'Xinhua', 'Press TV'].map((name) => kinds.get(name))).toEqual(
    Array<string>(4).fill('state-controlled'),
  );
  expect(kinds.get('Deutschlandfunk')).toBe('unknown');
});

test('GIVEN two starts THEN the second writes nothing', async () => {
  const { db } = await testDatabase();
  await loadOutlets({ db });
  const first = await listOutlets(db);
  const changes = () => sql<{ n: number }>`select total_changes() as n`.execute(db).then(({ rows }) => rows[0]?.n);
  const before = await changes();
  await loadOutlets({ db });
  expect(await changes()).toBe(before);
  expect(await listOutlets(db)).toEqual(first);
  expect(first).toHaveLength(readOutlets().length);
});

test('GIVEN the outlets of the first version THEN their ids are still the same', async () => {
  const { db } = await testDatabase();
  await loadOutlets({ db });
  const ids = new Map((await listOutlets(db)).map(({ name, id }) => [name, id]));
  expect([ids.get('Sputnik'), ids.get('BBC'), ids.get('Le Monde'), ids.get('AFP'), ids.get('Thai PBS')]).toEqual([
    '0m3x8z32qhp4',
    'g3dyn93pnc5t',
    'sfvavt0vvaaq',
    'wq7ckj9exfkm',
    'pcbn3jqxnat8',
  ]);
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

test('GIVEN an outlet known by a name that others bear too THEN it stays unknown', async () => {
  const newsroom = await testDatabase();
  const before = await storeArticle(newsroom, { ...FERRY, outlet: 'The Star', url: null });
  await loadOutlets(newsroom);
  const after = await storeArticle(newsroom, { ...FERRY, outlet: 'the star', url: null });
  expect(after.outlet).toMatchObject({ id: before.outlet?.id, name: 'The Star', kind: 'unknown', citation: null });
});

test('GIVEN a newer list THEN the outlet says what it says, under its id', async () => {
  const { newsroom, id } = await withCourier();
  const now = {
    ...COURIER,
    names: ['Courier', 'HC'],
    domains: ['harbor.example'],
    owner: null,
    kind: 'unknown',
  } as const;
  await storeOutlets(newsroom.db, [now], '2');
  expect(await factsOf(newsroom, id)).toEqual({ ...now, needs: undefined });
  expect(await findOutlet(newsroom.db, { url: 'https://courier.example/1' })).toBeUndefined();
  expect((await findOutlet(newsroom.db, { name: 'HC' }))?.id).toBe(id);
});

test('GIVEN an outlet that the list calls by another of its names now THEN its id stays', async () => {
  const { newsroom, id } = await withCourier();
  const renamed = { ...COURIER, name: 'Courier of the Harbor', names: ['The Harbor Courier'], needs: {} };
  await storeOutlets(newsroom.db, [renamed], '2');
  expect((await listOutlets(newsroom.db)).map((outlet) => [outlet.id, outlet.name])).toEqual([
    [id, 'Courier of the Harbor'],
  ]);
});

test('GIVEN a statement that somebody here put in its place THEN a newer list leaves it, and its citation, alone', async () => {
  const { newsroom, id, change } = await withCourier();
  await change(ANSWERED);
  await storeOutlets(newsroom.db, [{ ...COURIER, owner: 'Somebody else', domains: ['harbor.example'] }], '2');
  expect(await factsOf(newsroom, id)).toMatchObject({
    ...ANSWERED,
    owner: 'Harbor Press',
    domains: ['harbor.example'],
  });
  await storeOutlets(newsroom.db, [COURIER], '3');
  expect(await factsOf(newsroom, id)).toMatchObject({ ...ANSWERED, domains: ['courier.example'] });
});

test('GIVEN a name, names and hosts that somebody here changed THEN a newer list leaves them', async () => {
  const { newsroom, id, change } = await withCourier();
  await change({ name: 'Our Courier', names: ['The Harbor Courier', 'Old Courier'], domains: ['mirror.example'] });
  await storeOutlets(newsroom.db, [{ ...COURIER, domains: ['courier.example', 'harbor.example'] }], '2');
  const after = await factsOf(newsroom, id);
  expect(after?.name).toBe('Our Courier');
  expect(after?.names.toSorted()).toEqual(['Old Courier', 'The Harbor Courier']);
  expect(after?.domains).toEqual(['harbor.example', 'mirror.example']);
});

test('GIVEN an outlet that somebody here described before it was listed THEN the list adds its hosts and no more', async () => {
  const newsroom = await testDatabase();
  const own = { ...UNSTATED, ...ANSWERED, name: 'Harbor Courier', names: ['HC'], domains: ['hc.example'] };
  await saveOutlet(newsroom.db, 'own000000000', own);
  await storeOutlets(newsroom.db, [COURIER], '1');
  const outlets = await listStoredOutlets(newsroom.db);
  expect(outlets).toHaveLength(1);
  expect(outlets[0]).toMatchObject({
    id: 'own000000000',
    facts: { ...ANSWERED, country: null, domains: ['courier.example', 'hc.example'] },
  });
  expect(outlets[0]?.facts.names).toContain('HC');
});

test('GIVEN an outlet that left the list THEN it goes, unless an article is its own or somebody here changed it', async () => {
  const { newsroom, id, change } = await withCourier();
  await storeOutlets(newsroom.db, [], '2');
  expect(await listOutlets(newsroom.db)).toEqual([]);
  await storeOutlets(newsroom.db, [COURIER], '3');
  await change(ANSWERED);
  await storeOutlets(newsroom.db, [], '4');
  expect(await factsOf(newsroom, id)).toMatchObject(ANSWERED);
  await storeOutlets(newsroom.db, [COURIER], '5');
  await storeArticle(newsroom, { ...FERRY, outlet: 'The Harbor Courier' });
  await storeOutlets(newsroom.db, [{ ...COURIER, name: 'Another', names: [], needs: {} }], '6');
  expect((await listOutlets(newsroom.db)).map(({ name }) => name)).toEqual(['Another', 'The Harbor Courier']);
  expect((await findOutlet(newsroom.db, { url: 'https://courier.example' }))?.name).toBe('Another');
});

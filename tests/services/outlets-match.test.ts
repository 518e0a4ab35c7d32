import { beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/data/database.ts';
import { saveOutlet } from '../../src/data/outlet-store.ts';
import { findOutlet, type ListedOutlet, type Sighting, storeOutlets } from '../../src/services/outlets.ts';
import { hostsOf } from '../../src/services/outlets-match.ts';
import { UNSTATED } from '../../src/services/outlets-merge.ts';

function listed(name: string, given: Partial<ListedOutlet> = {}): ListedOutlet {
  return {
    ...UNSTATED,
    kind: 'private',
    citation: 'A list',
    citationUrl: 'https://list.example',
    name,
    names: [],
    domains: [],
    needs: {},
    ...given,
  };
}

let db: Database;
beforeAll(async () => {
  db = await openDatabase(':memory:');
  await storeOutlets(
    db,
    [
      listed('Le Canal', { names: ['Canal Élu'], domains: ['canal.example'], country: 'FR' }),
      listed('Canal Sud', { domains: ['sud.canal.example'] }),
      listed('Der Bote', { country: 'DE' }),
      listed('The Herald (Ghana)', {
        names: ['The Herald'],
        domains: ['herald.example'],
        country: 'GH',
        needs: { 'The Herald': [] },
      }),
      listed('The Herald (Peru)', { names: ['The Herald'], country: 'PE', needs: { 'The Herald': ['es'] } }),
      listed('Kanal 3 (Türkiye)', { names: ['K3'], country: 'TR', needs: { K3: ['tr'] } }),
      listed('Kanal 3 (Belgium)', { names: ['K3'], country: 'BE', needs: { K3: ['nl', 'fr'] } }),
    ],
    '1',
  );
  await saveOutlet(db, 'own000000000', { ...UNSTATED, name: 'La Voz', names: ['K3'], domains: ['blog.canal.example'] });
  return () => db.destroy();
});

test.each<[Sighting, string | undefined]>([
  [{ name: 'le canal' }, 'Le Canal'],
  [{ name: 'LE  CANAL ' }, 'Le Canal'],
  [{ name: 'Le-Canal' }, 'Le Canal'],
  [{ name: 'canal elu' }, 'Le Canal'],
  [{ name: 'Canal', language: 'fr' }, 'Le Canal'],
  [{ name: 'Canal', language: 'en' }, undefined],
  [{ name: 'The Canal Sud' }, 'Canal Sud'],
  [{ name: 'Bote', language: 'de-AT' }, undefined],
  [{ name: 'Bote', language: 'de' }, 'Der Bote'],
  [{ name: 'The' }, undefined],
  [{ name: '' }, undefined],
  [{ name: '…' }, undefined],
  [{ name: null, url: null }, undefined],
  [{}, undefined],
])('GIVEN the name %j THEN it is %s', async (sighting, name) => {
  expect((await findOutlet(db, sighting))?.name).toBe(name);
});

test.each([
  ['https://canal.example/1', 'Le Canal'],
  ['https://www.canal.example/1', 'Le Canal'],
  ['https://sud.canal.example/1', 'Canal Sud'],
  ['https://m.sud.canal.example/1', 'Canal Sud'],
  ['https://CANAL.example:8443/1', 'Le Canal'],
  ['https://canal.example./1', 'Le Canal'],
  ['https://notcanal.example/1', undefined],
  ['https://canal.example.org/1', undefined],
  ['https://example/1', undefined],
  ['https://192.0.2.1/canal.example', undefined],
  ['urn:canal.example', undefined],
  ['not an address', undefined],
])('GIVEN the address %s THEN it is the outlet %s', async (url, name) => {
  expect((await findOutlet(db, { url }))?.name).toBe(name);
});

test.each<[Sighting, string | undefined]>([
  [{ name: 'The Herald' }, undefined],
  [{ name: 'The Herald', language: 'en' }, undefined],
  [{ name: 'The Herald', language: 'es' }, 'The Herald (Peru)'],
  [{ name: 'The Herald', language: 'es-GH' }, 'The Herald (Ghana)'],
  [{ name: 'The Herald', country: 'GH' }, 'The Herald (Ghana)'],
  [{ name: 'herald', country: 'gh' }, 'The Herald (Ghana)'],
  [{ name: 'The Herald', country: 'MX', language: 'es' }, undefined],
  [{ name: 'The Herald', url: 'https://herald.com.pe/1' }, 'The Herald (Peru)'],
  [{ name: 'The Herald', language: 'es', url: 'https://herald.com.mx/1' }, undefined],
  [{ name: 'The Herald', language: 'es', url: 'https://herald.io/1' }, 'The Herald (Peru)'],
  [{ name: 'The Herald', language: 'es', url: 'https://herald.example/1' }, 'The Herald (Ghana)'],
  [{ name: 'The Herald', url: 'https://sud.canal.example/1' }, 'Canal Sud'],
  [{ name: 'K3', language: 'tr' }, 'Kanal 3 (Türkiye)'],
  [{ name: 'K3', language: 'fr' }, 'Kanal 3 (Belgium)'],
])('GIVEN %j, a name that others bear too THEN it is %s', async (sighting, name) => {
  expect((await findOutlet(db, sighting))?.name).toBe(name);
});

test('GIVEN an outlet that somebody here made THEN its name and host stand behind and before those of the list', async () => {
  expect((await findOutlet(db, { name: 'La voz' }))?.name).toBe('La Voz');
  expect((await findOutlet(db, { name: 'K3', language: 'en' }))?.name).toBe('La Voz');
  expect((await findOutlet(db, { url: 'https://blog.canal.example/1' }))?.name).toBe('La Voz');
});

test('GIVEN an address THEN its host and those above it are looked up, never a top-level domain', () => {
  expect(hostsOf('https://a.b.example.org/x')).toEqual(['a.b.example.org', 'b.example.org', 'example.org']);
  expect(hostsOf('https://org')).toEqual([]);
});

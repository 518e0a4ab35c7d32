import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { buildOutlets } from '../../src/cli/build-outlets.ts';
import { findCountry } from '../../src/cli/outlet-countries.ts';
import { readHost, readMatrix } from '../../src/cli/outlet-lists.ts';
import { CORPORA_NOTICE, hasCorpora, readOutletList } from '../support/corpora.ts';

const HEADER = 'Region,Country,Media company,Main assets,URL,Typology,Status,Notes';
const NONE = { curated: [], mastheads: {}, notTheirs: [], leftOut: [], needsCountry: [], enough: [], renamed: {} };

type Entry = { country?: string; organization: string; domains: string[]; owner?: string; typology?: string };

/** The outlets that come of a few rows, entries and corrections, without their citations. */
function build(given: { rows?: readonly string[]; entries?: readonly Entry[]; corrections?: object }) {
  const entries = (given.entries ?? []).map((entry) => ({
    country: 'France',
    owner: '',
    typology: 'Private Media',
    ...entry,
  }));
  return buildOutlets({
    matrix: [HEADER, ...(given.rows ?? []), ',,,,,,,'].join('\r\n'),
    kite: JSON.stringify(entries),
    corrections: JSON.stringify({ ...NONE, ...given.corrections }),
  }).outlets;
}

describe('the State Media Matrix', () => {
  test.each([
    ['SC', 'state-controlled'],
    ['CaPu', 'captured-public'],
    ['CaPr', 'captured-private'],
    ['ISFM', 'state-funded-and-managed'],
    ['ISF', 'state-funded'],
    ['ISM', 'state-managed'],
    ['IP', 'independent-public'],
    ['ISFM?', 'unknown'],
    ['', 'unknown'],
  ])('GIVEN the typology %j THEN the kind is %s', (typology, kind) => {
    expect(build({ rows: [`Europe,France,Canal,Canal,https://canal.example,${typology},,`] })).toMatchObject([
      { kind },
    ]);
  });

  test('GIVEN an acronym for an asset THEN the company’s name is shown and the acronym needs its language', () => {
    expect(build({ rows: ['Europe,Poland,"Agencja, Polska (APX)",APX,http://www.apx.example/en/,SC,,'] })).toEqual([
      {
        name: 'Agencja, Polska',
        names: ['APX'],
        domains: ['apx.example'],
        country: 'PL',
        owner: 'Agencja, Polska',
        kind: 'state-controlled',
        source: 0,
        needs: { APX: ['pl'] },
      },
    ]);
  });

  test('GIVEN assets on one host, editions and one name twice THEN they are one outlet each; GIVEN other hosts THEN others', () => {
    const rows = [
      'Asia,Laos,Lao House,Print: Morning,https://lao.example/a,SC,,',
      'Asia,Laos,Lao House,Evening,http://www.lao.example/b,SC,,',
      'Asia,Laos,Big House,Wire,https://wire.example,SC,,',
      'Asia,Laos,Big House,Wire French,https://fr.wire.example,SC,,',
      'Asia,Laos,Big House,Radio: Wave,https://wave.example,SC,,',
      'Asia,Laos,Big House,Wave (English),https://wave2.example,SC,,',
    ];
    expect(build({ rows }).map(({ name, names, domains }) => [name, names, domains])).toEqual([
      ['Lao House', ['Morning', 'Evening'], ['lao.example']],
      ['Wave', [], ['wave.example', 'wave2.example']],
      ['Wire', ['Wire French'], ['wire.example']],
    ]);
  });

  test('GIVEN one host under two kinds THEN the kind is unknown', () => {
    const rows = [
      'Europe,Serbia,House,One,https://one.example,CaPr,,',
      'Europe,Serbia,House,Two,https://one.example,ISFM,,',
    ];
    expect(build({ rows })).toMatchObject([{ kind: 'unknown' }]);
  });

  test('GIVEN rows taken over from elsewhere THEN they count for companies that State Media Monitor lists, and cite the Matrix', () => {
    const rows = [
      'Asia,Laos,Big House,Wire,https://wire.example,SC,,',
      'Asia,Laos,Big House (BH),Second,https://second.example,SC,Merged from Project,',
      'Asia,Laos,Nobody,Third,https://third.example,SC,,Merged from Hamilton',
    ];
    const outlets = build({ rows });
    expect(outlets.map(({ name }) => name)).toEqual(['Second', 'Wire']);
    expect(new Set(outlets.map(({ source }) => source)).size).toBe(2);
  });

  test('GIVEN quoted fields THEN commas, quotes and line ends inside them are read', () => {
    const rows = readMatrix(`${HEADER}\r\nAsia,Laos,"The ""Big"", House",Wire,"https://wire.example",SC,,"a\nb"\r\n`);
    expect(rows).toMatchObject([{ company: 'The "Big", House', names: ['Wire'], host: 'wire.example', country: 'LA' }]);
  });
});

describe('the media data of Kagi News', () => {
  test('GIVEN "State Funded Media" THEN the kind is unknown, for the word holds every sort of them', () => {
    const entries = [
      { organization: 'Canal', domains: ['canal.example'], typology: 'State Funded Media' },
      { organization: 'Courier', domains: ['courier.example'], typology: 'Private Enterprise' },
    ];
    expect(build({ entries })).toMatchObject([
      { name: 'Canal', kind: 'unknown' },
      { name: 'Courier', kind: 'private' },
    ]);
  });

  test('GIVEN both lists name an outlet THEN the Matrix says its kind, and the hosts of both are its own', () => {
    const rows = ['Europe,France,House,Le Canal,https://canal.example,IP,,'];
    const entries = [
      { organization: 'Le canal', domains: ['www.canal.example', 'lecanal.example'], typology: 'State Funded Media' },
    ];
    expect(build({ rows, entries })).toMatchObject([
      { name: 'Le Canal', kind: 'independent-public', domains: ['canal.example', 'lecanal.example'] },
    ]);
  });

  test('GIVEN an entry twice, or without a host THEN it is one outlet, or none', () => {
    const entries = [
      { organization: 'Canal', domains: ['canal.example'] },
      { organization: 'Canal (칸알)', domains: ['canal.example', 'kanal.example'] },
      { organization: 'Nowhere', domains: ['the working title'] },
    ];
    expect(build({ entries })).toMatchObject([
      { name: 'Canal', names: ['칸알'], domains: ['canal.example', 'kanal.example'] },
    ]);
  });

  test('GIVEN an owner that is a paragraph or a blank THEN none is stated', () => {
    const owners = ['Unknown', 'independent', 'x'.repeat(81), 'Harbor Press'];
    const entries = owners.map((owner, i) => ({ organization: `Canal ${i}`, domains: [`c${i}.example`], owner }));
    expect(build({ entries }).map(({ owner }) => owner)).toEqual([null, null, null, 'Harbor Press']);
  });
});

describe('the corrections', () => {
  const curated = {
    source: 'matrix',
    name: 'Canal',
    domains: ['canal.example'],
    country: 'FR',
    owner: null,
    kind: 'state-managed',
  };
  const assets = [
    'Europe,France,House,Canal,https://fr.canal.example,ISM,,',
    'Europe,France,House,Canal,https://canal2.example,ISM,,',
  ];

  test('GIVEN a curated entry THEN it stands for those of the lists and takes their hosts', () => {
    expect(build({ rows: assets, corrections: { curated: [curated] } })).toMatchObject([
      { name: 'Canal', owner: null, domains: ['canal.example', 'canal2.example'] },
    ]);
  });

  test('GIVEN a curated kind that the cited Matrix does not state THEN nothing is built', () => {
    const wrong = { ...curated, kind: 'private' };
    expect(() => build({ rows: assets, corrections: { curated: [wrong] } })).toThrow(
      'Canal is private for us and state-managed',
    );
    expect(() => build({ corrections: { curated: [curated] } })).toThrow('absent in the Matrix');
  });

  test('GIVEN a group and the names of its papers THEN each paper is an outlet of the group’s owner', () => {
    const entries = [
      { organization: 'Groupe Canal', domains: ['nord.example', 'sud.example', 'shop.example'], owner: 'X' },
    ];
    const corrections = {
      mastheads: { 'nord.example': 'Canal Nord', 'sud.example': 'Canal Sud' },
      notTheirs: ['shop.example'],
    };
    expect(build({ entries, corrections })).toMatchObject([
      { name: 'Canal Nord', domains: ['nord.example'], owner: 'X' },
      { name: 'Canal Sud', domains: ['sud.example'], owner: 'X' },
    ]);
  });

  test('GIVEN names of several outlets, generic ones and renamed ones THEN they are told apart', () => {
    const rows = [
      'Asia,Laos,A,Channel,https://a.example,SC,,',
      'Asia,Thailand,B,Channel,https://b.example,SC,,',
      'Asia,Thailand,C,The Star,https://c.example,SC,,',
      'Asia,Thailand,D,Misspelt,https://d.example,SC,,',
    ];
    const corrections = { needsCountry: ['the star'], renamed: { Misspelt: 'Well spelt' } };
    expect(build({ rows, corrections }).map(({ name, names, needs }) => [name, names, needs])).toEqual([
      ['Channel (Laos)', ['Channel'], { Channel: ['lo'] }],
      ['Channel (Thailand)', ['Channel'], { Channel: ['th'] }],
      ['The Star', [], { 'The Star': [] }],
      ['Well spelt', ['Misspelt'], undefined],
    ]);
  });
});

test.each([
  ['http://www.canal.example/fr/', 'canal.example'],
  ['www3.canal.example', 'canal.example'],
  ['HTTPS://En.Canal.example', 'canal.example'],
  ['https://news.canal.example', 'news.canal.example'],
  ['https://m.tv', 'm.tv'],
  ['the working title', null],
  ['', null],
])('GIVEN the address %j THEN its host is %s', (address, host) => {
  expect(readHost(address)).toBe(host);
});

test('GIVEN a country as the lists write it THEN its code; GIVEN none or several THEN none', () => {
  expect(
    ['Türkiye', 'Turkey', 'UAE', "Côte d'Ivoire", 'Russia', 'Vatican City', 'South Korea'].map(findCountry),
  ).toEqual(['TR', 'TR', 'AE', 'CI', 'RU', 'VA', 'KR']);
  expect(['', 'Global', 'Netherlands/Morocco'].map(findCountry)).toEqual([null, null, null]);
});

test.skipIf(!hasCorpora)(
  `GIVEN the two lists THEN outlets.json is what the script makes of them${CORPORA_NOTICE}`,
  () => {
    const built = buildOutlets({
      matrix: readOutletList('State_Media_Matrix.csv'),
      kite: readOutletList('kite_media_data.json'),
      corrections: readFileSync('src/data/outlets-corrections.json', 'utf8'),
    });
    expect(JSON.parse(readFileSync('src/data/outlets.json', 'utf8'))).toEqual(JSON.parse(JSON.stringify(built)));
  },
);

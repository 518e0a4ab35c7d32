import { beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/data/database.ts';
import { openDatabase } from '../../src/data/database.ts';
import { findOutlet, loadOutlets, readOutlets } from '../../src/services/outlets.ts';
import { describeOutlet } from '../../src/words/outlet-line.ts';
import { wordsFor } from '../../src/words/words.ts';

const MATRIX = 'State Media Monitor';
const KITE = 'Kagi News';

/**
 * What each card must say: kind, country, owner (null: none is stated), who says so, hosts of today and of before, and names as
 * articles give them. Where a name is borne by others too, its language stands behind a slash.
 */
const CARDS: readonly (readonly [
  name: string,
  kind: string,
  country: string,
  owner: string | null,
  citation: string,
  hosts: string,
  names: string,
])[] = [
  [
    'Sputnik',
    'state-controlled',
    'RU',
    'Rossiya Segodnya',
    MATRIX,
    'sputnikglobe.com fr.sputniknews.com lt.sputniknews.ru sputniknews.in',
    'Sputnik|SPUTNIK|Sputnik France|Спутник',
  ],
  [
    'RT',
    'state-controlled',
    'RU',
    'RT',
    MATRIX,
    'www.rt.com francais.rt.com rtde.world actualidad-rt.com swentr.site',
    'RT|Russia Today|RT en français',
  ],
  ['TASS', 'state-controlled', 'RU', 'TASS', MATRIX, 'tass.com tass.ru itar-tass.com', 'TASS|ТАСС|ITAR-TASS'],
  [
    'Xinhua',
    'state-controlled',
    'CN',
    'Xinhua (New China News Agency)',
    MATRIX,
    'english.news.cn www.xinhuanet.com french.xinhuanet.com',
    'Xinhua|新华社|Agence Xinhua',
  ],
  [
    'BBC',
    'independent-public',
    'GB',
    'British Broadcasting Corporation (BBC)',
    MATRIX,
    'www.bbc.com news.bbc.co.uk m.bbc.co.uk',
    'BBC|BBC News|The BBC|bbc mundo',
  ],
  [
    'Deutsche Welle',
    'state-funded',
    'DE',
    'Deutsche Welle (DW)',
    MATRIX,
    'www.dw.com www.dw.de dw-world.de',
    'DW|Deutsche Welle|Немецкая волна',
  ],
  [
    'RFI',
    'state-funded-and-managed',
    'FR',
    'France Médias Monde',
    MATRIX,
    'www.rfi.fr english.rfi.fr rfi.my',
    'RFI|Radio France Internationale',
  ],
  [
    'France 24',
    'state-funded-and-managed',
    'FR',
    'France Médias Monde',
    MATRIX,
    'www.france24.com observers.france24.com f24.my',
    'France 24|FRANCE24',
  ],
  [
    'Al Jazeera',
    'state-controlled',
    'QA',
    'Al Jazeera Media Network (AJMN)',
    MATRIX,
    'www.aljazeera.com aljazeera.net america.aljazeera.com',
    'Al Jazeera|Al-Jazeera English|الجزيرة',
  ],
  [
    'Radio Free Europe/Radio Liberty',
    'state-funded-and-managed',
    'US',
    'U.S. Agency for Global Media (USAGM)',
    MATRIX,
    'www.rferl.org svoboda.org radiosvoboda.org currenttime.tv',
    'RFE/RL|Radio Liberty|Радио Свобода',
  ],
  [
    'AFP',
    'agency',
    'FR',
    'Agence France-Presse (independent statutory entity)',
    KITE,
    'www.afp.com factuel.afp.com',
    'AFP|Agence France-Presse|agence france presse',
  ],
  [
    'Reuters',
    'private',
    'GB',
    'Thomson Reuters',
    KITE,
    'www.reuters.com uk.reuters.com reutersagency.com',
    'Reuters|REUTERS|Рейтер',
  ],
  [
    'Le Monde',
    'private',
    'FR',
    'Groupe Le Monde',
    KITE,
    'www.lemonde.fr mobile.lemonde.fr',
    'Le Monde/fr|LE MONDE/en|Monde/fr',
  ],
  ['Mediapart', 'private', 'FR', null, KITE, 'www.mediapart.fr blogs.mediapart.fr', 'Mediapart|MEDIAPART'],
  ['CNN', 'private', 'US', null, 'CNN', 'edition.cnn.com cnn.com', 'CNN|Cable News Network'],
  [
    'Associated Press',
    'private',
    'US',
    'U.S. newspaper and broadcast members (cooperative ownership)',
    KITE,
    'apnews.com www.ap.org',
    'AP|The Associated Press',
  ],
  [
    'The New York Times',
    'private',
    'US',
    'The Ochs-Sulzberger Family (through The New York Times Company)',
    KITE,
    'www.nytimes.com nyti.ms',
    'New York Times|NYT',
  ],
  [
    'The Washington Post',
    'private',
    'US',
    'Nash Holdings (Jeff Bezos)',
    KITE,
    'www.washingtonpost.com feeds.washingtonpost.com wapo.st',
    'Washington Post|The Washington Post',
  ],
  [
    'The Guardian',
    'private',
    'GB',
    'Scott Trust Limited',
    KITE,
    'www.theguardian.com guardian.co.uk',
    'The Guardian/en',
  ],
  ['Financial Times', 'private', 'GB', 'Nikkei Inc. (employee-owned)', KITE, 'www.ft.com', 'FT|The Financial Times'],
  ['El País', 'private', 'ES', 'PRISA', KITE, 'elpais.com www.elpais.es', 'El País/es|EL PAIS/es'],
  ['EFE', 'state-funded-and-managed', 'ES', 'EFE', MATRIX, 'efe.com', 'EFE|Agencia EFE'],
  [
    'Der Spiegel',
    'private',
    'DE',
    'Spiegel Employees (50.5%), Mohn family (25.5%), Augstein family (24%)',
    KITE,
    'www.spiegel.de',
    'Der Spiegel|SPIEGEL',
  ],
  ['Tagesschau', 'independent-public', 'DE', 'ARD', MATRIX, 'www.tagesschau.de', 'tagesschau'],
  [
    'dpa',
    'private',
    'DE',
    'German media companies (shareholders)',
    'dpa',
    'www.dpa.com',
    'dpa|Deutsche Presse-Agentur',
  ],
  ['ANSA', 'private', 'IT', 'Cooperative of Italian newspaper publishers', 'ANSA', 'www.ansa.it', 'ANSA|Agenzia ANSA'],
  [
    'la Repubblica',
    'private',
    'IT',
    'GEDI Gruppo Editoriale (owned by Exor)',
    KITE,
    'www.repubblica.it',
    'La Repubblica|Repubblica',
  ],
  [
    'Kyodo News',
    'private',
    'JP',
    'Nonprofit cooperative of newspapers and NHK',
    'Kyodo',
    'english.kyodonews.net www.kyodonews.jp',
    'Kyodo|共同通信',
  ],
  [
    'NHK',
    'captured-public',
    'JP',
    'Japan Broadcasting Corporation (NHK)',
    MATRIX,
    'www3.nhk.or.jp',
    'NHK|NHK World-Japan',
  ],
  [
    'Yonhap News Agency',
    'independent-public',
    'KR',
    'Yonhap News Agency',
    MATRIX,
    'en.yna.co.kr www.yonhapnews.co.kr',
    'Yonhap|연합뉴스',
  ],
  [
    'CGTN',
    'state-controlled',
    'CN',
    'China Media Group',
    MATRIX,
    'news.cgtn.com francais.cgtn.com',
    'CGTN|CGTN Français',
  ],
  [
    'Press TV',
    'state-controlled',
    'IR',
    'Islamic Republic of Iran Broadcasting (IRIB)',
    MATRIX,
    'www.presstv.ir presstv.com',
    'Press TV|PressTV',
  ],
  [
    'Anadolu',
    'state-controlled',
    'TR',
    'Anadolu Agency',
    MATRIX,
    'www.aa.com.tr',
    'Anadolu Agency|Anadolu Ajansı|Agence Anadolu',
  ],
  ['Hürriyet', 'captured-private', 'TR', 'Demiroren Group', MATRIX, 'www.hurriyet.com.tr', 'Hürriyet|Hurriyet'],
  [
    'Magyar Nemzet',
    'captured-private',
    'HU',
    'Central European Press and Media Foundation',
    MATRIX,
    'magyarnemzet.hu',
    'Magyar Nemzet',
  ],
  ['Meduza', 'private', 'LV', null, 'Meduza', 'meduza.io', 'Meduza|Медуза'],
  [
    'The Kyiv Independent',
    'private',
    'UA',
    null,
    'The Kyiv Independent',
    'kyivindependent.com',
    'Kyiv Independent|The Kyiv Independent',
  ],
  [
    'Ukrainska Pravda',
    'private',
    'UA',
    null,
    'Ukrainska Pravda',
    'www.pravda.com.ua',
    'Українська правда|Ukrainska Pravda',
  ],
  [
    'CBC',
    'state-funded-and-managed',
    'CA',
    'Canadian Broadcasting Corporation (CBC)',
    MATRIX,
    'www.cbc.ca',
    'CBC|CBC News',
  ],
  [
    'Voice of America',
    'state-funded-and-managed',
    'US',
    'U.S. Agency for Global Media (USAGM)',
    MATRIX,
    'www.voanews.com golosameriki.com www.voaafrique.com',
    'VOA|Voice of America|Голос Америки',
  ],
  ['SVT', 'independent-public', 'SE', 'Sveriges Television (SVT)', MATRIX, 'www.svt.se', 'SVT|SVT Nyheter'],
  ['Yle', 'state-managed', 'FI', 'Yleisradio Oy (YLE)', MATRIX, 'yle.fi', 'YLE|Yleisradio'],
  ['Granma', 'state-controlled', 'CU', 'Granma', MATRIX, 'www.granma.cu', 'Granma'],
  [
    'Folha de S.Paulo',
    'private',
    'BR',
    'Grupo Folha',
    'Folha',
    'www1.folha.uol.com.br folha.com.br',
    'Folha de S.Paulo|FOLHA DE SÃO PAULO|Folha/pt',
  ],
  ['The Hindu', 'private', 'IN', 'Kasturi & Sons Limited (52.04%)', KITE, 'www.thehindu.com', 'The Hindu'],
  ['Haaretz', 'private', 'IL', 'Haaretz Group', KITE, 'www.haaretz.com haaretz.co.il', 'Haaretz|הארץ'],
  [
    'SABC',
    'captured-public',
    'ZA',
    'South African Broadcasting Corporation (SABC)',
    MATRIX,
    'www.sabcnews.com sabc.co.za',
    'SABC News|SABC',
  ],
  [
    'The National (Abu Dhabi)',
    'captured-public',
    'AE',
    'International Media Investments (IMI)',
    MATRIX,
    'www.thenationalnews.com www.thenational.ae',
    'The National (Abu Dhabi)',
  ],
];

let db: Database;
beforeAll(async () => {
  db = await openDatabase(':memory:');
  await loadOutlets({ db });
  return () => db.destroy();
});

describe.each(CARDS)('%s', (name, kind, country, owner, citation, hosts, names) => {
  test('GIVEN its entry THEN kind, country, owner and citation are the stated ones', () => {
    const outlet = readOutlets().find((one) => one.name === name);
    expect(outlet).toMatchObject({ kind, country, owner, citation: expect.stringContaining(citation) });
    expect(outlet?.citationUrl).toMatch(/^https:\/\//);
  });

  test('GIVEN its hosts of today and of before THEN it is found', async () => {
    const all = hosts.split(' ');
    const found = await Promise.all(all.map((host) => findOutlet(db, { url: `https://${host}/a/b?c=1` })));
    expect(found.map((outlet, i) => [all[i], outlet?.name])).toEqual(all.map((host) => [host, name]));
  });

  test('GIVEN its names THEN it is found', async () => {
    const all = names.split('|').map((one) => one.split(/\/(?=[a-z]{2}$)/));
    const found = await Promise.all(
      all.map(([written = '', language = 'en']) => findOutlet(db, { name: written, language })),
    );
    expect(found.map((outlet, i) => [all[i], outlet?.name])).toEqual(all.map((written) => [written, name]));
  });
});

test('GIVEN a name that means one outlet everywhere but in another’s country THEN the country decides', async () => {
  expect((await findOutlet(db, { name: 'CBC', language: 'en' }))?.name).toBe('CBC');
  expect((await findOutlet(db, { name: 'CBC', language: 'en', country: 'AZ' }))?.name).toBe('CBC (Azerbaijan)');
});

test.each([
  ['La Prensa', 'es'],
  ['Metro', 'en'],
  ['The Star', 'en'],
  ['La Presse', 'fr'],
  ['La Nation', 'fr'],
  ['CNA', 'en'],
  ['ABC', 'en'],
  ['Le Monde', 'es'],
  ['BBC Tamworth', 'en'],
  ['Sputnik Coffee Roasters', 'en'],
])('GIVEN %s in %s, which may be several papers THEN none is taken for it', async (name, language) => {
  expect(await findOutlet(db, { name, language })).toBeUndefined();
});

test.each([
  'https://notbbc.co.uk/1',
  'https://bbc.co.uk.example.org/1',
  'https://rt.com.example.org/1',
  'https://start.com/1',
  'https://pravda.ru.example/1',
  'https://www.facebook.com/bbcnews',
  'https://news.google.com/articles/1',
  'https://www.gov.uk/1',
])('GIVEN %s THEN it is nobody’s address', async (url) => {
  expect(await findOutlet(db, { url })).toBeUndefined();
});

test.each([
  ['Sputnik', 'state-controlled media (Russia)', 'média contrôlé par l’État (Russie)'],
  ['BBC', 'independent public media (United Kingdom)', 'média public indépendant (Royaume-Uni)'],
  [
    'Deutsche Welle',
    'state-funded, independent editorially (Germany)',
    'financé par l’État, rédaction indépendante (Allemagne)',
  ],
  [
    'RFI',
    'state-funded and state-managed, independent editorially (France)',
    'financé et géré par l’État, rédaction indépendante (France)',
  ],
  ['Hürriyet', 'private media captured by the state (Türkiye)', 'média privé sous l’emprise de l’État (Turquie)'],
  ['NHK', 'public media captured by the state (Japan)', 'média public sous l’emprise de l’État (Japon)'],
  ['AFP', 'news agency (France)', 'agence de presse (France)'],
  ['CNN', 'private media (United States)', 'média privé (États-Unis)'],
  ['UN News', 'ownership not known to me', 'propriétaire inconnu'],
])('GIVEN %s THEN its line is said in English and in French', (name, english, french) => {
  const outlet = readOutlets().find((one) => one.name === name);
  if (!outlet) throw new Error(`${name} is not listed`);
  expect(describeOutlet(wordsFor('en'), 'en', outlet)).toBe(english);
  expect(describeOutlet(wordsFor('fr'), 'fr', outlet)).toBe(french);
});

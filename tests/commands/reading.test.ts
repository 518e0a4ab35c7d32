import { describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { loadStoredArticle, parseImportFile } from '../../src/services/import.ts';
import { readFileSync } from 'node:fs';
import { FERRY, LIBRARY, importedArticle, storeArticle } from '../support/articles.ts';
import {
  complete,
  type Overrides,
  press,
  type RawInteraction,
  type RawValues,
  runInteraction,
  type Seen,
  slash,
  USER_ID,
} from '../support/interactions.ts';
import { testReading } from '../support/newsroom.ts';

const STORED = parseImportFile(readFileSync('src/data/stored-article.json', 'utf8'), 'stored-article.json');

/** Each article takes the stored one's place: nothing in a command knows which one it shows. */
const ARTICLES = [
  { name: 'the stored article', imported: STORED, language: 'French' },
  { name: 'an English article', imported: FERRY, language: 'English' },
  { name: 'a German article', imported: LIBRARY, language: 'German' },
];

async function startReading(imported = STORED, setup: Parameters<typeof testReading>[0] = {}) {
  const newsroom = await testReading(setup);
  const article = await storeArticle(newsroom, imported);
  const run = (payload: RawInteraction) => runInteraction({ commands, services: newsroom.services, payload });
  const type = (name: string, options: RawValues = {}, overrides: Overrides = {}) =>
    run(slash(name, options, overrides));
  const tap = (seen: Seen, label: string, overrides: Parameters<typeof press>[1] = {}) => {
    const button = seen.buttons.find((one) => one.label === label);
    if (!button) throw new Error(`No button ${label} among ${seen.buttons.map((one) => one.label).join(', ')}`);
    return run(press(button.customId, overrides));
  };
  return { ...newsroom, article, run, type, tap };
}

/** What Discord shows of markdown text. */
const plain = (text: string) => text.replace(/\\(.)/g, '$1').replace(/\*\*/g, '');

describe.each(ARTICLES)('GIVEN $name', ({ imported, language }) => {
  test('THEN /article shows its title, outlet, language and every paragraph over its pages', async () => {
    const { type, tap, article } = await startReading(imported);
    let seen = await type('article');
    expect(seen.isEphemeral).toBe(true);
    expect(plain(seen.text)).toContain(article.title);
    expect(plain(seen.text)).toContain(language);
    let text = seen.text;
    while (seen.buttons.some((button) => button.label === 'Next' && !button.disabled)) {
      seen = await tap(seen, 'Next', { onEphemeral: true });
      text += seen.text;
    }
    const blanks = (words: string) => plain(words).replace(/\s+/g, '');
    for (const block of article.body) expect(blanks(text)).toContain(blanks(block.text));
  });

  test('THEN /summary is verbatim extracts whose evidence names the paragraph', async () => {
    const { type, tap, article } = await startReading(imported);
    const seen = await type('summary');
    expect(plain(seen.text)).toContain(
      `No language model is connected: these are extracts, the article’s own sentences in ${language}.`,
    );
    const evidence = await tap(seen, 'Evidence');
    const quotes = plain(evidence.text)
      .split('\n')
      .filter((line) => line.startsWith('> '));
    expect(quotes.length).toBeGreaterThan(0);
    const body = article.body.map((block) => block.text).join('\n');
    for (const quote of quotes) expect(body).toContain(quote.slice(2));
    expect(evidence.text).toMatch(/paragraph \d/);
  });

  test('THEN /translate to Spanish says what is missing and how to add it', async () => {
    const { type } = await startReading(imported);
    const seen = await type('translate', { language: 'español' });
    expect(plain(seen.text)).toContain('nobody has provided a translation into Spanish');
    expect(plain(seen.text)).toContain('OPENAI_BASE_URL');
  });

  test('THEN /search finds it by its words, and a choice opens it', async () => {
    const { type, run, article } = await startReading(imported);
    const word = article.title.split(' ').at(-1) ?? '';
    const seen = await type('search', { words: word.toUpperCase() });
    expect(plain(seen.text)).toContain(article.title);
    const [select] = seen.selects;
    const opened = await run(press(select?.customId ?? '', { values: [select?.options[0]?.value ?? ''] }));
    expect(plain(opened.text)).toContain(article.body[0]?.text.slice(0, 60));
  });
});

test('GIVEN the stored article THEN its card says who owns the outlet, who says so and what was inferred', async () => {
  const newsroom = await testReading();
  const { loadOutlets } = await import('../../src/services/outlets.ts');
  await loadOutlets(newsroom);
  await loadStoredArticle(newsroom);
  const seen = await runInteraction({ commands, services: newsroom.services, payload: slash('article') });
  expect(plain(seen.text)).toContain('Sputnik, state-controlled media (Russia)');
  expect(plain(seen.text)).toContain('Owner: Rossiya Segodnya');
  expect(seen.text).toContain('github.com/ASD-at-GMF/state-media-profiles');
  expect(seen.text).toContain('(August 24, 2023)');
  const french = await runInteraction({
    commands,
    services: newsroom.services,
    payload: { ...slash('article'), locale: 'fr' },
  });
  expect(plain(french.text)).toContain('Sputnik, média contrôlé par l’État (Russie)');
  expect(french.text).toContain('(24 août 2023)');
  expect(plain(seen.text)).toContain('Inferred from the text, not stated by the source: the outlet and the year.');
});

test('GIVEN a provided translation THEN it opens with why it stands in, and signs itself', async () => {
  const { type } = await startReading();
  const seen = await type('translate', { language: 'English' });
  expect(plain(seen.text)).toContain('Provided translation: no language model is connected.');
  expect(plain(seen.text)).toContain('written by the Kiosque project');
  expect(plain(seen.text)).toContain('NATO wants to improve its relations');
});

test('GIVEN a file is asked for THEN the whole translation is attached; otherwise nothing is', async () => {
  const { type } = await startReading();
  const seen = await type('translate', { language: 'en', file: true });
  const [file] = seen.calls.flatMap((call) => call.files);
  expect(file?.name).toMatch(/\.en\.txt$/);
  expect(String(file?.data)).toContain('Sea Shield-21');
  expect((await type('translate', { language: 'en' })).calls.flatMap((call) => call.files)).toEqual([]);
});

test('GIVEN an article in the language asked for THEN there is nothing to translate', async () => {
  const { type } = await startReading();
  expect(plain((await type('translate', { language: 'fr-CA' })).text)).toContain('already in French');
});

test('GIVEN a French Discord THEN French sentences; GIVEN one we do not write THEN English ones', async () => {
  const { type } = await startReading();
  expect(plain((await type('summary', {}, { locale: 'fr' })).text)).toContain('voici des extraits');
  expect(plain((await type('summary', {}, { locale: 'ja' })).text)).toContain('these are extracts');
});

test('GIVEN a language was chosen once THEN it is the default from then on', async () => {
  const { type } = await startReading();
  await type('translate', { language: 'de' });
  expect((await type('article')).buttons.map((button) => button.label)).toContain('In German');
  expect(plain((await type('translate')).text)).toContain('German');
});

test('GIVEN an article in the language of its reader and in another script THEN its translation is offered', async () => {
  const { db, services, type } = await startReading(STORED, { languages: ['en', 'zh'] });
  await services.members.chooseLanguage(USER_ID, 'zh');
  await db.updateTable('articles').set({ language: 'zh-TW' }).execute();
  const labels = (await type('article')).buttons.map(({ label }) => label);
  expect(labels).toContain('In Chinese');
});

test('GIVEN share:true or the button THEN the reply is public and the button says who shared', async () => {
  const { type, tap } = await startReading();
  expect((await type('summary', { share: true })).isEphemeral).toBe(false);
  const shared = await tap(await type('summary'), 'Share here');
  expect(shared.isEphemeral).toBe(false);
  expect(shared.text).toContain('Shared by <@400000000000000001>');
  expect(shared.buttons.map((button) => button.label)).not.toContain('Share here');
});

test('GIVEN a member who may not write here THEN nothing is shared and they alone are told', async () => {
  const { type } = await startReading();
  const member = { user: { id: '400000000000000001' }, permissions: '1024', roles: [] };
  const seen = await type('summary', { share: true }, { member });
  expect(seen.isEphemeral).toBe(true);
  expect(plain(seen.text)).toContain('You cannot write in this channel');
});

test('GIVEN options that no command can use THEN one sentence each', async () => {
  const { type } = await startReading();
  const said = async (name: string, options: RawValues) => plain((await type(name, options)).text);
  expect(await said('article', { article: 'zzzz' })).toContain('No stored article matches “zzzz”');
  expect(await said('summary', { article: 'z'.repeat(4_000) })).toContain('No stored article matches');
  expect(await said('translate', { language: 'Klingon' })).toContain('I do not know the language “Klingon”');
  expect(await said('search', { words: 'x'.repeat(4_000) })).toContain('4000 characters');
  expect(await said('search', { since: '2021-02-30' })).toContain('Write it as 2021-05-31');
  expect(await said('search', {})).not.toBe('');
  expect(await said('summary', { length: 'endless' })).toContain('The option “length”');
  expect(await said('summary', { extracts: 'perhaps' })).toContain('The option “extracts”');
});

test('GIVEN an empty store THEN each command says how to fill it', async () => {
  const { services } = await testReading();
  for (const name of ['article', 'summary', 'translate']) {
    const seen = await runInteraction({ commands, services, payload: slash(name) });
    expect(seen.text).toContain('/add stores one');
  }
});

test('GIVEN letters being typed THEN articles, languages and outlets are offered', async () => {
  const { run } = await startReading();
  const offered = async (payload: RawInteraction) => (await run(payload)).choices.map((choice) => choice.name);
  expect(await offered(complete('article', 'article', { article: '' }))).toHaveLength(1);
  expect(await offered(complete('summary', 'article', { article: 'stolt' }))).toHaveLength(1);
  expect(await offered(complete('summary', 'article', { article: 'zzz' }))).toEqual([]);
  expect(await offered(complete('translate', 'language', { language: 'ger' }))).toEqual(['German']);
  expect(await offered(complete('translate', 'language', { language: 'all' }, { locale: 'fr' }))).toEqual(['allemand']);
});

test('GIVEN a title full of markup THEN it is shown as written and mentions nobody', async () => {
  const { type } = await startReading(
    importedArticle({ title: '@everyone **free** [money](https://evil.example) <@1> `x`' }),
  );
  const seen = await type('article');
  expect(plain(seen.text)).toContain('@everyone');
  expect(seen.text).not.toMatch(/(?<!\\)@everyone|(?<!\\)\[money|(?<!\\)<@1>/);
  expect(seen.reply?.['allowed_mentions']).toEqual({ parse: [] });
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { OperatorError } from '../../src/errors.ts';
import { importArticle, parseImportFile } from '../../src/services/import.ts';
import { testDatabase } from '../support/database.ts';

const GOOD = { title: 'A title', language: 'en', body: 'One sentence.' };

function json(fields: object): string {
  return JSON.stringify({ ...GOOD, ...fields });
}

function faultOf(text: string, fileName = 'news.json'): OperatorError {
  try {
    parseImportFile(text, fileName);
  } catch (error) {
    if (error instanceof OperatorError) return error;
    throw error;
  }
  throw new Error('It was accepted');
}

test('GIVEN the least that a file needs THEN the rest is absent', () => {
  expect(parseImportFile(json({}), 'news.json')).toEqual({
    title: 'A title',
    text: 'One sentence.',
    language: 'en',
    outlet: null,
    url: null,
    publishedAt: null,
    publishedOn: null,
    inferred: [],
    translations: [],
  });
});

test('GIVEN every field THEN each is read in its canonical form', () => {
  const text = json({
    id: '0123456789ab',
    language: 'pt-br',
    outlet: ' Folha\tda Manhã ',
    url: 'HTTPS://Folha.Example:443/a b#top',
    publishedAt: '2026-03-14T08:30:00+02:00',
    body: ['Uma frase.', 'Outra.'],
    inferred: { outlet: 'The footer names it.', language: 'Read.' },
    translations: [{ language: 'EN-us', title: 'T', author: 'A', body: ['One.', 'Two.'] }],
  });
  expect(parseImportFile(text, 'news.json')).toEqual({
    id: '0123456789ab',
    title: 'A title',
    text: 'Uma frase.\n\nOutra.',
    language: 'pt-BR',
    outlet: 'Folha da Manhã',
    url: 'https://folha.example/a%20b',
    publishedAt: Date.parse('2026-03-14T06:30:00Z'),
    publishedOn: null,
    inferred: [
      { field: 'outlet', ground: 'The footer names it.' },
      { field: 'language', ground: 'Read.' },
    ],
    translations: [{ language: 'en-US', title: 'T', author: 'A', body: ['One.', 'Two.'] }],
  });
});

test.each([
  ['no title', JSON.stringify({ language: 'en', body: 'x' }), 'title is missing'],
  ['no language', JSON.stringify({ title: 'T', body: 'x' }), 'language is missing'],
  ['no body', JSON.stringify({ title: 'T', language: 'en' }), 'body is missing'],
  ['a blank title', json({ title: ' \n ' }), 'title is empty'],
  ['a long title', json({ title: 'x'.repeat(501) }), 'title is longer than 500 characters'],
  ['a number for a title', json({ title: 5 }), 'title must be text'],
  ['a bad language', json({ language: 'french!' }), 'language must be a language tag such as fr or pt-BR'],
  ['a body of numbers', json({ body: [1] }), 'body must be text, or a list of texts'],
  ['a bad address', json({ url: 'ftp://x.example/' }), 'url must be an http or https address'],
  ['a script address', json({ url: 'javascript:alert(1)' }), 'url must be an http or https address'],
  ['no such day', json({ publishedOn: '2021-02-30' }), 'publishedOn must be a calendar day such as 2021-05-31'],
  ['no offset', json({ publishedAt: '2021-02-03T10:00:00' }), 'publishedAt must be an instant with its offset'],
  ['two dates', json({ publishedOn: '2021-02-03', publishedAt: '2021-02-03T10:00:00Z' }), 'exclude each other'],
  ['a bad id', json({ id: 'hello' }), 'id must be 12 characters'],
  ['a misspelled field', json({ lang: 'en' }), '"lang" is not a known field'],
  ['a ground without its field', json({ inferred: { outlet: 'seen' } }), 'inferred outlet needs an outlet'],
  [
    'a day’s ground without a day',
    json({ inferred: { publishedOn: 'seen' } }),
    'inferred publishedOn needs a publishedOn',
  ],
  ['an unknown ground', json({ inferred: { author: 'seen' } }), 'inferred "author" is not a known field'],
  [
    'an unsigned translation',
    json({ translations: [{ language: 'fr', title: 'T', body: ['Une.'] }] }),
    'translations 1 author is missing',
  ],
  [
    'an empty paragraph in a translation',
    json({ translations: [{ language: 'fr', title: 'T', author: 'A', body: ['Une.', ' '] }] }),
    'translations 1 body 2 is empty',
  ],
  [
    'a translation into its own language',
    json({ translations: [{ language: 'en', title: 'T', author: 'A', body: ['One.'] }] }),
    "a translation is in the article's own language, en",
  ],
  [
    'two translations into one language',
    json({ translations: ['A', 'B'].map((author) => ({ language: 'fr', title: 'T', author, body: ['Une.'] })) }),
    'there are two translations into fr',
  ],
  ['a number for an id', json({ id: 5 }), 'id must be 12 characters'],
  ['grounds in one text', json({ inferred: 'seen' }), 'inferred must be grounds by field, in braces'],
  ['an outlet with a kind', json({ outlet: { name: 'X' } }), 'outlet must be text'],
  ['a text for a translation', json({ translations: ['Une.'] }), 'translations 1 must be a translation in braces'],
  [
    'a translation with a misspelled field',
    json({ translations: [{ language: 'fr', title: 'T', author: 'A', body: ['Une.'], by: 'me' }] }),
    'translations 1 "by" is not a known field',
  ],
  ['translations that are no list', json({ translations: 'none' }), 'translations must be a list'],
  [
    'a translation in one text',
    json({ translations: [{ language: 'fr', title: 'T', author: 'A', body: 'x' }] }),
    'body must be a list of texts',
  ],
  ['malformed JSON', '{"title": "A', 'it is not JSON ('],
  ['a list', '[]', 'it must be one article in braces'],
  ['null', 'null', 'it must be one article in braces'],
  ['nothing', ' \n', 'it is empty'],
  ['binary', 'PNG\0\0', 'it is binary, not text in UTF-8'],
  ['another encoding', json({ title: 'Caf\ufffd' }), 'it is not UTF-8: 1 characters cannot be read'],
  ['too much', json({ body: 'x'.repeat(2_000_000) }), 'the most is 2000000'],
])('GIVEN %s THEN one sentence says so', (_, text, words) => {
  const fault = faultOf(text);
  expect(fault.message).toContain(words);
  expect(fault.message).toMatch(/^news\.json cannot be imported: [^\n]+\.$/);
  expect(fault.message.length).toBeLessThan(300);
  expect(fault.exitCode).toBe(65);
});

test('GIVEN several faults THEN all are told at once', () => {
  const text = JSON.stringify({ language: '??', url: 'x', publishedOn: 'May', extra: 1 });
  expect(faultOf(text).message).toBe(
    'news.json cannot be imported: title is missing; language must be a language tag such as fr or pt-BR; url must be an http or https address; publishedOn must be a calendar day such as 2021-05-31; body is missing; "extra" is not a known field.',
  );
});

test('GIVEN plain text under front matter THEN the first line is the title unless the front matter has one', () => {
  const head = '---\r\nlanguage: fr\r\noutlet: "Le Phare"\r\nurl:\r\npublishedOn: 2026-02-03\r\n---\r\n';
  const article = parseImportFile(`${head}\r\nUn titre : le bon\r\n\r\nUne phrase.\r\n\r\nUne autre.`, 'news.txt');
  expect(article).toMatchObject({
    title: 'Un titre : le bon',
    language: 'fr',
    outlet: 'Le Phare',
    url: null,
    publishedOn: '2026-02-03',
  });
  expect(article.text.trim()).toBe('Une phrase.\n\nUne autre.');
  const titled = parseImportFile(`\ufeff---\ntitle: Above: this\nlanguage: fr\n---\nUne phrase.`, 'news.md');
  expect(titled).toMatchObject({ title: 'Above: this', text: 'Une phrase.' });
});

test.each([
  ['no front matter', 'A title\n\nA text.', 'plain text must begin with front matter'],
  ['an open one', '---\nlanguage: en\n\nA title', 'the front matter has no closing "---"'],
  [
    'a line that is no field',
    '---\nlanguage en\n---\nT\n\nx',
    'the front matter line "language en" is not "key: value"',
  ],
  ['a field twice', '---\nlanguage: en\nlanguage: fr\n---\nT\n\nx', 'the front matter has language twice'],
  ['an unknown field', '---\nlanguage: en\nlang:\n---\nT\n\nx', '"lang" is not a known field'],
  ['no text at all', '---\nlanguage: en\n---\n\n', 'title is missing'],
  ['no language', '---\noutlet: X\n---\nT\n\nx', 'language is missing'],
  ['an inherited name', '---\nlanguage: en\nconstructor: x\n---\nT\n\nx', '"constructor" is not a known field'],
])('GIVEN plain text with %s THEN one sentence says so', (_, text, words) => {
  expect(faultOf(text, 'news.txt').message).toContain(words);
});

test('GIVEN JSON under another name THEN it is read as JSON', () => {
  expect(parseImportFile(json({}), 'news.txt').title).toBe('A title');
  expect(faultOf('---\nlanguage: en\n---\nT', 'news.JSON').message).toContain('it is not JSON');
});

test('GIVEN the examples of docs/import.md THEN each of them is imported', async () => {
  const page = readFileSync('docs/import.md', 'utf8');
  const examples = Array.from(page.matchAll(/^```(json|text)\n(.*?)^```/gms), ([, kind, text = '']) => ({
    kind,
    text,
  }));
  expect(examples.map(({ kind }) => kind)).toEqual(['json', 'text']);
  const newsroom = await testDatabase();
  for (const { kind, text } of examples) {
    const imported = parseImportFile(text, `example.${kind === 'json' ? 'json' : 'txt'}`);
    expect((await importArticle(newsroom, imported)).outcome).toBe('stored');
  }
});

test('GIVEN docs/import.md THEN it names every field of the form', () => {
  const page = readFileSync('docs/import.md', 'utf8');
  const known = 'id title language outlet url publishedAt publishedOn inferred body translations'.split(' ');
  expect(known.filter((field) => !page.includes(`| \`${field}\` |`))).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { cleanBody } from '../../../src/services/clean.ts';
import { read } from '../../support/pages.ts';

const { title, body } = z
  .object({ title: z.string(), body: z.string() })
  .parse(JSON.parse(readFileSync('src/data/stored-article.json', 'utf8')));
const blocks = cleanBody(body, ['Sputnik']).map(({ kind, text }) => ({ kind, text }));
const inner = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const elements = blocks.map(({ kind, text }) =>
  kind === 'heading' ? `<h2>${inner(text)}</h2>` : `<p>${inner(text)}</p>`,
);
const [standfirst = '', ...rest] = elements;

/** The article in the shape that the web gives it: an agency's line, links, a share bar, a comment link at the end. */
const page = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${inner(title)} - Le Kiosque d’exemple</title>
<meta property="og:site_name" content="Le Kiosque d’exemple"><meta property="og:title" content="${inner(title)}">
<script>var pub = '<p>Publicité</p>';</script></head><body>
<nav><a href="/">Accueil</a> <a href="/monde">Monde</a></nav>
<article><h1>${inner(title)}</h1><div class="share-bar"><a href="#">Partager</a> <a href="#">Tweeter</a></div>
${standfirst}<p>Sputnik</p><p>Publicité</p>
${rest.join('\n<div class="ad">Publicité</div>\n')}
<p><a href="/autre">Lire aussi : un autre article</a></p><p>Discuter</p></article>
<section class="related"><h2>Sur le même sujet</h2><ul><li><a href="/a">Un titre</a></li><li><a href="/b">Un autre</a></li></ul></section>
<footer><p>Mentions légales</p></footer></body></html>`;

test('GIVEN the stored article in a page with chrome around THEN its paragraphs and inter-title come back to the letter', () => {
  const found = read(page);
  expect(found.blocks).toEqual(blocks);
  expect(found).toMatchObject({ title, language: 'fr', access: 'open', extractor: 'readability' });
});

test('GIVEN the same page in windows-1252, said in its head THEN the same paragraphs come back', () => {
  const html = page.replace('charset="utf-8"', 'charset="windows-1252"');
  const bytes = Uint8Array.from(html, (letter) => TO_1252.get(letter) ?? letter.charCodeAt(0));
  expect(read('', { bytes, contentType: 'text/html' }).blocks).toEqual(blocks);
});

test('GIVEN an agency line after a line break in the standfirst THEN it goes and the words stay', () => {
  const found = read(page.replace('</p><p>Sputnik</p>', '<br>Sputnik</p>'));
  expect(found.blocks).toEqual(blocks);
});

/** The characters of windows-1252 that are elsewhere in Unicode, as far as the article uses them. */
const TO_1252 = new Map(
  Array.from({ length: 32 }, (_, i) => [new TextDecoder('windows-1252').decode(Uint8Array.of(128 + i)), 128 + i]),
);

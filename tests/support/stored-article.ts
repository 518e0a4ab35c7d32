import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { cleanBody } from '../../src/services/clean.ts';

const file = z
  .object({ id: z.string(), title: z.string(), body: z.string(), language: z.string(), publishedOn: z.string() })
  .parse(JSON.parse(readFileSync('src/data/stored-article.json', 'utf8')));

/** The article that comes with Kiosque, and its blocks as they are stored. */
export const STORED = {
  ...file,
  blocks: cleanBody(file.body, ['Sputnik']).map(({ kind, text }) => ({ kind, text })),
};

const inner = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const elements = STORED.blocks.map(({ kind, text }) =>
  kind === 'heading' ? `<h2>${inner(text)}</h2>` : `<p>${inner(text)}</p>`,
);
const [standfirst = '', ...rest] = elements;

/** It in the shape that the web gives it: an agency's line, links, a share bar, a comment link at the end. */
export function storedPage({ site = 'Le Kiosque d’exemple', head = '', charset = 'utf-8' } = {}): string {
  return `<!doctype html><html lang="fr"><head><meta charset="${charset}"><title>${inner(STORED.title)} - ${site}</title>
<meta property="og:site_name" content="${site}"><meta property="og:title" content="${inner(STORED.title)}">${head}
<script>var pub = '<p>Publicité</p>';</script></head><body>
<nav><a href="/">Accueil</a> <a href="/monde">Monde</a></nav>
<article><h1>${inner(STORED.title)}</h1><div class="share-bar"><a href="#">Partager</a> <a href="#">Tweeter</a></div>
${standfirst}<p>Sputnik</p><p>Publicité</p>
${rest.join('\n<div class="ad">Publicité</div>\n')}
<p><a href="/autre">Lire aussi : un autre article</a></p><p>Discuter</p></article>
<section class="related"><h2>Sur le même sujet</h2><ul><li><a href="/a">Un titre</a></li><li><a href="/b">Un autre</a></li></ul></section>
<footer><p>Mentions légales</p></footer></body></html>`;
}

/** A feed with it whole, as an old French site writes one: in windows-1252, a day without hour and century. */
export function storedFeed({ site = 'Sputnik', link = 'https://news.example.org/otan' } = {}): Uint8Array {
  return toWindows1252(`<?xml version="1.0" encoding="windows-1252"?>
<rss version="2.0"><channel><title>${site}</title><link>https://news.example.org/</link><language>fr</language>
<item><title>${inner(STORED.title)}</title><link>${link}</link><guid isPermaLink="false">${link}</guid>
<pubDate>lundi 31 mai 21</pubDate>
<description><![CDATA[${standfirst}<p>Sputnik</p>${rest.join('\n')}<p>Discuter</p>]]></description></item>
</channel></rss>`);
}

/** The characters of windows-1252 that are elsewhere in Unicode. */
const TO_1252 = new Map(
  Array.from({ length: 32 }, (_, i) => [new TextDecoder('windows-1252').decode(Uint8Array.of(128 + i)), 128 + i]),
);

/** A text's bytes in windows-1252; letters that it has not must not be in it. */
export function toWindows1252(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => TO_1252.get(letter) ?? letter.charCodeAt(0));
}

import type { PageInput } from '../../src/services/pages/page-article.ts';
import { readPage } from '../../src/services/pages/read-page.ts';

export const NOW = Date.UTC(2026, 10, 23, 12);

export const PROSE = [
  'The harbor council met on Monday evening and voted, nine to four, for the new ferry to Port Larne.',
  'The boat, which has lain in the upper basin since spring, will sail twice a day, weather permitting, and carry forty cars.',
  'Its owner said that tickets would be sold from the first of May, at the old price, and that dogs travel free.',
  'Fishermen had asked for another berth, because nets dry there in winter, and were promised one by the mayor.',
];

/** A page as sites make them: menus, pointers, a footer around an article. */
export function newsPage({ head = '', article = paragraphs(PROSE), lang = 'en' } = {}): string {
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8">${head}</head><body>
    <header><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav></header>
    <main><article>${article}</article></main>
    <aside class="related"><h2>Related articles</h2><ul><li><a href="/1">Another story</a></li></ul></aside>
    <footer><p>© The Harbor Courier. All rights reserved.</p></footer></body></html>`;
}

export function paragraphs(texts: readonly string[]): string {
  return texts.map((text) => `<p>${text}</p>`).join('\n');
}

export function read(html: string, more: Partial<PageInput> = {}) {
  return readPage({ bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8', url: null, now: NOW, ...more });
}

export function textsOf(page: { blocks: readonly { text: string }[] }): readonly string[] {
  return page.blocks.map(({ text }) => text);
}

import { describe, expect, test } from 'vitest';
import type { Added } from '../../../src/services/adding.ts';
import { FEED, feedDesk, feedXml, never, OTHER_SERVER, SERVER, told, textOf } from '../../support/feed-desk.ts';

const PAGE = 'https://courier.example.org/news/1';
const html = (body: string, title = told(1).title) =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><article><h1>${title}</h1>${body}</article></body></html>`;
const plain = (text: string) => text.replaceAll('<p>', '').replaceAll('</p>', '\n\n');
const file = (text: string | Uint8Array, name = 'note.txt') => ({ name, contentType: null, bytes: Buffer.from(text) });

function articleOf(added: Added) {
  if (added.outcome === 'refused') throw new Error(`refused: ${JSON.stringify(added.why)}`);
  return added.article;
}

describe('adding a page', () => {
  test('GIVEN a page THEN it is stored for the server, once, and again it is unchanged', async () => {
    const { web, adding, db, articles } = await feedDesk();
    web.set(PAGE, html(textOf(1)));
    const first = await adding.addPage('courier.example.org/news/1', SERVER, never);
    expect(first).toMatchObject({
      outcome: 'stored',
      article: { title: told(1).title, url: PAGE, extent: 'full', language: 'en' },
    });
    expect(await adding.addPage(`${PAGE}?utm_source=x`, OTHER_SERVER, never)).toMatchObject({ outcome: 'refused' });
    web.set(`${PAGE}?utm_source=x`, html(textOf(1)));
    expect(await adding.addPage(`${PAGE}?utm_source=x`, OTHER_SERVER, never)).toMatchObject({ outcome: 'unchanged' });
    expect(await articles()).toHaveLength(1);
    const holders = await db
      .selectFrom('article_guilds')
      .select(['guild_id', 'added_by'])
      .orderBy('guild_id')
      .execute();
    expect(holders).toEqual([SERVER, OTHER_SERVER].map((one) => ({ guild_id: one.guildId, added_by: one.memberId })));
  });

  test('GIVEN a page that changed THEN it is a revision', async () => {
    const { web, adding } = await feedDesk();
    web.set(PAGE, html(textOf(1)));
    await adding.addPage(PAGE, SERVER, never);
    web.set(PAGE, html(`${textOf(1)}<p>The council met again on Friday and voted on the harbor.</p>`));
    expect(await adding.addPage(PAGE, SERVER, never)).toMatchObject({ outcome: 'revised', article: { revision: 2 } });
  });

  test('GIVEN an article that a feed brought under another title THEN its page adds nothing but the holder', async () => {
    const { web, adding, follow, db } = await feedDesk();
    web.set(FEED, feedXml([told(1, { title: `${told(1).title} – live` })]));
    await follow(FEED);
    web.set(PAGE, html(textOf(1)));
    expect(await adding.addPage(PAGE, OTHER_SERVER, never)).toMatchObject({ outcome: 'unchanged' });
    expect(await db.selectFrom('article_guilds').select('guild_id').execute()).toEqual([
      { guild_id: OTHER_SERVER.guildId },
    ]);
  });

  test('GIVEN a private conversation THEN the article is nobody’s news', async () => {
    const { web, adding, db } = await feedDesk();
    web.set(PAGE, html(textOf(1)));
    await adding.addPage(PAGE, { guildId: null, memberId: '7' }, never);
    expect(await db.selectFrom('article_guilds').select('guild_id').execute()).toEqual([{ guild_id: 'dm:7' }]);
  });

  test.each([
    ['mailto:a@example.org', { kind: 'source', problem: { what: 'address', status: null } }],
    ['not an address', { kind: 'source', problem: { what: 'address', status: null } }],
    ['https://courier.example.org/nothing', { kind: 'source', problem: { what: 'status', status: 404 } }],
    ['https://courier.example.org/empty', { kind: 'source', problem: { what: 'empty', status: 200 } }],
    ['https://courier.example.org/bare', { kind: 'no-text' }],
    ['https://courier.example.org/login', { kind: 'source', problem: { what: 'login', status: 200 } }],
  ])('GIVEN %s THEN it is refused in words that say why', async (address, why) => {
    const { web, adding, articles } = await feedDesk();
    web.set('https://courier.example.org/empty', '');
    web.set('https://courier.example.org/bare', '<!doctype html><html><body></body></html>');
    web.set(
      'https://courier.example.org/login',
      '<!doctype html><html><body><form><input type="password"></form></body></html>',
    );
    expect(await adding.addPage(address, SERVER, never)).toEqual({ outcome: 'refused', why });
    expect(await articles()).toEqual([]);
  });
});

describe('adding a file', () => {
  const BODY = plain(textOf(1));
  const TITLE = told(1).title;

  test('GIVEN one text as plain text, Markdown, a page and front matter THEN it is one article', async () => {
    const { adding, articles } = await feedDesk();
    const first = articleOf(await adding.addFile(file(`${TITLE}\n\n${BODY}`), SERVER));
    expect(first).toMatchObject({ title: TITLE, url: null, language: 'en' });
    const forms = [
      `# ${TITLE}\n\n${BODY}`,
      html(textOf(1)),
      `---\ntitle: ${TITLE}\nlanguage: en\n---\n${BODY}`,
      `\ufeff${TITLE}\r\n\r\n${BODY.replaceAll('\n', '\r\n')}`,
    ];
    for (const form of forms) expect(await adding.addFile(file(form), SERVER)).toMatchObject({ outcome: 'unchanged' });
    expect(await articles()).toHaveLength(1);
  });

  test('GIVEN Markdown THEN headings are inter-titles, and marks, links and pictures leave their words', async () => {
    const { adding } = await feedDesk();
    const text = `# A *new* ferry\n\nIt **sails** on [Monday](https://example.org/x).\n\n## The price\n\n![map](m.png)\n\nA ticket costs 4_000 crowns.`;
    const { title, body } = articleOf(await adding.addFile(file(text, 'x.md'), SERVER));
    expect(title).toBe('A new ferry');
    expect(body.map((block) => `${block.kind}: ${block.text}`)).toEqual([
      'paragraph: It sails on Monday.',
      'heading: The price',
      'paragraph: A ticket costs 4_000 crowns.',
    ]);
  });

  test('GIVEN windows-1252 THEN it is read', async () => {
    const { adding } = await feedDesk();
    const text = Buffer.from(
      'L\u2019\u00e9t\u00e9 \u00e0 Nouvelle-Anse\n\nLe march\u00e9 ouvre samedi. Il fermera \u00e0 la fin du mois d\u2019ao\u00fbt.\n'.replaceAll(
        '\u2019',
        "'",
      ),
      'latin1',
    );
    expect(articleOf(await adding.addFile(file(text), SERVER)).title).toBe("L'été à Nouvelle-Anse");
  });

  test.each([
    ['nothing', '', { kind: 'file-empty' }],
    ['blanks', ' \n\t\n', { kind: 'file-empty' }],
    ['a PDF that is called a text', '%PDF-1.7\n%abc', { kind: 'file-kind' }],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), { kind: 'file-kind' }],
    ['bytes', Buffer.from(Array.from({ length: 600 }, (_, n) => n % 7)), { kind: 'file-kind' }],
    ['too much', Buffer.alloc(2_000_001, 'a'), { kind: 'file-size', bytes: 2_000_001, max: 2_000_000 }],
  ])('GIVEN %s THEN it is refused', async (_name, bytes, why) => {
    const { adding } = await feedDesk();
    expect(await adding.addFile(file(bytes), SERVER)).toEqual({ outcome: 'refused', why });
  });
});

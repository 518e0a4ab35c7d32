/** Feeds that a parser may die of. Each is whole text or bytes; none is random. */
export const HOSTILE_FEEDS: Readonly<Record<string, () => string | Uint8Array>> = {
  'billion laughs': () =>
    `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">${Array.from({ length: 9 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join('')}]>${rss('<item><title>&a9;</title></item>')}`,
  'quadratic blow-up': () =>
    `<!DOCTYPE rss [<!ENTITY a "${'x'.repeat(50_000)}">]>${rss(`<item><title>t</title><description>${'&a;'.repeat(50_000)}</description></item>`)}`,
  'an entity from a file': () =>
    `<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>${rss('<item><title>&a;</title></item>')}`,
  'an entity from the web': () =>
    `<!DOCTYPE rss [<!ENTITY a SYSTEM "http://127.0.0.1:9/">]>${rss('<item><title>&a;</title></item>')}`,
  'a parameter entity from the web': () =>
    `<!DOCTYPE rss [<!ENTITY % a SYSTEM "http://127.0.0.1:9/"> %a;]>${rss('<item><title>t</title></item>')}`,
  '100k nested b in an item': () =>
    rss(`<item><title>t</title><description>${'<b>'.repeat(100_000)}x${'</b>'.repeat(100_000)}</description></item>`),
  '100k nested elements beside the items': () =>
    rss(`${'<x>'.repeat(100_000)}${'</x>'.repeat(100_000)}<item><title>t</title></item>`),
  '100k nested items': () => rss(`${'<item><title>t</title>'.repeat(100_000)}${'</item>'.repeat(100_000)}`),
  '1M unclosed tags': () => rss('<a>'.repeat(1_000_000)),
  '1M unclosed tags in an item': () => rss(`<item><title>t</title><description>${'<a>'.repeat(1_000_000)}`),
  '50 MB in one item': () => {
    const bytes = Buffer.alloc(50_000_000, 'word ');
    bytes.write('<rss version="2.0"><channel><item><title>t</title><description><![CDATA[');
    return bytes;
  },
  '15 MB in one item': () =>
    rss(`<item><title>t</title><description><![CDATA[${'word '.repeat(3_000_000)}]]></description></item>`),
  '15 MB of markup in one item': () =>
    rss(`<item><title>t</title><description><![CDATA[${'<p>word</p>'.repeat(1_400_000)}]]></description></item>`),
  '500 items of 30 KB of markup': () =>
    rss(
      `<item><title>t</title><description><![CDATA[${'<p>A <a href="/x">word</a> more.</p>'.repeat(850)}]]></description></item>`.repeat(
        500,
      ),
    ),
  '200k items': () => rss(Array.from({ length: 200_000 }, (_, i) => item(i)).join('')),
  '200k items without dates': () =>
    rss('<item><title>t</title><link>https://example.org/x</link></item>'.repeat(200_000)),
  '200k entries': () =>
    `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>${'<entry><id>a</id><title>t</title><updated>2020-01-01T00:00:00Z</updated></entry>'.repeat(150_000)}</feed>`,
  '200k items of JSON': () =>
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 't',
      items: Array.from({ length: 200_000 }, (_, i) => ({ id: String(i), content_text: 'text' })),
    }),
  'JSON 1M deep': () =>
    `{"version":"https://jsonfeed.org/version/1","items":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`,
  'JSON with __proto__': () =>
    '{"version":"https://jsonfeed.org/version/1","title":"t","__proto__":{"items":[1]},"items":[{"id":"1","__proto__":{"title":"x"}}]}',
  'elements named __proto__': () =>
    rss(
      '<__proto__><polluted>1</polluted></__proto__><constructor><prototype>1</prototype></constructor><item><title>t</title><__proto__>x</__proto__></item>',
    ),
  '100k attributes': () =>
    rss(`<item ${Array.from({ length: 100_000 }, (_, i) => `a${i}="1"`).join(' ')}><title>t</title></item>`),
  'an attribute of 10 MB': () => rss(`<item a="${'x'.repeat(10_000_000)}"><title>t</title></item>`),
  '1M < in a title': () => rss(`<item><title>${'<'.repeat(1_000_000)}</title></item>`),
  '1M & in a title': () => rss(`<item><title>${'&'.repeat(1_000_000)}</title></item>`),
  '1M &lt; in a title': () => rss(`<item><title>${'&lt;'.repeat(1_000_000)}</title></item>`),
  '2 MB of an open comment': () => rss(`<item><title>t</title></item><!--${'-'.repeat(2_000_000)}`),
  '2 MB of open comments': () => `<rss version="2.0">${'<!--'.repeat(500_000)}`,
  '2 MB of open CDATA': () => rss('<item><![CDATA['.repeat(130_000)),
  '2 MB of open comments before the root': () => '<!--'.repeat(500_000),
  '100k namespaces': () =>
    `<rss version="2.0" ${Array.from({ length: 100_000 }, (_, i) => `xmlns:n${i}="u${i}"`).join(' ')}><channel><item><title>t</title></item></channel></rss>`,
  '4 MB of spaces in a date': () => rss(`<item><title>t</title><pubDate>${' '.repeat(4_000_000)}x</pubDate></item>`),
  '500 images in each of 500 items': () =>
    rss(
      `<item><title>t</title><description><![CDATA[${'<img width=1 src=x>'.repeat(500)}]]></description></item>`.repeat(
        500,
      ),
    ),
  '2 MB of <img': () =>
    rss(`<item><title>t</title><description><![CDATA[${'<img '.repeat(400_000)}]]></description></item>`),
  '2 MB of <link of a page': () => `<html><head>${'<link '.repeat(350_000)}`,
  '16 MB of zeros': () => new Uint8Array(16_000_000),
  '16 MB of bytes beyond ASCII': () => new Uint8Array(16_000_000).fill(0xe9),
  '8 MB of UTF-16': () => Buffer.from(rss('<item><title>t</title></item>'.repeat(130_000)), 'utf16le'),
};

function rss(content: string): string {
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>A feed</title>${content}</channel></rss>`;
}

function item(i: number): string {
  const date = new Date(Date.UTC(2020, 0, 1) + i * 60_000).toUTCString();
  return `<item><title>${i}</title><pubDate>${date}</pubDate></item>`;
}
